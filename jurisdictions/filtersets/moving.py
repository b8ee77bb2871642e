"""Columns and rows of a comparison moved by hand: from one query to the next."""

from collections.abc import Sequence

from django.http import QueryDict
from django.utils.translation import gettext as _

from ..choices import Move


def moved(query: QueryDict, move: Move, slug: str, rows: Sequence[str]) -> QueryDict:
    """The query of the view that comes of a move; `rows` are the slugs of the criteria shown.

    Raises ValueError with a sentence for readers where the move can't be made.
    """
    query = query.copy()
    if move == Move.ROW_OUT:
        query.setlist("criterion", without(rows, slug))
        query.pop("section", None)
        if not query.getlist("criterion"):
            raise ValueError(_("It is the only row."))
        return query
    columns = query.getlist("jurisdiction")
    query.setlist("jurisdiction", arranged(columns, move, slug))
    if move != Move.OUT:
        # What was sorted is now in an order of one's own.
        query.pop("sort", None)
    return query


def arranged(columns: list[str], move: Move, slug: str) -> list[str]:
    """The columns without one of them, or with it on the other side of its neighbour."""
    others = without(columns, slug)
    if move == Move.OUT:
        return others
    place = columns.index(slug) + (1 if move == Move.RIGHT else -1)
    if not 0 <= place < len(columns):
        raise ValueError(_("There is no column on that side of it."))
    return [*others[:place], slug, *others[place:]]


def without(slugs: Sequence[str], slug: str) -> list[str]:
    if slug not in slugs:
        raise ValueError(_("It is not shown."))
    return [other for other in slugs if other != slug]
