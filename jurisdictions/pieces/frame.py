"""The frame of a page: the parts that are the same on all, but for the day that their links carry.

Each is made once, in each language and for each page that it names.
"""

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from ..days import AsOf
from ..languages import in_each_language
from .parts import DAY, dated

# Parts, languages and names of pages.
KEPT = 512


def framed(template: str, as_of: AsOf | None = None, here: str | None = None) -> SafeString:
    """The HTML of a part; `here` is the name of the page, `as_of` is missing on error pages."""
    html = part(template, here or "")
    return mark_safe(dated(html, as_of) if as_of else html.replace(DAY, ""))


@in_each_language(KEPT)
def part(template: str, here: str) -> str:
    return render_to_string(template, {"here": here, "day": DAY})
