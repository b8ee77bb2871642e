"""The path of a record's page, by its slug.

Django's `reverse` compares and escapes for each path; of a slug nothing needs to be escaped, so it
is asked once for each page and language.
"""

from django.urls import get_script_prefix, reverse

from .languages import in_each_language

SLUG = "a-slug-of-no-record"


def path_of(view: str, slug: str) -> str:
    """The path of the page of that name about the record with that slug, in the active language."""
    before, after = around(view, get_script_prefix())
    return f"{before}{slug}{after}"


@in_each_language(128)
def around(view: str, prefix: str) -> list[str]:
    """What stands before and after the slug. The prefix, which is in both, is an argument for what
    is kept."""
    return reverse(view, args=[SLUG]).split(SLUG)
