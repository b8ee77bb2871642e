"""Whether the tables of the database are those that the code knows."""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

BEHIND = "This database is older than the code: run `manage.py migrate` first."


def is_behind() -> bool:
    """Is there a migration that the database hasn't seen?"""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
