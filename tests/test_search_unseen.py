"""A record is found by the words that readers see, whatever nobody sees stands in them."""

import pytest

from .factories import make_finding
from .searching import asked, hits

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("unseen", ["\N{SOFT HYPHEN}", "\N{ZERO WIDTH SPACE}", "\N{WORD JOINER}"])
@pytest.mark.parametrize("typed", ["custodian", "custodians", '"qualified custodian"'])
def test_a_word_is_found_with_it_and_without(unseen, typed):
    found = [make_finding(answer=f"Qualified custo{part}dian") for part in ("", unseen)]
    make_finding(answer="Qualified dian")
    assert set(hits(typed)) == {f"finding {one.slug}" for one in found}


def test_the_whole_word_is_marked():
    make_finding(answer="Of a custo\N{SOFT HYPHEN}dian")
    (found,) = asked("custodian")[0:1]
    assert "<mark>custo\N{SOFT HYPHEN}dian</mark>" in found.title
