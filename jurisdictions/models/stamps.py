"""The stamp of the data: one row that moves with every write, whichever way the write came."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import DEFAULT_DB_ALIAS, connections, models

# On PostgreSQL, what the transaction at hand has written since its first write (stamping.py).
WRITTEN_SINCE = "regcompare.written_since"


@dataclass(frozen=True)
class Moved:
    """What the data was stamped with last: a token that never comes again, and when."""

    token: str
    at: datetime


# No token was ever given yet.
UNMOVED = Moved("", datetime(1970, 1, 1, tzinfo=UTC))


class Stamp(models.Model):
    """Written by triggers alone (stamping.py), in the transaction of the write itself.

    A Revision numbers the changes that a history records. Other writes change what readers see
    too: a checked link, an approved answer, a bulk load, a statement typed into a database shell.
    """

    token = models.CharField(max_length=32)
    moved_at = models.DateTimeField()

    def __str__(self):
        return f"{self.token} ({self.moved_at:%Y-%m-%d %H:%M:%S})"

    @classmethod
    def last(cls, using: str = DEFAULT_DB_ALIAS) -> Moved:
        """The stamp of the data as it is now, in the database of that alias."""
        connection = connections[using]
        with connection.cursor() as cursor:
            cursor.execute(LAST[connection.vendor])
            return moved(cursor.fetchall())


# In plain SQL: each answer begins with it, and to compile a query costs more than all the rest of
# telling a reader that nothing has changed.
LAST = {
    "sqlite": f"SELECT token, moved_at FROM {Stamp._meta.db_table}",
    "postgresql": f"""
        SELECT token || coalesce(current_setting('{WRITTEN_SINCE}', true), ''),
            extract(epoch FROM moved_at)::float8
        FROM {Stamp._meta.db_table}
    """,
}


def moved(rows: list[tuple]) -> Moved:
    """What a database gives for the statement."""
    return Moved(rows[0][0], in_utc(rows[0][1])) if rows else UNMOVED


def in_utc(moment: datetime | float) -> datetime:
    """A moment as the databases give it: SQLite doesn't say that it means UTC, and PostgreSQL is
    asked for seconds, out of which Python makes a date in no time."""
    if isinstance(moment, float):
        return datetime.fromtimestamp(moment, UTC)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
