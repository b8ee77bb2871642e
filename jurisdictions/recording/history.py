"""Who changed what, and when: django-simple-history, on the two roads that it leaves out too.

Every entry is numbered among all changes of the data (`models.revisions`).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache

from django.db.models import Model, QuerySet, TextField, signals
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from simple_history.manager import HistoryManager
from simple_history.models import HistoricalRecords
from simple_history.utils import get_m2m_field_name

from ..models.revisions import Recorded, Revision

LOADED = "Loaded from a fixture"
WENT_ALONG = "Deleted with what it belonged to"
# So many entries are written at a time.
PORTION = 1000


@dataclass
class Noted:
    """Entries that are still to be written, in turn, and the rows of the lists in them.

    All bear the moment at which the load began: by it readers are told apart what corrects a record
    and what it came with, however long that took.
    """

    at: datetime
    entries: list[Model] = field(default_factory=list)
    rows: list[Model] = field(default_factory=list)
    newest: dict[tuple[type[Model], int], Model] = field(default_factory=dict)

    def add(self, entry: Model, rows: Iterable[Model]) -> None:
        self.entries.append(entry)
        self.rows += rows
        self.newest[type(entry), entry.id] = entry
        if len(self.entries) >= PORTION:
            self.write()

    def write(self) -> None:
        """Each entry makes a revision of its own; rows come after the entries that they are of."""
        numbers = Revision.advance_by(len(self.entries))
        for entry, number in zip(self.entries, numbers, strict=True):
            entry.revision = number
        for model, some in by_model([*self.entries, *self.rows]).items():
            model._base_manager.bulk_create(some)
        for written in (self.entries, self.rows, self.newest):
            written.clear()


noting: ContextVar[Noted | None] = ContextVar("noting", default=None)


@contextmanager
def noted() -> Iterator[None]:
    """Inside, entries are only noted, and written many at a time. For loads: one transaction."""
    if noting.get() is not None:
        yield
        return
    entries = Noted(timezone.now())
    token = noting.set(entries)
    try:
        yield
    finally:
        noting.reset(token)
    entries.write()


def by_model(records: Iterable[Model]) -> dict[type[Model], list[Model]]:
    found = defaultdict(list)
    for one in records:
        found[type(one)].append(one)
    return found


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

    def get_meta_options(self, model):
        """The newest entry is the one that was written last: a clock may be set back meanwhile."""
        order = {"ordering": ["-history_id"], "get_latest_by": "history_id"}
        return super().get_meta_options(model) | order

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

    def post_delete(self, instance, using=None, origin=None, **kwargs):
        """Record the deletion, and whether it was that of another record which took this along."""
        if origin is not None and concrete(origin) is not instance._meta.concrete_model:
            instance._change_reason = WENT_ALONG
        super().post_delete(instance, using=using, **kwargs)

    def is_unchanged(self, instance) -> bool:
        latest = self.latest(instance)
        return latest is not None and all(
            getattr(latest, field.attname) == getattr(instance, field.attname)
            for field in latest.tracked_fields
        )

    def latest(self, instance) -> Model | None:
        """The newest entry of a record, written or noted."""
        entries, later = getattr(instance, self.manager_name), noting.get()
        unwritten = later and later.newest.get((entries.model, instance.pk))
        return unwritten or entries.first()

    def create_historical_record(self, instance, history_type, using=None):
        """Write an entry, or note it where many are to be written together."""
        later = noting.get()
        if later is None:
            super().create_historical_record(instance, history_type, using)
            return
        entry = self.entry_of(instance, history_type, using, later.at)
        # A record that is new has no lists yet.
        later.add(entry, () if history_type == "+" else self.rows_of(entry, instance))

    def entry_of(self, instance, history_type, using, at: datetime) -> Model:
        names = [one.attname for one in self.fields_included(instance)]
        return getattr(instance, self.manager_name).model(
            history_date=at,
            history_type=history_type,
            history_user=self.get_history_user(instance),
            history_change_reason=self.get_change_reason_for_object(instance, history_type, using),
            **{name: getattr(instance, name) for name in names},
        )

    def rows_of(self, entry, instance) -> Iterator[Model]:
        """What the lists of a record hold, as its entry keeps it."""
        for many in entry._history_m2m_fields:
            linked = many.remote_field.through
            names = [one.attname for one in linked._meta.fields]
            for row in linked._base_manager.filter(**{get_m2m_field_name(many): instance}):
                values = {name: getattr(row, name) for name in names}
                yield self.m2m_models[many](history=entry, **values)


def moment(entry: Model) -> tuple:
    """Where an entry stands among those of all histories.

    A clock may be set back, so its revision tells. Those from before changes were numbered bear 0,
    and those of what readers sent, which is no part of the data, bear none.
    """
    return getattr(entry, "revision", 0), entry.history_date


def concrete(origin: Model | QuerySet) -> type[Model]:
    """The model of what somebody deleted: one record, or those of a query."""
    return getattr(origin, "model", origin)._meta.concrete_model


def long_reasons() -> TextField:
    """The field for reasons that people write, of which 100 characters would cut some off."""
    return TextField(null=True)


def who(entry: Model | None) -> str:
    """Who made an entry of the history, as far as it is known."""
    if entry and not entry.history_user and is_sent_in(entry):
        return pgettext("who did something", "a reader")
    return who_is(entry and entry.history_user)


def is_sent_in(entry: Model) -> bool:
    """Is it the creation of what readers write? They have no account."""
    return entry.history_type == "+" and getattr(entry.instance_type, "from_readers", False)


def who_is(user: Model | None) -> str:
    """The name of a user; without one it was a program."""
    return (user.get_full_name() or user.get_username()) if user else _("a script or a data load")


def when(entry: Model) -> str:
    """When an entry of the history was made: 8 October 2026, 14:03 UTC."""
    return date_format(localtime(entry.history_date), "DATETIME_FORMAT")
