"""Parts that several pieces have: a day, a text of the data, what an instrument is where it is no
law; and what stands for the day that links carry.
"""

from datetime import date

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from .. import languages
from ..days import AsOf, in_words
from ..languages import data_lang, in_each_language

# Stands in a piece where a link takes the day along. No text holds it: no database stores it.
DAY = "\0"
# How many pieces of a kind are kept in a process, the largest some 3 kB each.
KEPT = 4096


def dated(html: str, as_of: AsOf) -> str:
    """A piece with the day in its links."""
    return html.replace(DAY, as_of.query.replace("&", "&amp;"))


@in_each_language(KEPT)
def time(day: date) -> SafeString:
    """A day as readers write it, in a time element."""
    return format_html('<time datetime="{}">{}</time>', day.isoformat(), in_words(day))


def told(text: str) -> SafeString:
    """A text of the data inside a sentence of the page."""
    return format_html("<span{}>{}</span>", data_lang(), text) if languages.differs() else text


def bracketed(caveat: str) -> SafeString:
    """What a text is where it is no law, behind its name, in the language of the page."""
    lang = format_html(' lang="{}"', get_language()) if languages.differs() else ""
    return format_html(" <strong{}>({})</strong>", lang, caveat) if caveat else SafeString()
