"""How a text is read, whether it is indexed, asked for or marked: word by word, folded, stemmed."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ..texts.pasted import DROPPED
from ..texts.portable import composed
from .stems import stem

# What is somebody's: DAO's, with either apostrophe. It belongs to its word, and is not looked up.
POSSESSIVE = r"['’]s(?![^\W_])"
OF_SOMEBODY = re.compile(POSSESSIVE, re.IGNORECASE)
# Of letters and digits, whatever nobody sees between them: custo, a soft hyphen, dian.
RUN = rf"[^\W_]+(?:[{''.join(map(chr, DROPPED))}]+[^\W_]+)*"
# Dotted abbreviations are one word (U.S.C.), and so is every run.
WORD = re.compile(
    rf"(?:(?:[^\W\d_]\.){{2,}}(?:[^\W\d_](?![^\W_]))?|{RUN})(?:{POSSESSIVE})?", re.IGNORECASE
)
NOT_A_LETTER = re.compile(r"[\W_]+")
# Written in one word, with a hyphen or in two: cryptoasset, crypto-asset, crypto asset.
COMPOUND = re.compile(r"^crypto(?=asset|currenc)")
ALIKE = {"article": "art", "articles": "art", "arts": "art"}
# Longer runs of letters are no words; PostgreSQL indexes none of more than 2046 bytes.
LONGEST = 60
# Words that say nothing of what is looked for.
STOPS = (
    "a an and any are as at be been being but by can could did do does for from had has "
    "have how if in into is it its may of on or shall should so such than that the their "
    "there these they this those to was were what when where which who whom whose why "
    "will with would you"
)
STOP_WORDS = frozenset(STOPS.split())


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: as it is looked up, and where it stands."""

    stem: str
    start: int
    end: int


def words_in(text: str) -> Iterator[Word]:
    """The words of a composed text, in which their places count, in order. Two may share a place:
    cryptoasset."""
    for found in WORD.finditer(text):
        for part in parts(found[0]):
            yield Word(stem(part), *found.span())


def stems(text: str) -> tuple[str, ...]:
    return tuple(word.stem for word in words_in(composed(text)))


def indexed(text: str) -> str:
    """A text as the index holds it: stems between blanks."""
    return " ".join(stems(text))


def written(text: str) -> Iterator[str]:
    """The words of a composed text as they are spelt, but for accents and capitals."""
    for found in WORD.finditer(text):
        yield from parts(found[0])


@lru_cache(maxsize=65536)
def parts(word: str) -> tuple[str, ...]:
    """What a written word is looked up by: without accents, in lower case, compounds apart."""
    plain = folded(word)[:LONGEST]
    return tuple(COMPOUND.sub("crypto ", ALIKE.get(plain, plain)).split())


def folded(word: str) -> str:
    """Letters and digits alone, without accents, in lower case, whosesoever it is."""
    apart = unicodedata.normalize("NFKD", OF_SOMEBODY.sub("", word).casefold())
    # An accent that stands apart is no letter.
    return NOT_A_LETTER.sub("", apart)
