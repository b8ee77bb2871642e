"""The forms in which a table is written: JSON as it is, CSV for spreadsheets."""

import csv
import io
import json

from ..plain import FIELDS
from ..renderers.formulas import harmless
from .tables import Table

# Stands neither in a slug nor in an ISO 3166 code.
SEPARATOR, SEPARATOR_IN_WORDS = "|", "vertical bars"


def as_json(value) -> bytes:
    """Any plain value, indented, in UTF-8."""
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def as_csv(table: Table) -> bytes:
    """A line of names, then a line a record, in UTF-8."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    names = FIELDS[table.model]
    writer.writerow(names)
    writer.writerows([cell(row[name]) for name in names] for row in table.rows)
    return text.getvalue().encode()


def cell(value) -> str:
    """A value as text: lists joined, nothing for null, nothing that runs as a formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return harmless(SEPARATOR.join(value) if isinstance(value, list) else str(value))
