"""From chosen columns and rows to a Comparison: the queries that its pages share."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from ..caching.held import held, held_by_key, is_holding
from ..choices import Only
from ..comparison import Comparison, compare
from ..days import AsOf
from ..filtersets.dated import ArrangedFilterSet
from ..law import in_force
from ..lines import Band, Line, bands, lines
from ..models import ApproachPeriod, Criterion, Finding, Jurisdiction
from ..querysets import FindingQuerySet


def table(
    jurisdictions: Sequence[Jurisdiction],
    criteria: Sequence[Criterion],
    shown: AsOf,
    *,
    matching: set[int] | None = None,
    only: Only | None = None,
    evidence: bool = True,
    turned: bool = False,
    against: date | None = None,
) -> Comparison:
    """The findings in force on the day, arranged; `evidence` says whether cells show theirs,
    and `turned` whether the table is read jurisdiction by jurisdiction.

    They are held against those of another day, if one is given.
    """
    of = jurisdictions, criteria
    whole = FindingQuerySet.with_citations if evidence else FindingQuerySet.without_prose
    return compare(
        *of,
        findings_on(shown.day, *of, whole),
        day=shown.day,
        today=shown.today,
        matching=matching,
        only=only,
        numbered=evidence,
        turned=turned,
        against=against,
        then=findings_on(against, *of, FindingQuerySet.without_prose) if against else (),
    )


def findings_on(
    day: date,
    jurisdictions: Sequence[Jurisdiction],
    criteria: Sequence[Criterion],
    whole: Callable[[FindingQuerySet], FindingQuerySet],
) -> list[Finding]:
    """The findings of a table in force on the day; `whole` says what is read of each."""
    if is_holding():
        keys = in_force.findings().of_cells(day, jurisdictions, criteria)
        found = held_by_key(Finding, keys, whole)
    else:
        found = whole(Finding.objects.as_of(day).of_cells(jurisdictions, criteria))
    return named(found, jurisdictions, criteria)


def named(
    findings: Iterable[Finding],
    jurisdictions: Sequence[Jurisdiction],
    criteria: Sequence[Criterion],
) -> list[Finding]:
    """The findings of a table with its own columns and rows, which need not be fetched again."""
    places, rows = ({one.pk: one for one in side} for side in (jurisdictions, criteria))
    found = list(findings)
    for finding in found:
        finding.jurisdiction = places[finding.jurisdiction_id]
        finding.criterion = rows[finding.criterion_id]
    return found


def approach_lines(
    jurisdictions: Sequence[Jurisdiction],
    shown: AsOf,
    comparison: Comparison | None = None,
    since: dict | None = None,
    evidence: bool = False,
) -> list[Line]:
    """Each jurisdiction with its approach up to the day, and its cells of the comparison.

    `evidence` says whether its approach periods come with their sources.
    """
    periods = held(by_jurisdiction, evidence)
    begun = {place.pk: begun_by(shown.day, periods.get(place.pk, ())) for place in jurisdictions}
    columns = comparison.columns if comparison else ()
    cells = {jurisdiction.pk: column for jurisdiction, column in columns}
    return lines(jurisdictions, begun, cells, since)


def arranged(filters: ArrangedFilterSet, found: Iterable[Line]) -> list[Band]:
    """The lines as the reader chose to have them sorted and grouped."""
    return bands(found, filters.chosen["sort"], filters.chosen["group"])


def approach_periods(evidence: bool = False) -> list[ApproachPeriod]:
    """Of all jurisdictions and days, with their approaches; read once per state of the data."""
    return held(every_period, evidence)


def by_jurisdiction(evidence: bool) -> dict[int, list[ApproachPeriod]]:
    """The same by the key of their jurisdiction."""
    periods = defaultdict(list)
    for one in approach_periods(evidence):
        periods[one.jurisdiction_id].append(one)
    return dict(periods)


def begun_by(day: date, periods: Iterable[ApproachPeriod]) -> list[ApproachPeriod]:
    return [one for one in periods if one.valid_from <= day]


def every_period(evidence: bool) -> list[ApproachPeriod]:
    published = ApproachPeriod.objects.published()
    return list(published.with_evidence() if evidence else published.with_names())
