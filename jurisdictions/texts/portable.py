"""What holds for text and addresses in every format."""

import re
import unicodedata

# What nobody sees and comes in with what is pasted: control characters, soft hyphens, blanks of no
# width, marks and overrides of direction, tags. The joiners stay, which shape letters.
UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
# Between the texts of a list, where a format has no lists.
BETWEEN = " | "
# XML 1.0 has no place for these, not even escaped.
NOT_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
NEWLINES = re.compile(r"\r\n?")


def composed(text: str) -> str:
    """The text in Unicode's composed form, NFC."""
    return unicodedata.normalize("NFC", text)


def on_one_line(text: str) -> str:
    """The text with one blank wherever it has blanks or ends a line."""
    return " ".join(text.split())


def seen(text: str) -> str:
    """The text in composed form, without what nobody sees."""
    return UNSEEN.sub("", composed(text))


def xml_text(text: str) -> str:
    """The text as XML can hold it: NFC, newlines as \\n, without control characters."""
    return NOT_XML.sub("", NEWLINES.sub("\n", composed(text)))


def without_place(text: str) -> str:
    """The first character of the text that XML has no place for, as U+0001; "" if there is none."""
    found = NOT_XML.search(NEWLINES.sub("\n", text))
    return f"U+{ord(found.group()):04X}" if found else ""


def around(text: str) -> str:
    """The words about that character, in a line, with a mark in its place, to find it by."""
    found = NOT_XML.search(NEWLINES.sub("\n", text))
    before, after = found.string[: found.start()], found.string[found.end() :]
    return NOT_XML.sub("", " ".join(f"{before[-20:]}▮{after[:20]}".split()))


def cut(text: str, limit: int) -> str:
    """The text, or its beginning and a sign that it goes on.

    Counted as Office counts, in UTF-16: an emoji is two.
    """
    coded = text.encode("utf-16-le")
    if len(coded) <= 2 * limit:
        return text
    return coded[: 2 * (limit - 1)].decode("utf-16-le", "ignore") + "…"


def leads_out(address: str) -> bool:
    """Is it an address that a link may lead to?"""
    return address.startswith(("https://", "http://"))
