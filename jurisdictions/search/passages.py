"""The part of a text that answers a question, with the words marked by which it was found."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from .questions import Phrase
from .words import Word, words_in

# So many characters make a passage.
LENGTH = 240
# How many texts are kept as they were marked last, at 1 kB or so: whoever narrows a search down, or
# asks for another day, sees the same ones.
KEPT = 1024


@dataclass(frozen=True, slots=True)
class Span:
    """A place in a text, and the phrase that stands there."""

    start: int
    end: int
    phrase: Phrase


@lru_cache(KEPT)
def marked(text: str, phrases: tuple[Phrase, ...]) -> SafeString:
    """All of a text as HTML."""
    return html(text, places(text, phrases), 0, len(text))


@lru_cache(KEPT)
def passage(text: str, phrases: tuple[Phrase, ...]) -> SafeString:
    """The part of a text where the most of what was asked stands together, as HTML."""
    found = places(text, phrases)
    start, end = window(text, found)
    before, after = "…" if start else "", "…" if end < len(text) else ""
    return mark_safe(f"{before}{html(text, found, start, end)}{after}")


def places(text: str, phrases: Collection[Phrase]) -> list[Span]:
    """Where the phrases stand; of two that overlap the longer, or else the first."""
    words = list(words_in(text))
    starts: dict[str, list[Phrase]] = {}
    for phrase in sorted(set(phrases), key=len, reverse=True):
        starts.setdefault(phrase[0], []).append(phrase)
    found, at = [], 0
    while at < len(words):
        phrase = next((p for p in starts.get(words[at].stem, ()) if stands(p, words, at)), None)
        if phrase:
            found.append(Span(words[at].start, words[at + len(phrase) - 1].end, phrase))
        at += len(phrase) if phrase else 1
    return merged(found)


def stands(phrase: Phrase, words: list[Word], at: int) -> bool:
    return tuple(word.stem for word in words[at : at + len(phrase)]) == phrase


def merged(spans: list[Span]) -> list[Span]:
    """Without those that begin where another hasn't ended: two words may share a place."""
    kept: list[Span] = []
    for span in spans:
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept


def window(text: str, found: list[Span]) -> tuple[int, int]:
    """From where to where: as many different phrases as fit, and the text around them."""
    if len(text) <= LENGTH or not found:
        return 0, cut(text, LENGTH)
    first, last = closest(found)
    start = max(0, first - max(0, LENGTH - (last - first)) // 2)
    start = text.rfind(" ", 0, start) + 1 if start else 0
    return start, cut(text, start + LENGTH)


def closest(found: list[Span]) -> tuple[int, int]:
    """From where to where the most different phrases stand, and these as close as they do."""
    places = ((span.start, *variety(found, span.start)) for span in found)
    start, _, end = max(places, key=lambda place: (place[1], place[0] - place[2], -place[0]))
    return start, end


def variety(found: list[Span], start: int) -> tuple[int, int]:
    """How many different phrases a passage from there on has, and where the last of them ends."""
    ends: dict[Phrase, int] = {}
    for span in found:
        if within(span, start):
            ends.setdefault(span.phrase, span.end)
    return len(ends), max(ends.values(), default=start)


def within(span: Span, start: int) -> bool:
    return start <= span.start and span.end <= start + LENGTH


def cut(text: str, end: int) -> int:
    """The end of a whole word at `end` or before it."""
    if end >= len(text):
        return len(text)
    blank = text.rfind(" ", 0, end + 1)
    return blank if blank > end - LENGTH // 2 else end


def html(text: str, found: list[Span], start: int, end: int) -> SafeString:
    """A part of a text, escaped first, with each of the spans in it marked."""
    pieces, at = [], start
    for span in found:
        if start <= span.start and span.end <= end:
            said = escape(text[span.start : span.end])
            pieces += [escape(text[at : span.start]), f"<mark>{said}</mark>"]
            at = span.end
    return mark_safe("".join([*pieces, escape(text[at:end])]))
