"""No text of ours runs as a formula when a spreadsheet opens it."""

import pytest

from jurisdictions.renderers.formulas import harmless

pytestmark = pytest.mark.any_database


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "- a list", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "=", "-"]
)
def test_what_begins_like_a_formula_stands_behind_an_apostrophe(text):
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "a", "1-1", "a=b", " x", "'=1", "€5", "– a dash", "²"])
def test_every_other_text_stays_as_it_is(text):
    assert harmless(text) == text


@pytest.mark.parametrize("text", ["=1", "-x", "plain"])
def test_doing_it_twice_does_no_more(text):
    assert harmless(harmless(text)) == harmless(text)
