"""What a word may have been meant to be: known words that few letters tell from it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice, pairwise
from typing import NamedTuple

from ..models import SearchWord
from .found import Count, Scope, counting, fetch, numbers, renamed
from .questions import Group, Phrase, Question, spelt
from .words import stems, words_in

# Words corrected in one question, and candidates looked up for each.
MOST_WORDS, MOST_CANDIDATES = 3, 4
# A word in so few documents may be a slip, if another one is in so many times more.
RARE, TIMES = 3, 10
# What may stand between two words that are one; the shortest part of a word that is two.
BLANKS, SHORTEST = (" ", "-"), 2
MOST_SPACINGS = 60


class Doubt(NamedTuple):
    """A typed word and its stem, in how many documents it is, and the known words that it may have
    been meant to be, the nearest first."""

    word: str
    stem: str
    number: int
    near: list[str]


def corrected(question: Question) -> str | None:
    """The question with words of the index instead of those that are in no document.

    None when every word is in some, or when nothing is near.
    """
    unknown = doubts(list(typed_words(question)), 0)[:MOST_WORDS]
    return meant(question, unknown, [1] * len(unknown))


def suggested(question: Question) -> str | None:
    """The question with far commoner words instead of rare ones that look like slips of them."""
    rare = [
        one._replace(near=[near for near in one.near if distance(one.word, near) == 1])
        for one in doubts(list(typed_words(question))[:MOST_WORDS], RARE)
    ]
    return meant(question, rare, [max(one.number, 1) * TIMES for one in rare])


def respaced(question: Question) -> str | None:
    """The question with two words in one or one in two, where documents have it so: stable coin,
    Hongkong. None where they have neither."""
    tried = list(islice(spacings(question), MOST_SPACINGS))
    found = numbers([how_often(stems(one.words), 1) for one in tried])
    text, end = question.text, len(question.text)
    for one, number in sorted(zip(tried, found, strict=True), reverse=True):
        if number and one.end <= end:
            text, end = text[: one.start] + one.words + text[one.end :], one.start
    return text if text != question.text else None


class Spacing(NamedTuple):
    """Words instead of what stands at a place of a question."""

    start: int
    end: int
    words: str


def spacings(question: Question) -> Iterator[Spacing]:
    """All that may be meant: neighbours as one word, then each word as two."""
    text, wanted = question.text, set(question.words)
    words = list({word.start: word for word in words_in(text) if word.stem in wanted}.values())
    for one, two in pairwise(words):
        if text[one.end : two.start] in BLANKS:
            joined = text[one.start : one.end] + text[two.start : two.end]
            yield Spacing(one.start, two.end, joined)
    for word in words:
        for place in range(word.start + SHORTEST, word.end - SHORTEST + 1):
            parted = f"{text[word.start : place]} {text[place : word.end]}"
            yield Spacing(word.start, word.end, parted)


def meant(question: Question, doubtful: list[Doubt], least: list[int]) -> str | None:
    """The question with the nearest words, each of which has to be in at least so many documents;
    None where none is."""
    words = [word for one in doubtful for word in one.near]
    often = dict(zip(words, frequencies(words, max(least, default=0)), strict=True))
    corrections = {}
    for one, wanted in zip(doubtful, least, strict=True):
        if found := next((word for word in one.near if often[word] >= wanted), None):
            corrections[one.stem] = found
    return spelt(question, corrections) if corrections else None


def typed_words(question: Question) -> Iterator[tuple[str, str]]:
    """Each word that is to be found, by its stem, as it was typed."""
    wanted = set(question.words)
    for word in words_in(question.text):
        if word.stem in wanted:
            wanted.discard(word.stem)
            yield word.stem, question.text[word.start : word.end].casefold()


def frequencies(words: list[str], most: int) -> list[int]:
    """In how many documents each word is, counted up to `most`: of any day, whatever is chosen."""
    return numbers([how_often(stems(word), most) for word in words])


def how_often(phrase: Phrase, most: int) -> Count:
    return Count(Question("", (Group("", ((phrase,),)),)), Scope(None), most)


# --- Near words ---


def doubts(typed: list[tuple[str, str]], most: int) -> list[Doubt]:
    """Those of the words, by their stems, that are in no more than so many documents, and that
    known words are near to."""
    numbered, found = {}, defaultdict(list)
    for place, known, number in candidates(typed, most):
        numbered[place] = number
        found[place].append(known)
    doubtful = [
        Doubt(word, stem, numbered[place], nearest(word, found[place]))
        for place, (stem, word) in enumerate(typed)
        if place in found
    ]
    return [one for one in doubtful if one.near]


def candidates(typed: list[tuple[str, str]], most: int) -> list[tuple[int, str, int]]:
    """The place of each such word, a known word that may be near to it, and in how many documents
    the typed one is: all of them in one statement."""
    parts, parameters = [], {}
    for place, (stem, word) in enumerate(typed):
        statement, given = counting(how_often((stem,), most + 1))
        given |= alike(word)
        # The count first: nothing is looked for where it is too great.
        statement = (
            f"SELECT {place}, w.word, typed.number FROM ({statement}) AS typed "
            f"CROSS JOIN {SearchWord._meta.db_table} w WHERE typed.number <= {most} AND {ALIKE}"
        )
        parts.append(renamed(statement, given, place))
        parameters |= {f"{name}_{place}": value for name, value in given.items()}
    return fetch(" UNION ALL ".join(parts), parameters) if parts else []


# Of about the same length, with the same beginning or end: few slips change both.
ALIKE = (
    "w.length BETWEEN %(shortest)s AND %(longest)s "
    "AND (w.word LIKE %(begins)s OR w.word LIKE %(ends)s OR w.word LIKE %(between)s)"
)


def alike(word: str) -> dict[str, str | int]:
    """The parameters of that; no word has a sign of LIKE in it."""
    allowed = tolerance(word)
    return {
        "shortest": len(word) - allowed,
        "longest": len(word) + allowed,
        "begins": f"{word[:2]}%",
        "ends": f"%{word[-2:]}",
        "between": f"{word[:1]}%{word[-1:]}",
    }


def nearest(word: str, known: Iterable[str]) -> list[str]:
    """Those of some known words that are nearest to one, the nearest first."""
    likely = sorted(known, key=lambda one: -likeness(word, one))[:60]
    near = [(distance(word, one), one[:1] != word[:1], one) for one in likely if one != word]
    allowed = tolerance(word)
    return [one for steps, _, one in sorted(near) if steps <= allowed][:MOST_CANDIDATES]


def tolerance(word: str) -> int:
    """How many letters may be wrong."""
    return 0 if len(word) < 3 else 1 if len(word) < 6 else 2


def likeness(word: str, other: str) -> float:
    """How many pairs of neighbouring letters two words share, from 0 to 1."""
    one, two = pairs(word), pairs(other)
    return 2 * (one & two).total() / ((one.total() + two.total()) or 1)


def pairs(word: str) -> Counter:
    return Counter(zip(f" {word}", f"{word} ", strict=True))


def distance(one: str, two: str) -> int:
    """How many letters have to be added, left out, changed, or swapped with their neighbour."""
    before, above = [], list(range(len(two) + 1))
    for row, letter in enumerate(one, start=1):
        line = [row]
        for place, other in enumerate(two, start=1):
            steps = min(above[place] + 1, line[-1] + 1, above[place - 1] + (letter != other))
            swapped = row > 1 and place > 1 and letter == two[place - 2] and one[row - 2] == other
            line.append(min(steps, before[place - 2] + 1) if swapped else steps)
        before, above = above, line
    return above[-1]
