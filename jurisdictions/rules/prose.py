"""The complete days that English prose names."""

import re
from datetime import date

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
NUMBERS = {name[:3]: number for number, name in enumerate(MONTHS, start=1)}

MONTH = rf"(?P<month>{'|'.join(MONTHS)}|Sept|{'|'.join(NUMBERS)})\b\.?"
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
YEAR = r"(?P<year>\d{4})\b"
# A month or a year alone is no day, and a day without a year could be of any.
WRITTEN = (
    re.compile(rf"\b{DAY}\s+{MONTH},?\s+{YEAR}"),
    re.compile(rf"\b{MONTH}\s+{DAY},?\s+{YEAR}"),
)


def days_named(text: str) -> list[date]:
    """The days written in full, such as 8 October 2026, in order and each once."""
    matches = [match for pattern in WRITTEN for match in pattern.finditer(text)]
    return sorted({day for match in matches if (day := day_of(match))})


def day_of(match: re.Match) -> date | None:
    """The day that was matched; None for one such as 31 June."""
    month = NUMBERS[match["month"][:3]]
    try:
        return date(int(match["year"]), month, int(match["day"]))
    except ValueError:
        return None
