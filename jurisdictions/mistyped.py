"""What may have been meant by an address at which there is nothing.

Told from the address alone: a database that is away, or busy, makes no 404 a 503.
"""

import re
from dataclasses import dataclass

from django.urls import Resolver404, resolve

# Letters, digits and their like; of more nobody typed the name of a page.
WORDS = re.compile(r"[^\W_]+")
LETTERS = re.compile(r"[^\W\d_]")
LONGEST = 60
SUFFIX = re.compile(r"\.[a-z]{1,5}$")
# Every page leads to the overview anyhow.
NO_HELP = {"overview", "overview_meant"}


@dataclass(frozen=True)
class Guess:
    """The nearest page above the address, and words to look for; either may be missing."""

    above: str
    words: str


def guessed(path: str) -> Guess:
    """Of /pillars/custody/: /pillars/, and the word custody."""
    parts = [part for part in path.split("/") if part]
    for length in range(len(parts) - 1, 0, -1):
        above = f"/{'/'.join(parts[:length])}/"
        if name := name_of_page(above):
            return Guess("" if name in NO_HELP else above, words_of(parts[length]))
    return Guess("", words_of(parts[0]) if parts else "")


def name_of_page(path: str) -> str:
    """The name of the page that is there, whatever is recorded; nothing where there is none."""
    try:
        match = resolve(path)
    except Resolver404:
        return ""
    return "" if match.kwargs else match.url_name or ""


def words_of(part: str) -> str:
    """The words in a part of an address; nothing where it holds figures alone."""
    words = " ".join(WORDS.findall(SUFFIX.sub("", part)))[:LONGEST]
    return words if LETTERS.search(words) else ""
