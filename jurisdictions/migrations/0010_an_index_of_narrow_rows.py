"""The index of PostgreSQL in a table of narrow rows, one number for what is counted together, and the
language of each title.

A frequent word is in nearly all documents, and all of those are counted: beside their texts that
means reading all texts. Here a row is narrow whatever its document says, since PostgreSQL is made
to keep its words apart. It does so with rows of more than two kilobytes, so each gets blanks, which
are squeezed to a few bytes. Triggers fill the table, as they fill that of SQLite.

What is copied is no part of the data: it is dropped here, and made anew after the migration.
"""

import importlib

from django.db import migrations, models

before = importlib.import_module("jurisdictions.migrations.0008_what_readers_search")

DOCUMENT, TEXT = "jurisdictions_searchdocument", "jurisdictions_searchtext"
WORD, INDEX = "jurisdictions_searchword", f"{TEXT}_index"
COPIED = "key, kind, jurisdiction, section, stance, begins, ends"
# PostgreSQL holds no more than a megabyte of terms: pairs are made of so many words of a text.
MOST = 10000

# No workers: to start one takes about as long as reading all of it.
TABLE = f"""
    CREATE TABLE {INDEX} (
        id bigint PRIMARY KEY,
        key bigint NOT NULL,
        kind varchar(12) NOT NULL,
        jurisdiction bigint,
        section bigint,
        stance varchar(20) NOT NULL,
        begins date NOT NULL,
        ends date NOT NULL,
        title tsvector NOT NULL,
        terms tsvector NOT NULL,
        words tsvector NOT NULL,
        blanks text NOT NULL DEFAULT repeat(' ', 2048)
    ) WITH (toast_tuple_target = 128, parallel_workers = 0)
"""
# Words come folded and stemmed (`search.words`), between blanks.
TERMS = f"""
    CREATE FUNCTION {INDEX}_terms(said text) RETURNS tsvector LANGUAGE sql IMMUTABLE AS $$
        SELECT coalesce(array_to_tsvector(array_agg(DISTINCT term)), '')
        FROM string_to_array(nullif(said, ''), ' ') AS all_words (word)
        CROSS JOIN LATERAL (
            SELECT unnest(word)
            UNION ALL
            SELECT one || ' ' || next
            FROM unnest(word[:{MOST - 1}], word[2:{MOST}]) AS pair (one, next)
            WHERE next IS NOT NULL
        ) AS found (term)
    $$
"""
ADDS = f"""
    CREATE FUNCTION {INDEX}_adds(keys bigint[]) RETURNS void LANGUAGE sql AS $$
        INSERT INTO {INDEX} (id, {COPIED}, title, terms, words)
        SELECT d.id, {COPIED}, {INDEX}_terms(title_words),
            {INDEX}_terms(title_words) || {INDEX}_terms(body_words),
            setweight(to_tsvector('simple', title_words), 'A')
                || setweight(to_tsvector('simple', body_words), 'B')
        FROM {DOCUMENT} d JOIN {TEXT} t ON t.document_id = d.id WHERE d.id = ANY (keys)
    $$
"""


def trigger(table: str, name: str, event: str, rows: str, action: str) -> list[str]:
    """After each statement of a kind on a table; `rows` says as what its rows are known."""
    return [
        f"CREATE FUNCTION {INDEX}_{name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN {action}; RETURN NULL; END $$",
        f"CREATE TRIGGER {name} AFTER {event} ON {table} {rows} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {INDEX}_{name}()",
    ]


OLD, NEW = "REFERENCING OLD TABLE AS stale", "REFERENCING NEW TABLE AS fresh"
ADD = f"PERFORM {INDEX}_adds((SELECT array_agg(document_id) FROM fresh))"
REMOVE = f"DELETE FROM {INDEX} i USING stale WHERE i.id = stale.document_id"
MEND = (
    f"UPDATE {INDEX} i SET ({COPIED}) = ROW ("
    f"{', '.join(f'fresh.{name}' for name in COPIED.split(', '))}) "
    "FROM fresh WHERE i.id = fresh.id"
)
CREATE = [
    f"ALTER TABLE {TEXT} DROP COLUMN vector",
    TABLE,
    # What is read is not worth squeezing.
    f"ALTER TABLE {INDEX} ALTER words SET STORAGE EXTERNAL",
    f"CREATE INDEX {INDEX}_terms ON {INDEX} USING gin (title, terms)",
    TERMS,
    ADDS,
    *trigger(TEXT, "is_added", "INSERT", NEW, ADD),
    *trigger(TEXT, "is_removed", "DELETE", OLD, REMOVE),
    # In the order of their names.
    *trigger(TEXT, "is_changed_from", "UPDATE", OLD, REMOVE),
    *trigger(TEXT, "is_changed_to", "UPDATE", NEW, ADD),
    *trigger(TEXT, "is_emptied", "TRUNCATE", "", f"TRUNCATE {INDEX}"),
    *trigger(DOCUMENT, "is_changed", "UPDATE", NEW, MEND),
]
TRIGGERS = {
    TEXT: ("is_added", "is_removed", "is_changed_from", "is_changed_to", "is_emptied"),
    DOCUMENT: ("is_changed",),
}
DROP = [
    *(f"DROP TRIGGER {name} ON {table}" for table, names in TRIGGERS.items() for name in names),
    *(f"DROP FUNCTION {INDEX}_{name}" for names in TRIGGERS.values() for name in names),
    f"DROP FUNCTION {INDEX}_adds",
    f"DROP FUNCTION {INDEX}_terms",
    f"DROP TABLE {INDEX}",
    *before.INDEX["postgresql"],
]
EMPTY = {
    "sqlite": [f"DELETE FROM {table}" for table in (TEXT, DOCUMENT, WORD)],
    # Not row by row: no table is altered while references of its rows are still to be checked.
    "postgresql": [f"TRUNCATE {TEXT}, {DOCUMENT}, {WORD}"],
}


class Migration(migrations.Migration):
    dependencies = [
        ("jurisdictions", "0009_a_stamp_that_every_write_moves"),
    ]

    operations = [
        migrations.RunPython(before.run(EMPTY), before.run(EMPTY)),
        migrations.AddField(
            model_name="searchdocument",
            name="combination",
            field=models.BigIntegerField(default=0),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="searchdocument",
            name="language",
            field=models.CharField(default="", max_length=8),
            preserve_default=False,
        ),
        migrations.RunPython(
            before.run({"sqlite": [], "postgresql": CREATE}),
            before.run({"sqlite": [], "postgresql": DROP}),
        ),
    ]
