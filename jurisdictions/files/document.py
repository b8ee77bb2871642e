"""What every file and reference says of the view that it was made from."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from urllib.parse import urljoin

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..days import AsOf, in_words

PUBLISHER = "regcompare"
LICENCE = "MIT"
DISCLAIMER = gettext_lazy(
    "Information about the law, not legal or financial advice; investing in crypto-assets is "
    "risky. Stances are the editors’ reading of the cited sources."
)


def instant(at: datetime) -> str:
    """A time in UTC as files have it: 2026-11-24T08:53:12Z."""
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"


@dataclass(frozen=True)
class Document:
    """A view of the data: what was chosen, for which day, as recorded when, read when.

    name       what its files are called: "compare"
    address    absolute; shows the same again, with its day and revision in it
    choices    Chips: the filters that narrow it
    revision   the newest Revision when it was made, or the one asked for; None with no data
    dated      whether the addresses made by it say day and revision
    """

    name: str
    title: str
    address: str
    as_of: AsOf
    retrieved: date
    revision: Any = None
    choices: Sequence = ()
    evidence_to: date | None = None
    dated: bool = True

    @property
    def number(self) -> int | None:
        """The number of the revision."""
        return self.revision and self.revision.number

    @property
    def file_name(self) -> str:
        """Without the suffix: regcompare-compare-2026-11-24."""
        return f"{PUBLISHER}-{self.name}-{self.as_of.day}"

    @property
    def day_note(self) -> str:
        """The day, and how far the evidence goes if it ends before that day."""
        day = in_words(self.as_of.day)
        if self.evidence_to is None:
            return _("as of %(day)s") % {"day": day}
        last = in_words(self.evidence_to)
        return _("as of %(day)s (evidence to %(last)s)") % {"day": day, "last": last}

    def absolute(self, path: str) -> str:
        """The absolute address of a page of this site, for the same day and revision."""
        return self.site + (self.pinned.carry(path) if self.dated else path)

    @cached_property
    def pinned(self) -> AsOf:
        """The day and the revision as asked for, also where they are today and now: a file is read
        later, and what it leads to is to show then what it says."""
        return replace(self.as_of, asked=True, revision=self.revision)

    @property
    def dayless(self) -> "Document":
        """The same, but that addresses made by it lack day and revision."""
        return replace(self, dated=False)

    @cached_property
    def site(self) -> str:
        """Where all pages are: https://example.org."""
        return urljoin(self.address, "/").removesuffix("/")

    @property
    def facts(self) -> list[tuple[str, str]]:
        """All of this in words, for whoever finds the file later."""
        chosen = [(chip.label, chip.value) for chip in self.choices]
        told = [
            (_("Title"), self.title),
            (_("As of"), in_words(self.as_of.day)),
            (_("Evidence to"), self.evidence_to and in_words(self.evidence_to)),
            (_("Revision"), self.revision and self.recorded),
            (_("Retrieved"), in_words(self.retrieved)),
            (_("Address"), self.address),
            (_("Licence"), LICENCE),
            (_("Note"), str(DISCLAIMER)),
        ]
        return [*((label, text) for label, text in told if text), *chosen]

    @property
    def recorded(self) -> str:
        """Which revision it is, and since when."""
        told = {"number": self.number, "time": instant(self.revision.recorded_at)}
        return _("%(number)s, recorded %(time)s") % told
