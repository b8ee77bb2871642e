"""The path of a record's page, by its slug.

Django's `reverse` compares and escapes for each path; of a slug nothing needs to be escaped, so it
is asked once for each page and language.
"""

from functools import lru_cache

from django.urls import get_script_prefix, reverse
from django.utils.translation import get_language

SLUG = "a-slug-of-no-record"


def path_of(view: str, slug: str) -> str:
    """The path of the page of that name about the record with that slug, in the active language."""
    before, after = around(view, get_language(), get_script_prefix())
    return f"{before}{slug}{after}"


@lru_cache
def around(view: str, language: str | None, prefix: str) -> list[str]:
    """What stands before and after the slug. Language and prefix are arguments for the cache."""
    return reverse(view, args=[SLUG]).split(SLUG)
