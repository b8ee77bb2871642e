"""A word with an apostrophe is found by the word, and finds it; whichever apostrophe is typed."""

import pytest

from .factories import make_finding
from .searching import asked, hits

pytestmark = pytest.mark.django_db


def finding(answer: str) -> str:
    return f"finding {make_finding(answer=answer, detail='Nothing.').slug}"


@pytest.mark.parametrize("typed", ["DAO", "DAO's", "DAO’s", "daos", '"the DAO’s members"'])
def test_whose_something_is_does_not_matter(typed):
    found = {
        finding("Of the DAO members"), finding("Of the DAO's members"),
        finding("Of the DAO’s members"),
    }  # fmt: skip
    finding("Of an S corporation's members")
    assert set(hits(typed)) == found


@pytest.mark.parametrize("typed", ["l'ordonnance", "l’ordonnance", "ordonnance"])
def test_an_article_before_a_word_is_found_with_it(typed):
    found = {finding("Of l’ordonnance"), finding("Of l'ordonnance")}
    finding("Of a law")
    assert set(hits(typed)) == found


def test_the_word_is_marked_whosesoever_it_is():
    finding("Of the DAO’s members")
    assert "<mark>DAO’s</mark>" in asked("dao")[0:1][0].title
