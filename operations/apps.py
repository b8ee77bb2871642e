from django.apps import AppConfig
from django.db.backends.signals import connection_created

from .watching import watch_connection


class OperationsConfig(AppConfig):
    name = "operations"
    verbose_name = "Operations"

    def ready(self):
        connection_created.connect(watch_connection)
