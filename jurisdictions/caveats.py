"""What is said beside a provision whose text is no law on the day: not yet, or no longer.

A finding may rest on a bill that was asked to change the law, or on a rule that has ended. Nobody
should take either for law because it is cited like law.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from django.utils.translation import gettext as _

from .caching.held import held
from .choices import EventKind, InstrumentKind
from .languages import inline
from .models import ApproachPeriod, Citation, Instrument
from .status import Milestone, Status, status_on
from .statuses import milestones

NO_LAW = frozenset(
    {
        Status.PROPOSED,
        Status.NOT_APPLICABLE,
        Status.REPEALED,
        Status.WITHDRAWN,
        Status.SUPERSEDED,
    }
)
# What is no law by its kind alone, where no step tells more.
KINDS = {kind.value: kind for kind in (InstrumentKind.BILL, InstrumentKind.CONSULTATION)}
BECOMES_LAW = {EventKind.IN_FORCE, EventKind.APPLIES}


class Spans(NamedTuple):
    """What a text is from day to day: words[0] before the first of the days, words[1] from that day
    on, and so forth. None where its steps tell nothing."""

    days: Sequence[date]
    words: Sequence[str | None]

    def on(self, day: date) -> str | None:
        return self.words[bisect_right(self.days, day)]


@dataclass(frozen=True, slots=True)
class Caveats:
    """What is to be said on a day; `known` has the spans of instruments with steps, by key."""

    known: Mapping[int, Spans]
    day: date

    def of(self, text: Instrument) -> str:
        """The words about an instrument; where its steps tell nothing its kind may have some."""
        told = self.known[text.pk].on(self.day) if text.pk in self.known else None
        if told is None and text.kind in KINDS:
            return inline(KINDS[text.kind].label)
        return told or ""

    def of_key(self, period: ApproachPeriod) -> str:
        """The words about the key instruments of a period if none of them may be law."""
        said = [self.of(text) for text in period.key_texts]
        return ", ".join(dict.fromkeys(said)) if all(said) else ""

    def cited(self, citation: Citation) -> str:
        """A provision as files name it: Token Act (proposed), s. 7."""
        text, words = citation.instrument, self.of(citation.instrument)
        name = f"{text.short_name} ({words})" if words else text.short_name
        return f"{name}, {citation.pinpoint}" if citation.pinpoint else name


def caveats(day: date) -> Caveats:
    return Caveats(held(every_span), day)


def every_span() -> dict[int, Spans]:
    """Of all instruments that have steps."""
    return {text: spans(steps) for text, steps in milestones().of_texts.items()}


def spans(steps: Sequence[Milestone]) -> Spans:
    days = sorted({when for _, when in steps})
    return Spans(days, [caveat_on(day, steps) for day in (days[0] - timedelta(days=1), *days)])


def caveat_on(day: date, steps: Sequence[Milestone]) -> str | None:
    """What a text with these steps is on the day, in words; empty where it may be law, and None
    where they tell nothing of it: those of a consultation, and that a text appeared."""
    status = status_on(day, steps)
    if status in NO_LAW:
        return inline(status.label)
    if status is Status.NOT_YET:
        return _("of a later day")
    if status in (Status.ADOPTED, Status.PUBLISHED) and becomes_law_after(day, steps):
        return _("not yet in force")
    return None if status in (Status.PUBLISHED, Status.NONE) else ""


def becomes_law_after(day: date, steps: Sequence[Milestone]) -> bool:
    """Often only the day of adoption is known: then nothing says that an act isn't in force."""
    return any(kind in BECOMES_LAW and when > day for kind, when in steps)
