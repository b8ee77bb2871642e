"""Whether the tables of the database are those that the code knows."""

from functools import cache

from django.db import DatabaseError, OperationalError, ProgrammingError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from .outages import BEHIND, Outage, causes, outage

# As what Django raises that a table or a column isn't there.
MISSING = (OperationalError, ProgrammingError)


@cache
def newest() -> frozenset[tuple[str, str]]:
    """The last migration of each app, which comes after all others of it."""
    return frozenset(MigrationLoader(None).graph.leaf_nodes())


def is_behind() -> bool:
    """Is there a migration that the database hasn't seen?"""
    return not newest() <= MigrationRecorder(connection).applied_migrations().keys()


def behind(error: BaseException | None) -> Outage | None:
    """That the database is older than the code, if a statement failed and it is.

    Of a database that isn't, a statement about a table that isn't there is a fault of the code.
    """
    if outage(error) or not any(isinstance(each, MISSING) for each in causes(error)):
        return None
    try:
        return BEHIND if is_behind() else None
    except DatabaseError:
        return None
