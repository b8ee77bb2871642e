"""How dense a table is, and when its columns have headings of their own."""

from datetime import date

import pytest

from jurisdictions.comparison import Comparison
from jurisdictions.layouts import Heads, Layout, Style, style

EMPTY = Comparison(date(2026, 11, 24), (), ())


def of_width(columns: int) -> Layout:
    across = Heads("", ("head",) * columns, of_data=False)
    return Layout(EMPTY, (across,), (), style(columns))


@pytest.mark.parametrize(
    ("columns", "density"),
    [(0, "roomy"), (5, "roomy"), (6, "close"), (9, "close"), (10, "dense"), (200, "dense")],
)
def test_it_grows_denser_by_the_column(columns, density):
    assert of_width(columns).density == density


def test_a_table_of_few_columns_may_be_short_and_one_of_many_is_dense_anyhow():
    assert (style(9, Style.SHORT), style(10, Style.SHORT)) == (Style.SHORT, Style.DENSE)


@pytest.mark.parametrize(
    ("headings", "turned", "banded"),
    [
        (["Europe", "Asia"], False, True),
        (["Europe"], False, True),
        ([""], False, False),
        (["Custody", "Markets"], True, True),
        (["Custody"], True, False),
        ([], False, False),
    ],
)
def test_columns_have_headings_where_these_tell_them_apart(headings, turned, banded):
    across = tuple(Heads(heading, (), of_data=True) for heading in headings)
    assert Layout(EMPTY, across, (), turned=turned).is_banded is banded
