"""What is said beside a provision whose text is no law on the day: not yet, or no longer.

A finding may rest on a bill that was asked to change the law, or on a rule that has ended. Nobody
should take either for law because it is cited like law.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from .caching.held import held
from .choices import EventKind, InstrumentKind
from .in_force import unchanged_since
from .languages import inline
from .models import Citation, Instrument
from .status import Milestone, Status, status_on
from .statuses import Milestones, milestones

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


@dataclass(frozen=True, slots=True)
class Caveats:
    """`of_texts` has the words by the key of an instrument, empty where nothing is to be said."""

    of_texts: Mapping[int, str]

    def of(self, text: Instrument) -> str:
        """The words about an instrument; of one without steps its kind may have some."""
        said = self.of_texts.get(text.pk)
        if said is None:
            return inline(KINDS[text.kind].label) if text.kind in KINDS else ""
        return said

    def cited(self, citation: Citation) -> str:
        """A provision as files name it: Token Act (proposed), s. 7."""
        text, words = citation.instrument, self.of(citation.instrument)
        name = f"{text.short_name} ({words})" if words else text.short_name
        return f"{name}, {citation.pinpoint}" if citation.pinpoint else name


def caveats(day: date) -> Caveats:
    # Found at once, since every cell of a table asks for it.
    return held(caveats_of, day)


def caveats_of(day: date) -> Caveats:
    known = milestones()
    return held(read, known, unchanged_since(known.days, day))


def read(known: Milestones, day: date) -> Caveats:
    """Of a consultation the steps tell nothing, so that it has no words here."""
    telling = (text for text, status in known.statuses(day).items() if status is not Status.NONE)
    return Caveats({text: caveat_on(day, known.of_texts[text]) for text in telling})


def caveat_on(day: date, steps: Sequence[Milestone]) -> str:
    """What a text with these steps is on the day, in words; nothing where it may be law."""
    status = status_on(day, steps)
    if status in NO_LAW:
        return inline(status.label)
    if status is Status.NOT_YET:
        return _("of a later day")
    waits = status in (Status.ADOPTED, Status.PUBLISHED) and becomes_law_after(day, steps)
    return _("not yet in force") if waits else ""


def becomes_law_after(day: date, steps: Sequence[Milestone]) -> bool:
    """Often only the day of adoption is known: then nothing says that an act isn't in force."""
    return any(kind in BECOMES_LAW and when > day for kind, when in steps)
