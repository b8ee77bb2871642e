from django.apps import AppConfig
from django.db.models.signals import post_migrate


class JurisdictionsConfig(AppConfig):
    name = "jurisdictions"
    verbose_name = "Jurisdictions and their law"

    def ready(self):
        from .groups import make_missing

        post_migrate.connect(make_missing, sender=self)
