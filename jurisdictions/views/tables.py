"""From chosen columns and rows to a Comparison: the queries that its pages share."""

from collections.abc import Sequence

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
    evidence: bool = True,
) -> Comparison:
    """The findings in force on the day, arranged; `evidence` says whether cells show theirs."""
    findings = Finding.objects.as_of(shown.day).of_cells(jurisdictions, criteria)
    return compare(
        jurisdictions,
        criteria,
        findings.with_evidence() if evidence else findings.in_short(),
        day=shown.day,
        today=shown.today,
        matching=matching,
        numbered=evidence,
    )


def approach_lines(
    jurisdictions: Sequence[Jurisdiction],
    shown: AsOf,
    comparison: Comparison | None = None,
    since: dict | None = None,
) -> list[Line]:
    """Each jurisdiction with its approach up to the day, and its cells of the comparison."""
    begun = ApproachPeriod.objects.begun(shown.day).filter(jurisdiction__in=jurisdictions)
    columns = comparison.columns if comparison else ()
    cells = {jurisdiction.pk: column for jurisdiction, column in columns}
    return lines(jurisdictions, begun.with_names(), cells, since)
