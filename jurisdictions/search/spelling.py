"""What a word may have been meant to be: known words that few letters tell from it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from django.db.models import Q, QuerySet, Value

from ..batches import joined
from ..models import SearchWord
from .found import Scope, numbers
from .questions import Group, Phrase, Question, spelt
from .words import stems, words_in

# Words corrected in one question, and candidates looked up for each.
MOST_WORDS, MOST_CANDIDATES = 3, 4
# A word in so few documents may be a slip, if another one is in so many times more.
RARE, TIMES = 3, 10


def corrected(question: Question) -> str | None:
    """The question with words of the index instead of those that are in no document.

    None when every word is in some, or when nothing is near.
    """
    typed = list(typed_words(question))
    often = frequencies([(stem,) for stem, _ in typed], 1)
    unknown = [one for one, number in zip(typed, often, strict=True) if not number]
    near = nearest_each(word for _, word in unknown[:MOST_WORDS])
    return meant(question, [(stem, near[word], 1) for stem, word in unknown[:MOST_WORDS]])


def suggested(question: Question) -> str | None:
    """The question with far commoner words instead of rare ones that look like slips of them."""
    typed = list(typed_words(question))[:MOST_WORDS]
    often = frequencies([(stem,) for stem, _ in typed], RARE + 1)
    rare = [(*one, number) for one, number in zip(typed, often, strict=True) if number <= RARE]
    near = nearest_each(word for _, word, _ in rare)
    return meant(
        question,
        [
            (stem, [one for one in near[word] if distance(word, one) == 1], max(number, 1) * TIMES)
            for stem, word, number in rare
        ],
    )


# The stem of a typed word, the words that it may have been meant to be, the nearest first, and in
# how many documents such a word has to be.
Doubt = tuple[str, list[str], int]


def meant(question: Question, doubts: list[Doubt]) -> str | None:
    """The question with the nearest words that are in enough documents; None where none is."""
    words = [word for _, near, _ in doubts for word in near]
    most = max((least for _, _, least in doubts), default=0)
    often = dict(zip(words, frequencies([stems(word) for word in words], most), strict=True))
    corrections = {}
    for stem, near, least in doubts:
        if found := next((word for word in near if often[word] >= least), None):
            corrections[stem] = found
    return spelt(question, corrections) if corrections else None


def typed_words(question: Question) -> Iterator[tuple[str, str]]:
    """Each word that is to be found, by its stem, as it was typed."""
    wanted = set(question.words)
    for word in words_in(question.text):
        if word.stem in wanted:
            wanted.discard(word.stem)
            yield word.stem, question.text[word.start : word.end].casefold()


def frequencies(phrases: list[Phrase], most: int) -> list[int]:
    """In how many documents each word is, counted up to `most`: of any day, whatever is chosen."""
    questions = [Question("", (Group("", ((phrase,),)),)) for phrase in phrases]
    return numbers(questions, Scope(None), most)


# --- Near words ---


def nearest_each(words: Iterable[str]) -> dict[str, list[str]]:
    """By each of the words, the known ones nearest to it, the nearest first."""
    known = {word: candidates(word, tolerance(word)) for word in words}
    found = defaultdict(list)
    for word, candidate in joined(rows.values_list("of", "word") for rows in known.values()):
        found[word].append(candidate)
    return {word: nearest(word, found[word]) for word in known}


def nearest(word: str, known: Iterable[str]) -> list[str]:
    """Those of some known words that are nearest to one, the nearest first."""
    likely = sorted(known, key=lambda one: -likeness(word, one))[:60]
    near = [(distance(word, one), one[:1] != word[:1], one) for one in likely if one != word]
    allowed = tolerance(word)
    return [one for steps, _, one in sorted(near) if steps <= allowed][:MOST_CANDIDATES]


def tolerance(word: str) -> int:
    """How many letters may be wrong."""
    return 0 if len(word) < 3 else 1 if len(word) < 6 else 2


def candidates(word: str, allowed: int) -> QuerySet:
    """The known words of about its length that begin or end as it does: few slips change both.

    With `of`: what they are near to.
    """
    lengths = (len(word) - allowed, len(word) + allowed)
    alike = Q(word__startswith=word[:2]) | Q(word__endswith=word[-2:])
    alike |= Q(word__startswith=word[:1], word__endswith=word[-1:])
    return SearchWord.objects.filter(alike, length__range=lengths).annotate(of=Value(word))


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
