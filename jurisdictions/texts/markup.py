"""Markdown → safe HTML: the only place where text of editors becomes markup.

The HTML is cleaned after rendering, so nothing that Markdown lets through survives by accident.
"""

import re
from functools import lru_cache
from html import unescape
from threading import local

import nh3
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from markdown import Markdown

from .portable import on_one_line

EXTENSIONS = ["abbr", "def_list", "sane_lists", "tables"]

# No headings: the page owns its outline. No images, forms or containers: a text is only a text.
TAGS = {
    *("p", "br", "hr", "blockquote", "pre", "code"),
    *("em", "strong", "del", "sup", "sub", "a", "abbr"),
    *("ul", "ol", "li", "dl", "dt", "dd"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {
    "a": {"href", "title"},
    "abbr": {"title"},
    "ol": {"start"},
}

CLEANER = nh3.Cleaner(
    tags=TAGS,
    attributes=ATTRIBUTES,
    url_schemes={"http", "https", "mailto"},
    url_relative="deny",
    link_rel="nofollow noopener noreferrer",
)
# A link whose address was refused: the cleaner takes the address and leaves the rest. In what it
# writes, no link holds another, and no attribute a quotation mark.
LINK_TO_NOWHERE = re.compile(r'<a(?: (?!href=)[a-z]+="[^"]*")*>(.*?)</a>', re.DOTALL)
# Without any of it a text says itself, which is told ten times sooner than it is rendered.
MARKUP = re.compile(r"[*_`\[<&\\|#~^]|^\s*[-+>:=\d]", re.MULTILINE)


# Each thread renders with its own: to make one takes as long as to render a text.
_own = local()


def rendered(text: str) -> str:
    """What Markdown makes of a text, as it stands."""
    # Given back only when all went well: what it had begun would go on in the next text.
    renderer = _own.__dict__.pop("renderer", None) or Markdown(extensions=EXTENSIONS)
    html = renderer.reset().convert(text)
    _own.renderer = renderer
    return html


# Pure, so a cached answer can't be stale; texts change seldom and are shown often.
@lru_cache(maxsize=4096)
def to_html(text: str) -> SafeString:
    """The HTML of a Markdown text, safe to put into a page."""
    cleaned = CLEANER.clean(rendered(text))
    return mark_safe(LINK_TO_NOWHERE.sub(r"\1", cleaned))


@lru_cache(maxsize=4096)
def to_words(text: str) -> str:
    """The words of a Markdown text on one line, for places that show no markup. No HTML."""
    words = unescape(strip_tags(to_html(text))) if MARKUP.search(text) else text
    return on_one_line(words)
