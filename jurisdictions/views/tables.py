"""From chosen columns and rows to a Comparison: the queries that its pages share."""

from collections.abc import Sequence

from ..comparison import Comparison, compare
from ..days import AsOf
from ..models import ApproachPeriod, Criterion, Finding, Jurisdiction


def table(
    jurisdictions: Sequence[Jurisdiction],
    criteria: Sequence[Criterion],
    shown: AsOf,
    matching: set[int] | None = None,
) -> Comparison:
    """The findings in force on the day, with their evidence, arranged."""
    findings = Finding.objects.as_of(shown.day).of_cells(jurisdictions, criteria).with_evidence()
    return compare(
        jurisdictions, criteria, findings, day=shown.day, today=shown.today, matching=matching
    )


def heads(jurisdictions: Sequence[Jurisdiction], shown: AsOf) -> list[tuple]:
    """Each jurisdiction with its approach period in force, or None."""
    periods = ApproachPeriod.objects.as_of(shown.day).filter(jurisdiction__in=jurisdictions)
    current = {period.jurisdiction_id: period for period in periods.in_words()}
    return [(jurisdiction, current.get(jurisdiction.pk)) for jurisdiction in jurisdictions]
