"""What comes along when words are pasted out of a page or a PDF, and means nothing."""

import re

# Soft hyphen, zero width space, word joiner, byte order mark.
MEANINGLESS = dict.fromkeys((0x00AD, 0x200B, 0x2060, 0xFEFF))
# Unseen too, but they shape the letters of some scripts.
JOINERS = dict.fromkeys((0x200C, 0x200D))
DROPPED = MEANINGLESS | JOINERS
# Of any width, and those at which no line breaks. Control characters stay, to be refused.
BLANKS = re.compile(r"[^\S\x00-\x1f\x85]+")
# Blanks other than the plain one, at which no line ends.
ODD_BLANK = re.compile(r"[^\S\x00-\x20\x85\u2028\u2029]")
LINE_ENDS = re.compile(r"[\t\r\n]")


def one_line(text: str) -> str:
    """A text of one line as it is kept: without what means nothing, single blanks between."""
    return BLANKS.sub(" ", LINE_ENDS.sub(" ", text.translate(MEANINGLESS))).strip(" ")


def prose(text: str) -> str:
    """Prose as it is kept: the same, but for the lines and indents that Markdown reads."""
    return ODD_BLANK.sub(" ", text.translate(MEANINGLESS))


def looked_for(words: str) -> str:
    """Words to look for as they were meant: without what nobody sees, single blanks between."""
    return BLANKS.sub(" ", words.translate(DROPPED)).strip(" ")
