"""What a reader asks, read without ever refusing: any text is a question, if only an empty one."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from ..texts.pasted import DROPPED
from ..texts.portable import composed, on_one_line
from .words import STOP_WORDS, folded, stems, words_in

# Longer texts aren't questions; more words than that narrow nothing any more.
LONGEST, MOST_WORDS = 200, 20

QUOTE = '"'
QUOTES = dict.fromkeys(map(ord, "“”„‟«»″"), QUOTE)
PIECE = re.compile(r'(-)?"([^"]*)"?|(?<!\S)(-)?([^\s"]+)|([^\s"]+)')

# Stems that follow each other.
Phrase = tuple[str, ...]
# Phrases that must all be there.
Alternative = tuple[Phrase, ...]


@dataclass(frozen=True)
class Group:
    """A part of a question that must be found: as typed, or in other words for the same.

    text           as it was typed
    alternatives   what is looked for, the typed words first
    synonyms       the others as readers know them
    is_quoted      it is meant word by word
    """

    text: str
    alternatives: tuple[Alternative, ...]
    synonyms: tuple[str, ...] = ()
    is_quoted: bool = False

    @property
    def typed(self) -> Alternative:
        return self.alternatives[0]


@dataclass(frozen=True)
class Question:
    """What must be found, and what must not: `without`, and `refused` as it was typed."""

    text: str
    groups: tuple[Group, ...] = ()
    without: tuple[Phrase, ...] = ()
    refused: tuple[str, ...] = ()

    def __bool__(self):
        return bool(self.groups)

    @cached_property
    def words(self) -> Phrase:
        """The stems of all that was typed to be found, in order."""
        return tuple(word for group in self.groups for phrase in group.typed for word in phrase)

    @property
    def phrases(self) -> list[Phrase]:
        """All that a text may be found by, other words for the same included."""
        return [p for group in self.groups for one in group.alternatives for p in one]

    @property
    def synonyms(self) -> list[str]:
        """What is looked for beside what was typed."""
        return list(dict.fromkeys(name for group in self.groups for name in group.synonyms))

    def with_groups(self, groups: Iterable[Group]) -> "Question":
        return replace(self, groups=tuple(groups))

    def text_of(self, groups: Iterable[Group], *, quoted: bool = False) -> str:
        """What to type for some of its groups, word by word on request, and what must not be."""
        wanted = (f'"{group.text.strip(QUOTE)}"' if quoted else group.text for group in groups)
        return " ".join([*wanted, *(f'-"{words}"' for words in self.refused)])


def read(text: str) -> Question:
    """The question that a text asks: words, "words in this order", and -words that must not be.

    Words that say nothing (the, of) are left out, unless there are no others.
    """
    text = tidied(text)
    groups, without, refused = [], [], []
    for piece in PIECE.finditer(text):
        minus, is_quoted, words = piece[1] or piece[3], piece[2] is not None, said(piece)
        phrase = stems(words)
        if phrase and minus:
            without.append(phrase)
            refused.append(words)
        elif phrase:
            group = Group(f'"{words}"' if is_quoted else words, ((phrase,),), is_quoted=is_quoted)
            groups.append((group, folded(words)))
    telling = [group for group, word in groups if group.is_quoted or word not in STOP_WORDS]
    kept = telling or [group for group, word in groups]
    most = slice(MOST_WORDS)
    return Question(text, tuple(kept[most]), tuple(without[most]), tuple(refused[most]))


def said(piece: re.Match) -> str:
    return next((part for part in (piece[2], piece[4], piece[5]) if part is not None), "")


def tidied(text: str) -> str:
    """The text without what nobody sees, and not longer than a question."""
    meant = text[: 2 * LONGEST].translate(DROPPED)
    seen = "".join(" " if unicodedata.category(c)[0] in "CZ" else c for c in meant)
    return composed(on_one_line(seen.translate(QUOTES)))[:LONGEST]


def spelt(question: Question, corrections: dict[str, str]) -> str:
    """The text of a question with some words spelt otherwise, by their stems."""
    text, pieces, end = question.text, [], 0
    for word in words_in(text):
        if word.stem in corrections and word.start >= end:
            pieces += [text[end : word.start], corrections[word.stem]]
            end = word.end
    return "".join([*pieces, text[end:]])
