"""The day whose law is shown. The views ask for today; nothing below them does."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.utils import timezone

FIRST_DAY = date(1900, 1, 1)
LAST_DAY = date(2100, 12, 31)


def today() -> date:
    return timezone.localdate()


def verification_horizon(today: date) -> date:
    """The oldest day of verification that is not due yet."""
    return today - timedelta(days=settings.REVIEW_INTERVAL_DAYS)


@dataclass(frozen=True)
class AsOf:
    """The day shown, and whether the reader asked for it."""

    day: date
    today: date
    asked: bool = False

    @classmethod
    def read(cls, asked: date | None, today: date) -> "AsOf":
        """The day that was asked for, otherwise today."""
        return cls(day=asked or today, today=today, asked=asked is not None)

    # The range of days that a form offers.
    first = FIRST_DAY
    last = LAST_DAY

    @property
    def proposal(self) -> str:
        """The day that a form proposes because it is today, or a word when a day was asked for."""
        return "asked" if self.asked else self.day.isoformat()

    @property
    def query(self) -> str:
        """What a link appends so that the day travels along: ?as_of=2024-12-31, or nothing."""
        return f"?as_of={self.day.isoformat()}" if self.asked else ""

    @property
    def also(self) -> str:
        """The same for a link that has a query already: &as_of=2024-12-31, or nothing."""
        return self.query.replace("?", "&")

    def carry(self, address: str) -> str:
        """The address of a page, or of a place in it, with the day."""
        page, hash_sign, fragment = address.partition("#")
        query = self.also if "?" in page else self.query
        return f"{page}{query}{hash_sign}{fragment}"


def evidence_to(jurisdictions: Iterable, day: date) -> date | None:
    """The day up to which all of them were researched, if `day` lies beyond it."""
    known = [j.researched_until for j in jurisdictions if j.researched_until]
    return min(known) if known and min(known) < day else None


def in_words(day: date) -> str:
    """A day as readers write it: 8 October 2026."""
    return f"{day.day} {day:%B %Y}"
