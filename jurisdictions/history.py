"""Who changed what, and when: django-simple-history, on the two roads that it leaves out too."""

from django.db.models import signals
from simple_history.models import HistoricalRecords

LOADED = "Loaded from a fixture"


class History(HistoricalRecords):
    """The history of a model, including fixture loads and saves through its proxies."""

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
            instance._change_reason = LOADED
            if not created and self.is_unchanged(instance):
                return
        super().post_save(instance, created, using=using, **kwargs)

    def is_unchanged(self, instance) -> bool:
        latest = getattr(instance, self.manager_name).first()
        return latest is not None and all(
            getattr(latest, field.attname) == getattr(instance, field.attname)
            for field in latest.tracked_fields
        )
