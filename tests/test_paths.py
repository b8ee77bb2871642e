"""The address of a record is the one that Django would make, in every language."""

import pytest
from django.urls import reverse, set_script_prefix
from django.utils.translation import override

from jurisdictions.paths import path_of

pytestmark = pytest.mark.any_database

PAGES = ("finding", "pillar", "topic", "instrument", "jurisdiction", "proposal")


@pytest.mark.parametrize("language", ["en-gb", "de"])
@pytest.mark.parametrize("page", PAGES)
def test_a_path_is_what_reverse_makes_of_the_slug(page, language):
    with override(language):
        assert path_of(page, "dubai-custody-2023") == reverse(page, args=["dubai-custody-2023"])


def test_a_site_below_a_path_has_paths_below_it():
    set_script_prefix("/law/")
    try:
        assert path_of("finding", "one") == reverse("finding", args=["one"]) == "/law/findings/one/"
    finally:
        set_script_prefix("/")
