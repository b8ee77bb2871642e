"""What can be chosen on the page of a comparison, and what is chosen."""

from itertools import groupby
from operator import attrgetter

from django.utils.translation import gettext as _

from .. import known
from ..caching.held import held
from ..choices import Only, Opened, Rows
from ..filtersets import CompareFilters
from ..models import Criterion, Section
from ..texts.names import NAMED


def chooser(filters: CompareFilters) -> dict:
    """What can be ticked; the chosen columns stand first, so that their order is kept."""
    chosen = filters.jurisdictions
    shown = {one.pk for one in chosen}
    others = [
        (one.slug, one.short_name, False)
        for one in filters.form.fields["jurisdiction"].every
        if one.pk not in shown
    ]
    return {
        "places": [*((one.slug, one.short_name, True) for one in chosen), *others],
        "others": others,
        "columns": list(zip(chosen, filters.chips_of("jurisdiction"), strict=True)),
        "few": len(chosen) <= NAMED,
        "chips": filters.chips,
        "criteria": options(filters),
        "narrowed": filters.narrows_rows,
        "switches": switches(filters),
        "sections": sections(filters),
        "all_criteria": filters.changed(criterion=None, section=None),
        "of_today": filters.changed(as_of=None),
        "movable": not (filters.chosen["sort"] or filters.chosen["group"]),
        "pairs": [(name, value) for name, values in filters.data.lists() for value in values],
    }


def by_section() -> list[tuple[Section, list[Criterion]]]:
    """All criteria in their order, section by section."""
    every = groupby(known.CRITERIA.all(), key=attrgetter("section"))
    return [(section, list(members)) for section, members in every]


def options(filters: CompareFilters) -> list[tuple]:
    """Each section with its criteria as options; none is ticked while all are shown."""
    ticked = {one.pk for one in filters.criteria} if filters.narrows_rows else ()
    return [
        (section, [(one.slug, one.title, one.pk in ticked) for one in members])
        for section, members in held(by_section)
    ]


def switches(filters: CompareFilters) -> list[tuple]:
    """What shows the same table otherwise: its words, its address, and whether it is shown so."""
    chosen, changed = filters.chosen, filters.changed
    unopened = (_("Open all"), changed(open=Opened.ALL), False)
    unturned = (_("Turn the table"), changed(rows=Rows.JURISDICTIONS), False)
    return [
        only(filters, Only.DIFFERENCES, _("Only differences")),
        only(filters, Only.GAPS, _("Only gaps")),
        (_("Close all"), changed(open=None), False) if chosen["open"] else unopened,
        (_("Turn back"), changed(rows=None), False) if chosen["rows"] else unturned,
    ]


def only(filters: CompareFilters, rows: Only, words: str) -> tuple:
    is_on = filters.chosen["only"] == rows
    return words, filters.changed(only=None if is_on else rows), is_on


def sections(filters: CompareFilters) -> list[tuple]:
    """Each section, the address of the view of its criteria, and whether the rows are just them."""
    shown = [one.pk for one in filters.criteria]
    return [
        (
            section,
            filters.changed(criterion=None, section=section.slug),
            [one.pk for one in members] == shown,
        )
        for section, members in held(by_section)
    ]
