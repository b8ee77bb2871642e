"""What a finding has to rest on before readers see it.

`check_data` asks the same of the whole data (rules/errors.py). Here a person is told, whose draft
waits: before it goes to review, and before it is published.
"""

from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .choices import STANCES_WITHOUT_A_RULE
from .models import Finding


def demand_evidence(record) -> None:
    """ValidationError where a finding rests on too little; other records need no citations."""
    if isinstance(record, Finding) and (lacking := list(lacks(record))):
        raise ValidationError(lacking, code="evidence")


def lacks(finding: Finding) -> Iterator[str]:
    """What a finding has to cite yet, in sentences."""
    cited = list(finding.citations.all())
    if not any(one.source_id for one in cited):
        yield _("It cites no source: cite at least one, the primary source first.")
    without = finding.stance in STANCES_WITHOUT_A_RULE
    if not without and not any(one.instrument_id for one in cited):
        told = _("It says “%(stance)s” but cites no provision: cite the instrument and the place.")
        yield told % {"stance": finding.get_stance_display()}
