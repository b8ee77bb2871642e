from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class JurisdictionsConfig(AppConfig):
    name = "jurisdictions"
    verbose_name = _("Jurisdictions and their law")

    def ready(self):
        from .editing.groups import make_missing
        from .recording.stamping import lay_triggers
        from .search import keeping, stored

        keeping.connect()
        post_migrate.connect(make_missing, sender=self)
        post_migrate.connect(lay_triggers, sender=self)
        post_migrate.connect(stored.fill_once, sender=self)
