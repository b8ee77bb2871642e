"""From chosen columns and rows to a Comparison: the queries that its pages share."""

from collections.abc import Sequence
from datetime import date

from ..choices import Only
from ..comparison import Comparison, compare
from ..days import AsOf
from ..lines import Line, lines
from ..models import ApproachPeriod, Criterion, Finding, Jurisdiction


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
    findings = Finding.objects.as_of(shown.day).of_cells(jurisdictions, criteria)
    then = against and Finding.objects.as_of(against).of_cells(jurisdictions, criteria).in_short()
    return compare(
        jurisdictions,
        criteria,
        findings.with_evidence() if evidence else findings.in_short(),
        day=shown.day,
        today=shown.today,
        matching=matching,
        only=only,
        numbered=evidence,
        turned=turned,
        against=against,
        then=then or (),
    )


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
    begun = ApproachPeriod.objects.begun(shown.day).filter(jurisdiction__in=jurisdictions)
    columns = comparison.columns if comparison else ()
    cells = {jurisdiction.pk: column for jurisdiction, column in columns}
    periods = begun.with_evidence() if evidence else begun.with_names()
    return lines(jurisdictions, periods, cells, since)
