"""The triggers that move the stamp: on every table of which readers see something.

Triggers, since a signal misses what goes past the models: bulk statements, loaddata, another
program. They are laid anew after each migration, because SQLite loses those of a table that a
migration rebuilds.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db import connections

from ..models import Answer, Attempt, Report, SearchText, SearchWord, Stamp, Upload
from ..models.revisions import WRITERS
from ..models.stamps import WRITTEN_SINCE

STAMP = Stamp._meta.db_table
INSERT = "insert"
ROADS = (INSERT, "update", "delete")
# What a stranger sends in moves nothing: readers see it when staff has decided. One that is
# decided already may come with a load, and is seen at once.
NOT_SHOWN_AT_FIRST = (Report, Answer)
# Readers see nothing of these; and what is searched is written together with its documents.
NOT_SHOWN = (
    *(Stamp, Attempt, Upload, SearchText, SearchWord),
    *(letter.history.model for letter in NOT_SHOWN_AT_FIRST),
)

MOVE = {
    "sqlite": f"""
        INSERT INTO {STAMP} (id, token, moved_at)
        VALUES (1, lower(hex(randomblob(16))), strftime('%Y-%m-%d %H:%M:%f', 'now'))
        ON CONFLICT (id) DO UPDATE SET token = excluded.token, moved_at = excluded.moved_at;
    """,
    "postgresql": f"""
        INSERT INTO {STAMP} (id, token, moved_at)
        VALUES (1, replace(gen_random_uuid()::text, '-', ''), clock_timestamp())
        ON CONFLICT (id) DO UPDATE SET token = excluded.token, moved_at = excluded.moved_at;
    """,
}
# The turn first, as who numbers a change takes it, then the stamp, then the rows written: two who
# took them in different orders would wait for each other.
#
# The row moves at the first write of a transaction. PostgreSQL keeps each version of it until the
# end, and looks through all of them for the newest: thousands of writes would take minutes. The
# later ones move a setting that ends with the transaction, as with a savepoint that is rolled back.
FUNCTION = f"""
    CREATE OR REPLACE FUNCTION {STAMP}_moves() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM pg_advisory_xact_lock({WRITERS});
        IF coalesce(current_setting('{WRITTEN_SINCE}', true), '') = '' THEN
            {MOVE["postgresql"]}
        END IF;
        PERFORM set_config('{WRITTEN_SINCE}', gen_random_uuid()::text, true);
        RETURN NULL;
    END $$
"""


# Off a table that an earlier version watched. Asked first whether there is one: to drop what isn't
# there would keep readers of the table waiting all the same.
LIFTED = """
    DO $$ BEGIN
        IF EXISTS (
            SELECT FROM pg_trigger
            WHERE tgname = 'moves_the_stamp' AND tgrelid = '{table}'::regclass
        ) THEN DROP TRIGGER moves_the_stamp ON {table};
        END IF;
    END $$
"""


def lay_triggers(using: str, **kwargs) -> None:
    """Receiver of post_migrate: let every write move the stamp, on the database of that alias."""
    connection = connections[using]
    statements = {"sqlite": on_sqlite, "postgresql": on_postgresql}[connection.vendor]()
    present = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for table, statement in statements:
            if {table, STAMP} <= present:
                cursor.execute(statement)


@dataclass(frozen=True)
class Watched:
    """A table, the roads on which a write to it can change what readers see, and of a row that is
    inserted the condition on which it does, if there is one."""

    table: str
    roads: tuple[str, ...]
    shown: str = ""


def tables() -> Iterator[Watched]:
    """All tables, those as well of which readers see nothing."""
    models = apps.get_app_config("jurisdictions").get_models(include_auto_created=True)
    for model in models:
        if not model._meta.proxy:
            roads = () if model in NOT_SHOWN else ROADS
            shown = f"NEW.state <> '{model.WAITING}'" if model in NOT_SHOWN_AT_FIRST else ""
            yield Watched(model._meta.db_table, roads, shown)


def on_sqlite() -> Iterator[tuple[str, str]]:
    for one in tables():
        for road in ROADS:
            name = f"{one.table}_{road}_moves_the_stamp"
            when = f"WHEN {one.shown} " if one.shown and road == INSERT else ""
            laid = f"{name} AFTER {road} ON {one.table} {when}BEGIN {MOVE['sqlite']} END"
            # An earlier version may have watched it.
            lifted = f"DROP TRIGGER IF EXISTS {name}"
            yield one.table, f"CREATE TRIGGER IF NOT EXISTS {laid}" if road in one.roads else lifted


def on_postgresql() -> Iterator[tuple[str, str]]:
    yield STAMP, FUNCTION
    for one in tables():
        for statement in statements_of(one) if one.roads else [LIFTED.format(table=one.table)]:
            yield one.table, statement


def statements_of(one: Watched) -> Iterator[str]:
    """Once for each statement; a condition can be asked of rows alone."""
    roads = [road for road in one.roads if not (one.shown and road == INSERT)]
    yield (
        f"CREATE OR REPLACE TRIGGER moves_the_stamp BEFORE {' OR '.join([*roads, 'truncate'])} "
        f"ON {one.table} FOR EACH STATEMENT EXECUTE FUNCTION {STAMP}_moves()"
    )
    if one.shown:
        yield (
            f"CREATE OR REPLACE TRIGGER shown_moves_the_stamp AFTER INSERT ON {one.table} "
            f"FOR EACH ROW WHEN ({one.shown}) EXECUTE FUNCTION {STAMP}_moves()"
        )
