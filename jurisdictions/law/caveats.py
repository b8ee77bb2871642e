"""What is said beside a provision whose text is no law on the day: not yet, or no longer.

A finding may rest on a bill that was asked to change the law, or on a rule that has ended. Nobody
should take either for law because it is cited like law.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from ..caching.held import held
from ..choices import Choices, EventKind, InstrumentKind
from ..languages import in_each_language, inline
from ..models import (
    ApproachPeriod,
    Citation,
    Instrument,
    Term,
)
from .in_force import unchanged_since
from .status import Milestone, Status, status_on
from .statuses import milestones


class Caveat(Choices):
    """What a text is on a day where it is no law."""

    # Looked up for each provision of long files, where that of an Enum takes its time.
    __hash__ = str.__hash__

    LATER_DAY = "of-a-later-day", Status.NOT_YET.meaning, _("of a later day")
    PROPOSED = "proposed", Status.PROPOSED.meaning, Status.PROPOSED.label
    NOT_YET = (
        "not-yet-in-force",
        _("It is adopted or published, and law only from a later day."),
        _("not yet in force"),
    )
    NOT_APPLICABLE = (
        "in-force-not-applicable",
        Status.NOT_APPLICABLE.meaning,
        Status.NOT_APPLICABLE.label,
    )
    REPEALED = "repealed", Status.REPEALED.meaning, Status.REPEALED.label
    WITHDRAWN = "withdrawn", Status.WITHDRAWN.meaning, Status.WITHDRAWN.label
    SUPERSEDED = "superseded", Status.SUPERSEDED.meaning, Status.SUPERSEDED.label
    BILL = "bill", InstrumentKind.BILL.meaning, InstrumentKind.BILL.label
    CONSULTATION = (
        "consultation",
        InstrumentKind.CONSULTATION.meaning,
        InstrumentKind.CONSULTATION.label,
    )


# By the status of a text.
NO_LAW = {
    Status.NOT_YET: Caveat.LATER_DAY,
    Status.PROPOSED: Caveat.PROPOSED,
    Status.NOT_APPLICABLE: Caveat.NOT_APPLICABLE,
    Status.REPEALED: Caveat.REPEALED,
    Status.WITHDRAWN: Caveat.WITHDRAWN,
    Status.SUPERSEDED: Caveat.SUPERSEDED,
}
# What is no law by its kind alone, where no step tells more.
KINDS = {
    InstrumentKind.BILL.value: Caveat.BILL,
    InstrumentKind.CONSULTATION.value: Caveat.CONSULTATION,
}
BECOMES_LAW = {EventKind.IN_FORCE, EventKind.APPLIES}
MAY_BE_LAW = ""


class Spans(NamedTuple):
    """What a text is from day to day: said[0] before the first of the days, said[1] from that day
    on, and so forth, as `caveat_on` says it."""

    days: Sequence[date]
    said: Sequence[Caveat | str | None]

    def on(self, day: date) -> Caveat | str | None:
        return self.said[bisect_right(self.days, day)]

    def in_place_of_none(self, caveat: Caveat) -> "Spans":
        return Spans(self.days, [caveat if one is None else one for one in self.said])


@dataclass(frozen=True, slots=True)
class Caveats:
    """What is to be said on a day; `known` has the spans of instruments with steps, by key."""

    known: Mapping[int, Spans]
    day: date

    def caveat(self, text: Instrument) -> Caveat | None:
        """That of an instrument; where its steps tell nothing its kind may have one."""
        told = self.known[text.pk].on(self.day) if text.pk in self.known else None
        return KINDS.get(text.kind) if told is None else told or None

    def of(self, text: Instrument) -> str:
        """The same in words."""
        said = self.caveat(text)
        return in_words(said) if said else ""

    def code(self, text: Instrument) -> str:
        """The same as data has it; empty where it may be law."""
        said = self.caveat(text)
        return said.value if said else MAY_BE_LAW

    def codes(self, texts: Iterable[Instrument]) -> list[str]:
        """Those of some texts in their order; none where all may be law."""
        found = [self.code(text) for text in texts]
        return found if any(found) else []

    def of_key(self, period: ApproachPeriod) -> str:
        """The words about the key instruments of a period if none of them may be law."""
        return ", ".join(in_words(one) for one in self.of_key_texts(period))

    def of_key_texts(self, period: ApproachPeriod) -> list[Caveat]:
        """Each that they have, once."""
        said = [self.caveat(text) for text in period.key_texts]
        return list(dict.fromkeys(said)) if all(said) else []

    def cited(self, citation: Citation | Term) -> str:
        """A provision as files name it: Token Act (proposed), s. 7."""
        text, words = citation.instrument, self.of(citation.instrument)
        name = f"{text.short_name} ({words})" if words else text.short_name
        return f"{name}, {citation.pinpoint}" if citation.pinpoint else name


@in_each_language(128)
def in_words(caveat: Caveat) -> str:
    """As it stands inside a sentence."""
    return inline(caveat.label)


def caveats(day: date) -> Caveats:
    return Caveats(every_span(), day)


def no_law(day: date) -> Mapping[int, Caveat]:
    """The caveats of all instruments that have one on the day, by key."""
    return held(no_law_on, unchanged_since(milestones().days, day))


def no_law_on(day: date) -> dict[int, Caveat]:
    said = {text: spans.on(day) for text, spans in held(spans_with_kinds).items()}
    return {text: caveat for text, caveat in said.items() if caveat}


def spans_with_kinds() -> dict[int, Spans]:
    """Of all instruments that ever have a caveat, of their kind too, and of some others."""
    found = dict(every_span())
    kinds = Instrument.objects.filter(kind__in=KINDS).order_by().values_list("pk", "kind")
    for text, kind in kinds:
        found[text] = found.get(text, Spans((), (None,))).in_place_of_none(KINDS[kind])
    return found


def every_span() -> Mapping[int, Spans]:
    """Of all instruments that have steps, by key."""
    return held(read_spans)


def read_spans() -> dict[int, Spans]:
    return {text: spans(steps) for text, steps in milestones().of_texts.items()}


def spans(steps: Sequence[Milestone]) -> Spans:
    days = sorted({when for _, when in steps})
    return Spans(days, [caveat_on(day, steps) for day in (days[0] - timedelta(days=1), *days)])


def caveat_on(day: date, steps: Sequence[Milestone]) -> Caveat | str | None:
    """What a text with these steps is on the day; empty where it may be law, and None where they
    tell nothing of it: those of a consultation, and that a text appeared."""
    status = status_on(day, steps)
    if status in NO_LAW:
        return NO_LAW[status]
    if status in (Status.ADOPTED, Status.PUBLISHED) and becomes_law_after(day, steps):
        return Caveat.NOT_YET
    return None if status in (Status.PUBLISHED, Status.NONE) else MAY_BE_LAW


def becomes_law_after(day: date, steps: Sequence[Milestone]) -> bool:
    """Often only the day of adoption is known: then nothing says that an act isn't in force."""
    return any(kind in BECOMES_LAW and when > day for kind, when in steps)
