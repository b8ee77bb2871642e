"""What a finding has to rest on before readers see it.

`check_data` asks it of the whole data (rules/errors.py). Here a person is told, whose draft waits:
before it goes to review, and before it is published.
"""

from collections.abc import Collection, Iterator

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ..choices import STANCES_WITHOUT_A_RULE
from ..models import Finding

SOURCE, PROVISION = "source", "provision"


def lacking(stance: str, *, sources: Collection, provisions: Collection) -> Iterator[str]:
    """What a finding of that stance has to cite yet that rests on these: a source always, and a
    provision unless it says that there is no rule or is open.
    """
    if not sources:
        yield SOURCE
    if not provisions and stance not in STANCES_WITHOUT_A_RULE:
        yield PROVISION


def demand_evidence(record) -> None:
    """ValidationError where a finding rests on too little; other records need no citations."""
    if isinstance(record, Finding) and (said := list(sentences(record))):
        raise ValidationError(said, code="evidence")


def sentences(finding: Finding) -> Iterator[str]:
    """What a finding has to cite yet, in sentences."""
    told = {
        SOURCE: _("It cites no source: cite at least one, the primary source first."),
        PROVISION: _(
            "It says “%(stance)s” but cites no provision: cite the instrument and the place."
        ),
    }
    for lack in lacking_of(finding):
        yield told[lack] % {"stance": finding.get_stance_display()}


def lacking_of(finding: Finding) -> Iterator[str]:
    cited = finding.citations.all()
    sources = [one for one in cited if one.source_id]
    provisions = [one for one in cited if one.instrument_id]
    return lacking(finding.stance, sources=sources, provisions=provisions)
