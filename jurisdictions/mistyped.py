"""What may have been meant by an address at which there is nothing, or by a value that is none.

An address is judged by itself alone: a database that is away, or busy, makes no 404 a 503.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from django.urls import Resolver404, resolve
from django.utils.text import slugify

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


# Of ten letters two may differ.
NEAR = 0.8


def nearest(typed: str, known: Mapping[str, object]) -> str:
    """The slug of what is called so, or has those initials, or a slug with nearly the same letters;
    nothing where none comes near, or several have the initials."""
    if len(typed) > LONGEST:
        return ""
    called = [slug for slug, one in known.items() if typed in (slugify(str(one)), initials(slug))]
    near = called if len(called) == 1 else get_close_matches(typed, known, n=1, cutoff=NEAR)
    return near[0] if near else ""


def initials(slug: str) -> str:
    return "".join(word[:1] for word in slug.split("-"))
