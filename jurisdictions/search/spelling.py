"""What a word may have been meant to be: known words that few letters tell from it."""

from collections import Counter
from collections.abc import Iterator
from itertools import islice

from django.db.models import Q

from ..models import SearchWord
from .found import Scope, number
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
    corrections = {}
    unknown = (one for one in typed_words(question) if not frequency((one[0],), 1))
    for stem, word in islice(unknown, MOST_WORDS):
        if meant := commonest(nearest(word), least=1):
            corrections[stem] = meant
    return spelt(question, corrections) if corrections else None


def suggested(question: Question) -> str | None:
    """The question with far commoner words instead of rare ones that look like slips of them."""
    corrections = {}
    for stem, word in list(typed_words(question))[:MOST_WORDS]:
        often = frequency((stem,), RARE + 1)
        if often <= RARE:
            near = [one for one in nearest(word) if distance(word, one) == 1]
            if meant := commonest(near, least=max(often, 1) * TIMES):
                corrections[stem] = meant
    return spelt(question, corrections) if corrections else None


def typed_words(question: Question) -> Iterator[tuple[str, str]]:
    """Each word that is to be found, by its stem, as it was typed."""
    wanted = set(question.words)
    for word in words_in(question.text):
        if word.stem in wanted:
            wanted.discard(word.stem)
            yield word.stem, question.text[word.start : word.end].casefold()


def commonest(words: list[str], least: int) -> str | None:
    """The nearest of the words that is in enough documents."""
    return next((word for word in words if frequency(stems(word), least) >= least), None)


def frequency(phrase: Phrase, most: int) -> int:
    """In how many documents a word is, counted up to `most`: of any day, whatever is chosen."""
    question = Question("", (Group("", ((phrase,),)),))
    return number(question, Scope(None), most)


# --- Near words ---


def nearest(word: str) -> list[str]:
    """The known words nearest to one, the nearest first."""
    allowed = tolerance(word)
    likely = sorted(candidates(word, allowed), key=lambda one: -likeness(word, one))[:60]
    near = [(distance(word, one), one[:1] != word[:1], one) for one in likely if one != word]
    return [one for steps, _, one in sorted(near) if steps <= allowed][:MOST_CANDIDATES]


def tolerance(word: str) -> int:
    """How many letters may be wrong."""
    return 0 if len(word) < 3 else 1 if len(word) < 6 else 2


def candidates(word: str, allowed: int):
    """The known words of about its length that begin or end as it does: few slips change both."""
    lengths = (len(word) - allowed, len(word) + allowed)
    alike = Q(word__startswith=word[:2]) | Q(word__endswith=word[-2:])
    alike |= Q(word__startswith=word[:1], word__endswith=word[-1:])
    known = SearchWord.objects.filter(alike, length__range=lengths)
    return known.values_list("word", flat=True)


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
