"""How a long list is cut into pages, and which pages there are."""

import pytest

from jurisdictions.asking.limits import CELLS
from jurisdictions.asking.query import BadQuery
from jurisdictions.views.page import Counted, cut, cut_matrix


@pytest.mark.parametrize(("rows", "last"), [(0, 1), (1, 1), (50, 1), (51, 2), (100, 2), (101, 3)])
def test_there_is_a_page_for_every_fifty_rows_and_one_for_none(rows, last):
    assert len(cut(range(rows), last)) == rows - 50 * (last - 1)
    with pytest.raises(BadQuery, match="page: There is no such page"):
        cut(range(rows), last + 1)


def test_who_asks_for_too_much_is_told_the_last_page():
    with pytest.raises(BadQuery) as refusal:
        cut(range(51), 99)
    assert refusal.value.problems[0].accepted == "the number of a page, from 1 to 2"


def test_rows_that_were_counted_are_not_counted_again():
    page = cut(Counted(range(500), 60), 2)
    assert (page.paginator.num_pages, list(page)) == (2, list(range(50, 60)))


def test_a_page_of_a_matrix_has_as_many_lines_as_its_cells_allow_and_one_at_least():
    assert len(cut_matrix(range(10_000), CELLS // 2, 1)) == 2
    assert len(cut_matrix(range(10_000), CELLS * 2, 1)) == 1
    assert len(cut_matrix(range(10_000), 0, 1)) == CELLS
