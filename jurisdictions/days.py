"""The day whose law is shown, and the revision at which it is read. The views ask for today;
nothing below them does."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

FIRST_DAY = date(1900, 1, 1)
LAST_DAY = date(2100, 12, 31)
# What a record tells of is no older: a year of three digits has lost one.
EARLIEST = date(1000, 1, 1)


def today() -> date:
    """By the clock of the site. No request sets another, so that each is spared asking which."""
    return timezone.now().astimezone(timezone.get_default_timezone()).date()


def recordable(field: str) -> tuple[date, date]:
    """The first and the last day that a field of that name takes: of what holds from then on, a day
    that readers can ask for.
    """
    return FIRST_DAY if field == "valid_from" else EARLIEST, LAST_DAY


def verification_horizon(today: date, interval: int | None = None) -> date:
    """The oldest day of verification that is not due yet; `interval` in days, None: the setting."""
    return today - timedelta(days=interval or settings.REVIEW_INTERVAL_DAYS)


@dataclass(frozen=True)
class AsOf:
    """The day shown, whether the reader asked for it, and the revision shown if not the newest.

    `today` is the day on which verifications are judged.
    """

    day: date
    today: date
    asked: bool = False
    revision: Any = None

    @classmethod
    def read(cls, asked: date | None, today: date, revision=None) -> "AsOf":
        """The day that was asked for, otherwise today; as recorded at a Revision, or now."""
        day = asked or today
        judged = judged_on(day, today, revision) if revision else today
        return cls(day, judged, asked is not None, revision)

    # The range of days that a form offers.
    first = FIRST_DAY
    last = LAST_DAY

    @property
    def proposal(self) -> str:
        """The day that a form proposes because it is today, or a word when a day was asked for."""
        return "asked" if self.asked else self.day.isoformat()

    @cached_property
    def query(self) -> str:
        """What a link appends so that the day travels along: ?as_of=2024-12-31, or nothing."""
        return f"?{urlencode(self.parameters)}" if self.parameters else ""

    @cached_property
    def parameters(self) -> dict[str, str]:
        """What an address says of the two times, where they aren't today and now."""
        asked = {"as_of": self.day.isoformat()} if self.asked else {}
        return asked | ({"rev": str(self.revision.number)} if self.revision else {})

    @property
    def also(self) -> str:
        """The same for a link that has a query already: &as_of=2024-12-31, or nothing."""
        return self.query.replace("?", "&")

    def carry(self, address: str) -> str:
        """The address of a page, or of a place in it, with the day."""
        page, hash_sign, fragment = address.partition("#")
        query = self.also if "?" in page else self.query
        return f"{page}{query}{hash_sign}{fragment}"


def judged_on(day: date, today: date, revision) -> date:
    """The day on which a page is judged that is read at a revision: that of the recording, or the
    day shown where it is later. A day to come is judged today, as on the page that was cited."""
    return max(revision.recorded_at.date(), min(day, today))


def evidence_to(jurisdictions: Iterable, day: date) -> date | None:
    """The day up to which all of them were researched, if `day` lies beyond it."""
    known = [j.researched_until for j in jurisdictions if j.researched_until]
    return min(known) if known and min(known) < day else None


def not_verified_yet(today: date) -> str:
    """Why it can't have been verified after today, also for who lives where it is tomorrow."""
    sentence = _(
        "Nobody can have verified it on a day that is still to come. Days are those of UTC, where "
        "it is %(today)s now."
    )
    return sentence % {"today": in_words(today)}


def in_words(day: date) -> str:
    """A day as readers of the page's language write it: 8 October 2026, 8. Oktober 2026."""
    return date_format(day)
