"""What changed from one release to the next: which records, and which of their fields."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..plain import Values, key_fields
from .tables import Table

Key = tuple
Row = Values


@dataclass(frozen=True)
class TableChanges:
    """How a table differs from the one of the same name before.

    added, removed   the keys of records: {"slug": "dubai"}
    changed          the key and, by field, the value before and after
    new_fields, dropped_fields   of the table itself; they count for no record
    """

    added: list[Row] = field(default_factory=list)
    removed: list[Row] = field(default_factory=list)
    changed: list[dict] = field(default_factory=list)
    new_fields: list[str] = field(default_factory=list)
    dropped_fields: list[str] = field(default_factory=list)

    def __bool__(self):
        return any(vars(self).values())


Changes = dict[str, TableChanges]


def changes(before: Mapping[str, list[Row]], tables: list[Table]) -> Changes:
    """What differs, by name of table; `before` holds the rows of the earlier release by name."""
    found = {table.name: table_changes(before.get(table.name, []), table) for table in tables}
    gone = {
        name: TableChanges(removed=[as_key(row) for row in rows])
        for name, rows in before.items()
        if name not in found
    }
    return {name: difference for name, difference in (found | gone).items() if difference}


def table_changes(before: list[Row], table: Table) -> TableChanges:
    names = key_fields(table.model)
    old, new = by_key(before, names), by_key(table.rows, names)
    columns = (list(before[0]) if before else [], list(table.rows[0]) if table.rows else [])
    shared = [name for name in columns[1] if name in columns[0]]
    compared = ((key, differences(old[key], new[key], shared)) for key in new if key in old)
    return TableChanges(
        added=[named(key, names) for key in new if key not in old],
        removed=[named(key, names) for key in old if key not in new],
        changed=[{"key": named(k, names), "fields": found} for k, found in compared if found],
        new_fields=[name for name in columns[1] if before and name not in columns[0]],
        dropped_fields=[name for name in columns[0] if table.rows and name not in columns[1]],
    )


def as_key(row: Row) -> Row:
    """What a record of a table that is no more is known by."""
    return {"slug": row["slug"]} if "slug" in row else row


def by_key(rows: list[Row], names: tuple[str, ...]) -> dict[Key, Row]:
    return {tuple(row.get(name) for name in names): row for row in rows}


def named(key: Key, names: tuple[str, ...]) -> Row:
    return dict(zip(names, key, strict=True))


def differences(old: Row, new: Row, names: list[str]) -> dict[str, dict]:
    """Of the fields that differ, the value before and after."""
    return {n: {"before": old[n], "after": new[n]} for n in names if old[n] != new[n]}


def counts(found: Changes) -> dict[str, int]:
    """How many records were added, removed and changed in all."""
    return {
        what: sum(len(getattr(table, what)) for table in found.values())
        for what in ("added", "removed", "changed")
    }


def as_plain(since: str | None, found: Changes) -> dict:
    """For changes.json."""
    return {"since": since, "tables": {name: vars(table) for name, table in found.items()}}


def as_markdown(since: str | None, found: Changes) -> str:
    """For people: records by table and key, with the names of the fields that changed."""
    if since is None:
        return "# Changes\n\nThis is the first release.\n"
    head = f"# Changes since {since}\n\n"
    if not found:
        return head + "No record changed; the files that describe them did.\n"
    return head + "\n".join(table_part(name, table) for name, table in found.items())


def table_part(name: str, table: TableChanges) -> str:
    lines = [
        *(f"- new field {code(field)}" for field in table.new_fields),
        *(f"- dropped field {code(field)}" for field in table.dropped_fields),
        *(f"- added {label(key)}" for key in table.added),
        *(f"- removed {label(key)}" for key in table.removed),
        *(
            f"- changed {label(e['key'])}: {', '.join(map(code, e['fields']))}"
            for e in table.changed
        ),
    ]
    return f"## {name}\n\n" + "\n".join(lines) + "\n"


def label(key: Row) -> str:
    """A record by its slug, or by whatever it is known by: finding `a`, source `b`."""
    if set(key) == {"slug"}:
        return code(key["slug"])
    return ", ".join(f"{name} {code(value)}" for name, value in key.items() if value)


def code(text) -> str:
    return f"`{str(text).replace('`', chr(39))}`"
