"""Query parameters in the schema, from the very fields that read them."""

import sys
from collections.abc import Callable
from functools import cache, singledispatch
from itertools import groupby

from django.http import QueryDict
from drf_spectacular.utils import OpenApiParameter

from ..days import today
from ..filters import Arrangement
from ..filtersets.dated import DatedFilterSet
from ..models import Revision, fields
from ..parameters import (
    DayParameter,
    HasParameter,
    OneOf,
    PageParameter,
    Parameter,
    RevisionParameter,
    Several,
    WordsParameter,
)
from ..pasted import looked_for
from ..query import has_odd_characters
from .filtersets import LARGEST_PAGE, PAGE_SIZE, PageSizeParameter

SLUG = {"type": "string", "pattern": f"^{fields.SLUG}$"}
# The years of `days`; which days a month has says the format.
DAY = r"^(19[0-9]{2}|20[0-9]{2}|2100)-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"


def parameters_of(filterset: type[DatedFilterSet]) -> list[OpenApiParameter]:
    """The parameters of an address: first what narrows the answer, then what arranges it."""
    # One of its own: what the fields of the class once knew, every later request would take on.
    bound = filterset(QueryDict(), today=today())
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
    blank, odd = characters(is_blank), characters(is_odd)
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


def is_blank(character: str) -> bool:
    """Does it say nothing in words to look for?"""
    return looked_for(character) == ""


def is_odd(character: str) -> bool:
    """May no words hold it?"""
    return has_odd_characters(looked_for(character))


@cache
def characters(wanted: Callable[[str], bool]) -> str:
    """The ranges of such characters, for a class of a regular expression.

    Written out, since not every reader of patterns knows the categories of Unicode.
    """
    every = groupby(map(chr, range(sys.maxunicode + 1)), wanted)
    found = [list(members) for is_wanted, members in every if is_wanted]
    return "".join(f"{members[0]}-{members[-1]}" for members in found)


def choice_of(values: list[str]) -> dict:
    """One of what the data holds now; any slug while it holds nothing."""
    return {"type": "string", "enum": values} if values else SLUG


def listed(items: dict) -> dict:
    return {"type": "array", "items": items, "uniqueItems": True, "minItems": 1}
