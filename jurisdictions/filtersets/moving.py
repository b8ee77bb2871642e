"""Columns and rows of a comparison moved by hand: from one query to the next."""

from collections.abc import Sequence

from django.http import QueryDict
from django.utils.translation import gettext as _

from ..choices import Step


def moved(query: QueryDict, step: Step, slug: str, rows: Sequence[str]) -> QueryDict:
    """The query of the view that comes of a step; `rows` are the slugs of the criteria shown.

    Raises ValueError with a sentence for readers where the step can't be made.
    """
    query = query.copy()
    if step == Step.ROW_OUT:
        query.setlist("criterion", without(rows, slug))
        query.pop("section", None)
        if not query.getlist("criterion"):
            raise ValueError(_("It is the only row."))
        return query
    columns = query.getlist("jurisdiction")
    query.setlist("jurisdiction", arranged(columns, step, slug))
    if step != Step.OUT:
        # What was sorted is now in an order of one's own.
        query.pop("sort", None)
    return query


def arranged(columns: list[str], step: Step, slug: str) -> list[str]:
    """The columns without one of them, or with it on the other side of its neighbour."""
    others = without(columns, slug)
    if step == Step.OUT:
        return others
    place = columns.index(slug) + (1 if step == Step.RIGHT else -1)
    if not 0 <= place < len(columns):
        raise ValueError(_("There is no column on that side of it."))
    return [*others[:place], slug, *others[place:]]


def without(slugs: Sequence[str], slug: str) -> list[str]:
    if slug not in slugs:
        raise ValueError(_("It is not shown."))
    return [other for other in slugs if other != slug]
