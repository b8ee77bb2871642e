"""Query parameters in the schema, from the very fields that read them."""

import re
import sys
from collections.abc import Iterable
from datetime import date
from functools import cache, singledispatch

from django.http import QueryDict
from drf_spectacular.utils import OpenApiParameter

from ..asking.filters import Arrangement
from ..asking.parameters import (
    DayParameter,
    HasParameter,
    OneOf,
    PageParameter,
    Parameter,
    RevisionParameter,
    Several,
    WordsParameter,
)
from ..asking.query import is_odd
from ..filtersets.dated import DatedFilterSet
from ..models import Revision, fields
from ..texts.pasted import BLANKS, DROPPED
from .filtersets import LARGEST_PAGE, PAGE_SIZE, PageSizeParameter

SLUG = {"type": "string", "pattern": f"^{fields.SLUG}$"}
# The years of `days`; which days a month has says the format.
DAY = r"^(19[0-9]{2}|20[0-9]{2}|2100)-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"


def parameters_of(filterset: type[DatedFilterSet], day: date) -> list[OpenApiParameter]:
    """The parameters of an address: first what narrows the answer, then what arranges it."""
    # One of its own: what the fields of the class once knew, every later request would take on.
    bound = filterset(QueryDict(), today=day)
    in_order = sorted(bound.filters, key=lambda name: isinstance(bound.filters[name], Arrangement))
    return [parameter(name, bound.form.fields[name]) for name in in_order]


def parameter(name: str, field: Parameter) -> OpenApiParameter:
    several = isinstance(field, Several)
    return OpenApiParameter(
        name,
        type=schema_of(field),
        description=description(field),
        style="form" if several else None,
        explode=True if several else None,
    )


def description(field: Parameter) -> str:
    repeated = " May be given several times." if field.repeatable else ""
    return f"{field.label}. Accepted: {field.accepted}.{repeated}"


@singledispatch
def schema_of(field: Parameter) -> dict:
    """What the text of a parameter may be."""
    raise NotImplementedError(type(field))


@schema_of.register
def of_day(field: DayParameter) -> dict:
    return {"type": "string", "format": "date", "pattern": DAY}


@schema_of.register
def of_revision(field: RevisionParameter) -> dict:
    newest = Revision.current()
    return {"type": "integer", "minimum": 1, "maximum": newest.number if newest else 1}


@schema_of.register
def of_page(field: PageParameter) -> dict:
    return {"type": "integer", "minimum": 1, "maximum": 999_999, "default": 1}


@schema_of.register
def of_page_size(field: PageSizeParameter) -> dict:
    return {"type": "integer", "minimum": 1, "maximum": LARGEST_PAGE, "default": PAGE_SIZE}


@schema_of.register
def of_words(field: WordsParameter) -> dict:
    blank, odd = classes()
    # At least one that can be seen.
    pattern = f"^[{blank}]*[^{blank}{odd}][^{odd}]*$"
    return {"type": "string", "minLength": 1, "maxLength": field.limit, "pattern": pattern}


@schema_of.register
def of_one(field: OneOf) -> dict:
    return choice_of([value for value, _ in field.options])


@schema_of.register
def of_several(field: Several) -> dict:
    return listed(of_one(field))


@schema_of.register
def of_pairs(field: HasParameter) -> dict:
    pairs = [
        f"{slug}:{stance.value}" for slug, one in field.known.items() for stance in one.stances
    ]
    return listed(choice_of(pairs))


@cache
def classes() -> tuple[str, str]:
    """What says nothing in words to look for, and what they may not hold: both as ranges of
    characters, for a class of a regular expression.

    Written out, since not every reader of patterns knows the categories of Unicode.
    """
    every = "".join(map(chr, range(sys.maxunicode + 1))).translate(dict.fromkeys(DROPPED, " "))
    marks = "".join(["x" if is_odd(one) else " " for one in every])
    return ranges(BLANKS.finditer(every)), ranges(re.finditer("x+", marks))


def ranges(found: Iterable[re.Match]) -> str:
    return "".join(f"{chr(one.start())}-{chr(one.end() - 1)}" for one in found)


def choice_of(values: list[str]) -> dict:
    """One of what the data holds now; any slug while it holds nothing."""
    return {"type": "string", "enum": values} if values else SLUG


def listed(items: dict) -> dict:
    return {"type": "array", "items": items, "uniqueItems": True, "minItems": 1}
