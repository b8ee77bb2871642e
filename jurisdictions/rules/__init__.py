"""The rules of evidence: what holds for every record, in a file as in the database.

A rule is a function that takes the data and yields the troubles it finds. Its docstring is its
claim, the tuple it stands in (ERRORS or WARNINGS) its severity.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

from .dataset import Dataset, Trouble
from .errors import ERRORS
from .warnings import WARNINGS

Rule = Callable[[Dataset], Iterator[Trouble]]


class Severity(StrEnum):
    WARNING = "warning"
    ERROR = "error"


RULES: dict[Rule, Severity] = {
    **dict.fromkeys(WARNINGS, Severity.WARNING),
    **dict.fromkeys(ERRORS, Severity.ERROR),
}


@dataclass(frozen=True)
class Breach:
    """A rule that a record breaks."""

    rule: Rule
    trouble: Trouble

    def __str__(self):
        found = self.trouble
        where = f"{found.record.origin}: {found.record}: {found.field}"
        return f"{self.severity}: {where}: {found.sentence} {found.cure} [{self.rule.__name__}]"

    @property
    def severity(self) -> Severity:
        return RULES[self.rule]

    @property
    def silenced(self) -> bool:
        """Does a note explain it? Nothing explains an error away."""
        return self.severity is Severity.WARNING and bool(self.trouble.record.note)


def check(data: Dataset, origins: Collection[str]) -> list[Breach]:
    """Where records of these origins break a rule: warnings, then errors, as the records stand."""
    places = {key: place for place, key in enumerate(data.records)}
    breaches = [
        Breach(rule, trouble)
        for rule in RULES
        for trouble in rule(data)
        if trouble.record.origin in origins
    ]
    return sorted(
        breaches, key=lambda b: (b.severity is Severity.ERROR, places[b.trouble.record.key])
    )
