"""What differs between two texts, word by word, as plain data. Markdown in them counts as words."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

# Comparing takes time by the pairs of equal words; texts with more of them repeat themselves.
PAIRS_LIMIT = 20_000
# A single word that stays between two changes as long as this is chance, and only disturbs.
LONG_CHANGE = 6
# Between the items of a list: a word of its own, so that none changes with its neighbour.
LISTED = " · "


class SpanKind(StrEnum):
    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Span:
    """Words in a row that both texts have, or only one of them."""

    kind: SpanKind
    text: str


@dataclass(frozen=True, slots=True)
class Edit:
    """One thing that is said of a record, before and after; an empty text says nothing."""

    label: str
    before: str
    after: str

    @property
    def spans(self) -> list[Span]:
        return difference(self.before, self.after)


def edits(before: dict[str, str], after: dict[str, str]) -> tuple[Edit, ...]:
    """What is said otherwise, by label, in the order of `after`."""
    return tuple(
        Edit(label, before[label], text) for label, text in after.items() if before[label] != text
    )


def difference(before: str, after: str) -> list[Span]:
    """The words of both texts in their order: what stayed, what was removed, what was added."""
    old, new = before.split(), after.split()
    spans = []
    for operation, a, b, c, d in operations(old, new):
        if operation == "equal":
            spans.append(Span(SpanKind.SAME, " ".join(old[a:b])))
        else:
            spans.append(Span(SpanKind.REMOVED, " ".join(old[a:b])))
            spans.append(Span(SpanKind.ADDED, " ".join(new[c:d])))
    return [span for span in spans if span.text]


def operations(old: Sequence[str], new: Sequence[str]) -> list[tuple]:
    """The operations of difflib; too long to compare, all that differs counts as replaced."""
    head = shared(old, new)
    tail = shared(old[head:][::-1], new[head:][::-1])
    last_old, last_new = len(old) - tail, len(new) - tail
    middle = [("replace", head, last_old, head, last_new)]
    if pairs(old[head:last_old], new[head:last_new]) <= PAIRS_LIMIT:
        matched = SequenceMatcher(None, old[head:last_old], new[head:last_new], autojunk=False)
        middle = [
            (operation, a + head, b + head, c + head, d + head)
            for operation, a, b, c, d in joined(matched.get_opcodes())
        ]
    tail_words = ("equal", last_old, len(old), last_new, len(new))
    return [("equal", 0, head, 0, head), *middle, tail_words]


def joined(found: Sequence[tuple]) -> list[tuple]:
    """The operations without single words that stay by chance between two long changes."""
    kept: list[tuple] = []
    for place, one in enumerate(found):
        if one[0] == "equal" and one[2] - one[1] == 1:
            # It has a change on either side: what both texts begin and end with was taken off.
            beside = (found[place - 1], found[place + 1])
            if all(words(other) >= LONG_CHANGE for other in beside):
                one = ("replace", *one[1:])
        if kept and "equal" not in (kept[-1][0], one[0]):
            first = kept.pop()
            one = ("replace", first[1], one[2], first[3], one[4])
        kept.append(one)
    return kept


def words(operation: tuple) -> int:
    """How many words of both texts an operation is about."""
    _, a, b, c, d = operation
    return b - a + d - c


def shared(old: Sequence[str], new: Sequence[str]) -> int:
    """With how many words both begin."""
    length = 0
    for one, other in zip(old, new, strict=False):
        if one != other:
            break
        length += 1
    return length


def pairs(old: Sequence[str], new: Sequence[str]) -> int:
    counted, others = Counter(old), Counter(new)
    return sum(number * others[word] for word, number in counted.items())
