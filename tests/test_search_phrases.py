"""Words in quotation marks stand together, in this order, in one part of a text."""

import pytest

from .factories import make_finding
from .searching import hits

pytestmark = pytest.mark.django_db


def finding(answer: str, detail: str = "Nothing.") -> str:
    return f"finding {make_finding(answer=answer, detail=detail).slug}"


def test_two_words_stand_in_this_order():
    right = finding("Of gold silver")
    finding("Of silver gold")
    finding("Of gold and silver")
    assert hits('"gold silver"') == [right]


def test_three_words_stand_together_and_not_two_and_two():
    right = finding("Of gold silver bronze")
    finding("Of gold silver and silver bronze")
    assert hits('"gold silver bronze"') == [right]


def test_a_phrase_does_not_go_on_from_the_title_in_the_text():
    make_finding(answer="Gold", detail="Silver bronze.")
    place = make_finding(answer="Of", detail="Gold silver bronze.")
    for phrase in ('"gold silver"', '"gold silver bronze"'):
        assert hits(phrase) == [f"finding {place.slug}"]


@pytest.mark.parametrize("phrase", ["gold silver", "gold silver bronze"])
def test_a_refused_phrase_refuses_no_more_than_itself(phrase):
    finding(f"Of {phrase}")
    apart = finding("Of gold silver and silver bronze and gold-plated bronze gold")
    found = hits(f'gold -"{phrase}"')
    assert (apart in found) == (phrase == "gold silver bronze")
    assert len(found) == (phrase == "gold silver bronze")


def test_a_phrase_is_found_at_the_end_of_a_long_text():
    right = finding("Long", "word " * 9_000 + "gold silver")
    assert hits('"gold silver"') == [right]


def test_a_text_that_is_longer_than_its_pairs_can_be_kept_is_found_by_its_words():
    right = finding("Long", " ".join(f"word{n}" for n in range(60_000)) + " gold")
    assert hits("gold") == [right]
