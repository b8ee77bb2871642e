"""The same data as Datasette serves it: a table with its full text, and a pivot as a query."""

import json
import sqlite3
from pathlib import Path

from jurisdictions import models

DATABASE, TABLE, PIVOT = "law", "findings", "comparison"
COLUMNS = (
    *("jurisdiction", "criterion", "section", "stance", "answer", "detail"),
    *("valid_from", "valid_to", "source"),
)
CURRENT = "valid_from <= :as_of AND (valid_to IS NULL OR valid_to > :as_of)"


def export(folder: Path, columns: list[str]) -> None:
    """Write database and metadata into the folder; `columns` are the places that are compared."""
    with sqlite3.connect(folder / f"{DATABASE}.db") as database:
        database.execute(f"CREATE TABLE {TABLE} (id INTEGER PRIMARY KEY, {', '.join(COLUMNS)})")
        marks = ", ".join("?" * len(COLUMNS))
        insert = f"INSERT INTO {TABLE} ({', '.join(COLUMNS)}) VALUES ({marks})"
        database.executemany(insert, list(rows()))
        for name in (("jurisdiction", "criterion", "valid_from"), ("stance",), ("section",)):
            index = f"{TABLE}_{'_'.join(name)}"
            database.execute(f"CREATE INDEX {index} ON {TABLE} ({', '.join(name)})")
        database.execute(
            f"CREATE VIRTUAL TABLE {TABLE}_fts USING fts5(answer, detail, content='{TABLE}', "
            "content_rowid='id', tokenize='porter unicode61')"
        )
        database.execute(f"INSERT INTO {TABLE}_fts ({TABLE}_fts) VALUES ('rebuild')")
    (folder / "metadata.json").write_text(json.dumps(metadata(columns)))


def rows():
    """Each finding with the day on which the next one of its cell begins."""
    found = models.Finding.objects.order_by("jurisdiction", "criterion", "valid_from").values_list(
        *("jurisdiction__short_name", "criterion__title", "criterion__section__title"),
        *("stance", "answer", "detail", "valid_from", "citations__source__title"),
    )
    following = iter(found)
    next(following, None)
    for row in found:
        after = next(following, None)
        ends = after[6].isoformat() if after and after[:2] == row[:2] else None
        yield (*row[:6], row[6].isoformat(), ends, row[7])


def metadata(columns: list[str]) -> dict:
    """The pivot as a query of its own, as its documentation advises; its parameter is the day."""
    cells = ", ".join(
        f"max(CASE WHEN jurisdiction = '{name}' THEN stance || ': ' || answer || char(10) || "
        f'detail || char(10) || source || char(10) || valid_from END) AS "{name}"'
        for name in columns
    )
    names = ", ".join(f"'{name}'" for name in columns)
    sql = (
        f"SELECT criterion, {cells} FROM {TABLE} WHERE jurisdiction IN ({names}) AND {CURRENT} "
        "GROUP BY criterion ORDER BY criterion"
    )
    return {"databases": {DATABASE: {"queries": {PIVOT: {"sql": sql}}}}}
