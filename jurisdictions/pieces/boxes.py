"""Tick boxes, options of selects, and links of facets, made by hand: where there are hundreds,
fields of Django's, or tags of a template for each, cost more than the rest of the page."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from ..languages import data_lang

# A value, what it is called, and whether it is chosen.
BoxOption = tuple[str, Any, bool]
# How many boxes and options are kept in a process, a few hundred bytes each.
KEPT = 4096


def boxes(name: str, options: Iterable[BoxOption], of_data: bool = False) -> SafeString:
    """`of_data` says whether the labels are names in the data, whose language is not the page's."""
    spoken = lang(of_data)
    made = (box(name, spoken, value, str(label), chosen) for value, label, chosen in options)
    return mark_safe("\n".join(made))


@lru_cache(KEPT)
def box(name: str, spoken: str, value: str, label: str, chosen: bool) -> str:
    return (
        f'<label{spoken}><input type="checkbox" name="{escape(name)}" value="{escape(value)}"'
        f"{' checked' if chosen else ''}> {escape(label)}</label>"
    )


def choices(options: Iterable[BoxOption], of_data: bool = False) -> SafeString:
    """What a select offers."""
    spoken = lang(of_data)
    made = (choice(spoken, value, str(label), chosen) for value, label, chosen in options)
    return mark_safe("".join(made))


@lru_cache(KEPT)
def choice(spoken: str, value: str, label: str, chosen: bool) -> str:
    selected = " selected" if chosen else ""
    return f'<option value="{escape(value)}"{selected}{spoken}>{escape(label)}</option>'


def lang(of_data: bool) -> str:
    return data_lang() if of_data else ""


def field_boxes(field) -> SafeString:
    """Of a bound field whose parameter has options and may be repeated."""
    return boxes(field.html_name, options_of(field), field.field.of_data)


def field_choices(field) -> SafeString:
    """Of a bound field whose parameter has options."""
    return choices(options_of(field), field.field.of_data)


def options_of(field) -> Iterator[BoxOption]:
    asked = field.value()
    chosen = asked if isinstance(asked, list) else [asked]
    return ((value, label, value in chosen) for value, label in field.field.options)


def facet_boxes(facet) -> SafeString:
    """Of a facet: each says how many rows it would leave."""
    return boxes(facet.name, counted(facet), facet.of_data)


def facet_choices(facet) -> SafeString:
    return choices(counted(facet), facet.of_data)


def counted(facet) -> Iterator[BoxOption]:
    return ((one.value, f"{one.label} ({one.count})", one.chosen) for one in facet.options)


def facet_links(options: Iterable, of_data: bool) -> SafeString:
    """Values to choose, or to take back, each with the number of hits: Options of a search."""
    taken_back = removal(_("Remove"))
    begin, words = '<li><a href="', f"<span{lang(of_data)}>"
    return mark_safe(
        "\n".join(
            f'{begin}{escape(one.address)}"{taken_back if one.chosen else ">"}{words}'
            f'{escape(one.label)}</span></a> <span class="note">{one.count}</span></li>'
            for one in options
        )
    )


def removal(word: str) -> str:
    return (
        f' aria-current="true"><span aria-hidden="true">×</span> '
        f'<span class="visually-hidden">{escape(word)}</span> '
    )
