"""How many jurisdictions had which stance on a criterion, year by year, as plain data."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from operator import attrgetter

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ..choices import Stance
from ..comparison import STATE_LABELS, State
from ..days import in_words
from .bars import BarEntry, PieceKind, Plot


def over_years(
    findings: Iterable,
    jurisdictions: Iterable,
    stances: Sequence[Stance],
    day: date,
    chosen: Collection[Stance] = (),
) -> Plot:
    """A bar for the end of each year, from that of the first finding on, and one for `day`.

    `findings` are all of one criterion that have begun by `day`, `stances` those of its scale;
    other stances than the chosen ones are outside the filter. Each bar counts all jurisdictions.
    """
    versions = by_jurisdiction(findings, jurisdictions)
    kinds = kinds_of(stances, chosen)
    entries = tuple(
        entry(end, day, Counter(code_on(end, found, chosen) for found in versions.values()), kinds)
        for end in ends_of_years(versions, day)
    )
    return Plot(_("When"), "stance", kinds, entries)


def by_jurisdiction(findings: Iterable, jurisdictions: Iterable) -> dict[int, list]:
    """The findings of each jurisdiction, the oldest first; of some there are none."""
    grouped = defaultdict(list)
    for finding in findings:
        grouped[finding.jurisdiction_id].append(finding)
    return {one.pk: sorted(grouped[one.pk], key=attrgetter("valid_from")) for one in jurisdictions}


def kinds_of(stances: Sequence[Stance], chosen: Collection[Stance]) -> tuple[PieceKind, ...]:
    shown = [PieceKind(one.value, str(one.label)) for one in stances if not chosen or one in chosen]
    states = [State.OUTSIDE_FILTER, State.NOT_RESEARCHED] if chosen else [State.NOT_RESEARCHED]
    return (*shown, *(PieceKind(one.value, str(STATE_LABELS[one])) for one in states))


def ends_of_years(versions: dict[int, list], day: date) -> list[date]:
    """31 December of each year from that of the first finding; the last one is `day` itself."""
    firsts = [found[0].valid_from.year for found in versions.values() if found]
    if not firsts:
        return []
    return [*(date(year, 12, 31) for year in range(min(firsts), day.year)), day]


def code_on(day: date, versions: list, chosen: Collection[Stance]) -> str:
    """The stance of the version in force on a day, or the state of the cell."""
    begun = [version for version in versions if version.valid_from <= day]
    if not begun:
        return State.NOT_RESEARCHED.value
    stance = begun[-1].stance
    return stance if not chosen or stance in chosen else State.OUTSIDE_FILTER.value


def entry(end: date, day: date, counts: Counter, kinds: Sequence[PieceKind]) -> BarEntry:
    label, name = str(end.year), _("End of %(year)s") % {"year": end.year}
    if end == day:
        # Translators: how a day is written in short, in the letters of Django's date filter.
        label = date_format(end, pgettext("format of a day", "j M Y"))
        name = _("%(day)s, the day shown") % {"day": in_words(end)}
    return BarEntry(str(end.year), label, name, tuple(counts[kind.code] for kind in kinds), end)
