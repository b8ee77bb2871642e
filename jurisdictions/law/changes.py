"""What changed in law between two days, as plain data: no queries, no request.

A later version of a cell changes the law, or only what is proposed. The first version of a cell
changes what is known, and nobody can say from it what the law was before: it is a first record.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from ..texts.differences import Edit, edits
from ..texts.markup import to_words

# What is said of a record: the label, and the way to its words, without markup where it has any.
SAID_OF_FINDINGS = (
    (gettext_lazy("Stance"), lambda finding: finding.get_stance_display()),
    (gettext_lazy("Answer"), lambda finding: finding.answer),
    (gettext_lazy("Detail"), lambda finding: to_words(finding.detail)),
)
SAID_OF_PERIODS = (
    (gettext_lazy("Approach"), lambda period: period.approach.name),
    (gettext_lazy("Period"), lambda period: period.label),
    (gettext_lazy("Key regulatory instrument"), lambda period: period.key_instrument_label),
    (gettext_lazy("Why"), lambda period: period.rationale),
)


class Version(NamedTuple):
    """A dated record in short: its key, its cell (the position of its jurisdiction, and keys), and
    its first day."""

    pk: int
    cell: tuple
    day: date


class Beginning(NamedTuple):
    """The key of a version that begins, and of the one before it in its cell: None where nothing
    was known. `position` is that of the jurisdiction.
    """

    day: date
    position: int
    after: int
    before: int | None


@dataclass(frozen=True, slots=True)
class Change:
    """A finding or approach period that began, with what held before in its cell."""

    after: Any
    before: Any = None
    events: tuple = ()
    # The Caveats of its day, and whether only what is proposed changed (proposed.py).
    texts: Any = None
    is_of_proposals: bool = False

    @property
    def day(self) -> date:
        return self.after.valid_from

    @property
    def jurisdiction(self):
        return self.after.jurisdiction

    @property
    def is_first(self) -> bool:
        """Is it the first record of its cell, and so no change of law that is known?"""
        return self.before is None

    @property
    def is_of_approach(self) -> bool:
        return is_of_approach(self.after)

    @property
    def word(self) -> str:
        if self.is_first:
            return gettext("First record")
        if self.is_of_proposals:
            return gettext("Change of proposals")
        return gettext("Change of approach") if self.is_of_approach else gettext("Change of law")

    @property
    def kind(self) -> str:
        """The same as data has it: first, proposals or law."""
        if self.is_first:
            return "first"
        return "proposals" if self.is_of_proposals else "law"

    @property
    def about(self) -> str:
        """What the cell is about: a criterion, or the approach."""
        return gettext("Regulatory approach") if self.is_of_approach else self.after.criterion.title

    @property
    def headline(self) -> str:
        """What holds from the day on, in short."""
        return headline_of(self.after)

    @property
    def before_headline(self) -> str:
        """What held before, in short."""
        return headline_of(self.before) if self.before else ""

    def get_absolute_url(self):
        return reverse("change", args=[self.after.slug])

    @property
    def edits(self) -> tuple[Edit, ...]:
        return edits(said(self.before), said(self.after)) if self.before else ()

    @property
    def said(self) -> dict[str, str]:
        """What holds from the day on, by label."""
        return {label: text for label, text in said(self.after).items() if text}

    @property
    def more(self) -> dict[str, str]:
        """The same without what stands above it: the headline, and the stance of a finding."""
        above = {self.headline, "" if self.is_of_approach else self.after.get_stance_display()}
        return {label: text for label, text in self.said.items() if text not in above}

    @property
    def as_before(self) -> list[str]:
        """The labels of what stayed as it was, but for the stance, of which that is said apart."""
        told = {edit.label for edit in self.edits} | {gettext("Stance")}
        return [label for label in self.said if label not in told] if self.before else []

    @property
    def sources(self) -> list:
        """What the later version rests on."""
        return sources_of(self.after)

    @property
    def provisions(self) -> list:
        """Those that the later version rests on; an approach has none."""
        return [] if self.is_of_approach else self.after.provisions

    @property
    def instruments(self) -> set:
        """The instruments that either version rests on."""
        versions = (self.after, self.before) if self.before else (self.after,)
        return {instrument for version in versions for instrument in instruments_of(version)}


def is_of_approach(record) -> bool:
    """Is it an approach period, and no finding?"""
    return hasattr(record, "approach")


def said(record) -> dict[str, str]:
    """What a finding or an approach period says, by label."""
    sayings = SAID_OF_PERIODS if is_of_approach(record) else SAID_OF_FINDINGS
    return {str(label): say(record) for label, say in sayings}


def headline_of(record) -> str:
    return record.approach.name if is_of_approach(record) else record.answer


def sources_of(record) -> list:
    return list(record.sources.all()) if is_of_approach(record) else record.sources


def instruments_of(record) -> list:
    if is_of_approach(record):
        return list(record.key_instruments.all())
    return [citation.instrument for citation in record.provisions]


def beginnings(versions: Iterable[Version], after: date, to: date) -> list[Beginning]:
    """Those whose day lies after `after` and not after `to`, in the order of the versions.

    `versions` holds all of each cell up to `to`, or more.
    """
    in_order = list(versions)
    before = predecessors(in_order)
    return [
        Beginning(one.day, one.cell[0], one.pk, before.get(one.pk))
        for one in in_order
        if after < one.day <= to
    ]


def predecessors(versions: Collection[Version]) -> dict[int, int]:
    """By the key of a version, that of the one before it in its cell."""
    by_day = sorted(versions, key=lambda version: version.day)
    before = replaced([version.cell for version in by_day])
    return {by_day[later].pk: by_day[earlier].pk for later, earlier in before.items()}


def replaced(cells: Collection[Any]) -> dict[int, int]:
    """By the place of each version that replaced another the place of that one.

    `cells` are those of the versions, of which older ones of a cell come first.
    """
    newest, found = {}, {}
    for place, cell in enumerate(cells):
        if cell in newest:
            found[place] = newest[cell]
        newest[cell] = place
    return found


def chain(versions: Iterable, events: Iterable = ()) -> list[Change]:
    """All versions of one cell, oldest first, as changes with the events behind them."""
    ordered = list(versions)
    changes = [Change(later, earlier) for earlier, later in pairwise([None, *ordered])]
    return explained(changes, events)


def explained(changes: Iterable[Change], events: Iterable) -> list[Change]:
    """The changes with the events behind them: on their day, about an instrument they rest on."""
    known = list(events)
    return [replace(one, events=behind(one, known)) for one in changes]


def behind(change: Change, events: Collection) -> tuple:
    keys = {instrument.pk for instrument in change.instruments}
    return tuple(e for e in events if e.date == change.day and e.instrument_id in keys)
