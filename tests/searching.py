"""Asking the search in tests."""

from datetime import date

from jurisdictions.search.found import Found, Scope
from jurisdictions.search.questions import read
from jurisdictions.search.synonyms import widened

DAY = date(2026, 11, 24)


def asked(text: str, day: date | None = DAY, **chosen) -> Found:
    """What is found on a day; None: on any."""
    return Found(widened(read(text)), Scope(day, chosen))


def hits(text: str, day: date | None = DAY, number: int = 50, **chosen) -> list[str]:
    """The kinds and slugs of what is found, in order."""
    found = asked(text, day, **chosen)
    return [f"{hit.kind.value} {hit.slug}" for hit in found[0:number]]
