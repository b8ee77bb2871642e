"""English words without their endings, after M. F. Porter: An algorithm for suffix stripping, 1980.

Both databases know stems, but not the same ones. With these they find the same, and a page marks
the very words by which something was found.
"""

import re
from functools import lru_cache

# Other spellings of one word, before its ending goes: tokenised, licence, defence.
BRITISH = (
    (re.compile(r"(?<=[a-z]{3}[^vcw])is(e[drs]?|ers|ing|ations?)$"), r"iz\1"),
    (re.compile(r"^(licen|defen|offen)c(?=e|ing)"), r"\1s"),
)

STEP_2 = {
    "ational": "ate", "tional": "tion", "enci": "ence", "anci": "ance", "izer": "ize",
    "logi": "log", "bli": "ble", "alli": "al", "entli": "ent", "eli": "e", "ousli": "ous",
    "ization": "ize", "ation": "ate", "ator": "ate", "alism": "al", "iveness": "ive",
    "fulness": "ful", "ousness": "ous", "aliti": "al", "iviti": "ive", "biliti": "ble",
}  # fmt: skip
STEP_3 = {
    "icate": "ic", "ative": "", "alize": "al", "iciti": "ic", "ical": "ic", "ful": "", "ness": "",
}  # fmt: skip
STEP_4 = dict.fromkeys(
    [
        "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ion",
        "ou", "ism", "ate", "iti", "ous", "ive", "ize",
    ],
    "",
)  # fmt: skip


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """What a word has in common with its other forms: custodial, custodials → custodi."""
    for pattern, other in BRITISH:
        word = pattern.sub(other, word)
    return porter(word)


def porter(word: str) -> str:
    """The stem of a lower-case word; one that isn't plain English letters stays whole."""
    if len(word) < 3 or not (word.isascii() and word.isalpha()):
        return word
    word = without_past(without_plural(word))
    if word.endswith("y") and has_vowel(word[:-1]):
        word = word[:-1] + "i"
    word = replaced(word, STEP_2, 0)
    word = replaced(word, STEP_3, 0)
    return tidied(replaced(word, STEP_4, 1))


def shape(word: str) -> str:
    """Which letters are vowels (v) and which consonants (c); a y after a consonant is a vowel."""
    found = ""
    for letter in word:
        is_vowel = letter in "aeiou" or (letter == "y" and found.endswith("c"))
        found += "v" if is_vowel else "c"
    return found


def measure(word: str) -> int:
    """How many times a vowel is followed by a consonant: about the number of syllables."""
    return shape(word).count("vc")


def has_vowel(word: str) -> bool:
    return "v" in shape(word)


def ends_double(word: str) -> bool:
    return len(word) > 1 and word[-1] == word[-2] and shape(word)[-1] == "c"


def ends_short(word: str) -> bool:
    """Consonant, vowel, consonant at the end, the last one not w, x or y: hop, not snow."""
    return shape(word).endswith("cvc") and word[-1] not in "wxy"


def without_plural(word: str) -> str:
    if word.endswith(("sses", "ies")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def without_past(word: str) -> str:
    """Without ed and ing, if a word is left."""
    if word.endswith("eed"):
        return word[:-1] if measure(word[:-3]) > 0 else word
    for ending in ("ed", "ing"):
        if word.endswith(ending):
            left = word.removesuffix(ending)
            return mended(left) if has_vowel(left) else word
    return word


def mended(word: str) -> str:
    """What lost ed or ing as it is without: conflat(ed) → conflate, hopp(ing) → hop."""
    if word.endswith(("at", "bl", "iz")):
        return word + "e"
    if ends_double(word) and word[-1] not in "lsz":
        return word[:-1]
    return word + "e" if measure(word) == 1 and ends_short(word) else word


def replaced(word: str, endings: dict[str, str], least: int) -> str:
    """With another ending, the longest that fits, if more than `least` syllables stand before."""
    for ending in sorted(endings, key=len, reverse=True):
        if word.endswith(ending):
            left = word.removesuffix(ending)
            fits = measure(left) > least and (ending != "ion" or left.endswith(("s", "t")))
            return left + endings[ending] if fits else word
    return word


def tidied(word: str) -> str:
    """Without a last e, and with one l for two."""
    if word.endswith("e"):
        left = word[:-1]
        if measure(left) > 1 or (measure(left) == 1 and not ends_short(left)):
            word = left
    return word[:-1] if word.endswith("ll") and measure(word) > 1 else word
