"""The public data as tables of plain values: which records a release holds, in which order."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Model
from django.utils.text import slugify

from ..choices import Publication
from ..exporting.order import Rows, rows_in_order, sort_like
from ..languages import in_first
from ..models import Citation, Finding
from ..plain import FIELDS, Values


@dataclass(frozen=True)
class Table:
    """The public records of a model, as JSON has them: references as slugs, days as ISO text."""

    model: type[Model]
    rows: list[Values]

    @property
    def name(self) -> str:
        return name_of(self.model)


def name_of(model: type[Model]) -> str:
    """What the table of a model is called, in files too: approach-periods."""
    with in_first():
        return slugify(str(model._meta.verbose_name_plural))


def public_tables() -> list[Table]:
    """Every table with the records that readers may see, as the database stands at one moment."""
    rows = public(rows_in_order())
    return [Table(model, [portable(row) for row in rows[model]]) for model in FIELDS]


def public(rows: Rows) -> Rows:
    """Without drafts and what waits for review, and without the citations of those."""
    shown = {model: [row for row in found if is_public(row)] for model, found in rows.items()}
    places = {row["slug"] for row in shown[Finding]}
    shown[Citation] = [row for row in shown[Citation] if row["finding"] in places]
    sort_like(shown[Finding], shown[Citation], "finding")
    return shown


def is_public(row: Values) -> bool:
    """Only dated records have a publication state; all others are public as they are."""
    return row.get("publication", Publication.PUBLISHED) == Publication.PUBLISHED


def portable(row: Values) -> Values:
    return {
        name: value.isoformat() if isinstance(value, date) else value for name, value in row.items()
    }
