"""How much room texts take in a picture, and as much of them as fits.

No browser is asked: the picture is laid out before one draws it.
"""

from itertools import accumulate
from math import ceil
from unicodedata import east_asian_width

# Rather wider than letters are in most typefaces, so that texts never meet.
LETTER, CAPITAL, IDEOGRAPH = 6.6, 8.4, 12.5
BROAD = set("mwMW@%&—…")
# Less than so many letters say too little.
SHORTEST = 4


def room(text: str) -> int:
    """How much room a text takes at the most."""
    return ceil(sum(letter(character) for character in text))


def letter(character: str) -> float:
    if east_asian_width(character) in "WF":
        return IDEOGRAPH
    return CAPITAL if character.isupper() or character in BROAD else LETTER


def fit(text: str, width: int) -> str:
    """As much of a text as fits, with an ellipsis; nothing when that would say too little."""
    if room(text) <= width:
        return text
    lengths = accumulate(map(letter, text))
    kept = sum(length + CAPITAL <= width for length in lengths)
    return text[:kept].rstrip() + "…" if kept >= SHORTEST else ""
