"""Who changed what, and when: django-simple-history, on the two roads that it leaves out too.

Every entry is numbered among all changes of the data (`models.revisions`).
"""

from functools import cache

from django.db.models import Model, TextField, signals
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from simple_history.manager import HistoryManager
from simple_history.models import HistoricalRecords

from .models.revisions import Recorded

LOADED = "Loaded from a fixture"


class Entries(HistoryManager):
    """The entries of a history. Its class with their querysets, made at each use, is made once."""

    @classmethod
    @cache
    def from_queryset(cls, queryset_class, class_name=None):
        return super().from_queryset(queryset_class, class_name)


class History(HistoricalRecords):
    """The history of a model, including fixture loads and saves through its proxies."""

    def __init__(self, **options):
        super().__init__(bases=(Recorded,), history_manager=Entries, **options)

    def finalize(self, sender, **kwargs):
        if sender._meta.proxy and issubclass(sender, self.cls):
            return self.follow(sender)
        return super().finalize(sender, **kwargs)

    def follow(self, proxy):
        """Django sends the signals of a proxy in the proxy's own name."""
        proxy._meta.simple_history_manager_attribute = self.manager_name
        signals.post_save.connect(self.post_save, sender=proxy, weak=False)
        signals.post_delete.connect(self.post_delete, sender=proxy, weak=False)
        signals.pre_delete.connect(self.pre_delete, sender=proxy, weak=False)

    def post_save(self, instance, created, using=None, raw=False, **kwargs):
        """Record the save; a fixture load (raw) that changes nothing is no event."""
        if raw:
            # Set in any case: the lists of an unchanged record may still be loaded after it.
            instance._change_reason = getattr(instance, "_change_reason", None) or LOADED
            if not created and self.is_unchanged(instance):
                return
        super().post_save(instance, created, using=using, **kwargs)

    def is_unchanged(self, instance) -> bool:
        latest = getattr(instance, self.manager_name).first()
        return latest is not None and all(
            getattr(latest, field.attname) == getattr(instance, field.attname)
            for field in latest.tracked_fields
        )


def long_reasons() -> TextField:
    """The field for reasons that people write, of which 100 characters would cut some off."""
    return TextField(null=True)


def who(entry: Model | None) -> str:
    """Who made an entry of the history, as far as it is known."""
    return who_is(entry and entry.history_user)


def who_is(user: Model | None) -> str:
    """The name of a user; without one it was a program."""
    return (user.get_full_name() or user.get_username()) if user else _("a script or a data load")


def when(entry: Model) -> str:
    """When an entry of the history was made: 8 October 2026, 14:03 UTC."""
    moment = localtime(entry.history_date)
    return f"{date_format(moment)}, {date_format(moment, 'H:i T')}"
