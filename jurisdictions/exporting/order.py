"""In which order records are exported: it follows from what they say."""

from operator import itemgetter

from django.db.models import Model

from ..models import (
    Approach,
    ApproachPeriod,
    Argument,
    Checkpoint,
    Citation,
    ClaimCheck,
    Concept,
    Criterion,
    Event,
    Finding,
    Section,
    Term,
)
from ..plain import FIELDS, Values, stored
from ..recording.moments import one_moment

Row = tuple[type[Model], Values]
Rows = dict[type[Model], list[Values]]

CITED = ("instrument", "pinpoint", "source")
IN_ORDER_OF = {
    Approach: itemgetter("position"),
    Section: itemgetter("position"),
    Criterion: itemgetter("position"),
    ApproachPeriod: itemgetter("valid_from", "slug"),
    Event: itemgetter("date", "slug"),
    Finding: itemgetter("valid_from", "slug"),
    Citation: lambda row: (row["position"], *(row[name] or "" for name in CITED)),
    Argument: itemgetter("proposal", "position", "slug"),
    Checkpoint: itemgetter("proposal", "position", "slug"),
    ClaimCheck: itemgetter("proposal", "position", "slug"),
    Concept: itemgetter("position"),
}


def rows_in_order() -> Rows:
    """All records at one moment: by slug, if nothing in them says more about their order."""
    with one_moment():
        rows = {model: list(stored(model).values()) for model in FIELDS}
    for model, found in rows.items():
        found.sort(key=IN_ORDER_OF.get(model, itemgetter("slug")))
    # Sorting keeps the order of equals, so that these come on top of the order above.
    sort_like(rows[Section], rows[Criterion], "section")
    sort_like(rows[Criterion], rows[Finding], "criterion")
    sort_like(rows[Concept], rows[Term], "concept")
    return rows


def sort_like(models: list[Values], rows: list[Values], name: str):
    """Sort `rows` by the place of what their field `name` refers to."""
    places = {model["slug"]: place for place, model in enumerate(models)}
    rows.sort(key=lambda row: places[row[name]])
