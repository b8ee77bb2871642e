"""Rows as bits of a number are chosen and counted like rows of a list."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jurisdictions import bits as module
from jurisdictions.bits import Since, Table, bits, places

SIZE = 40
PLACES = st.sets(st.integers(0, SIZE - 1))
ROWS = st.lists(st.sets(st.sampled_from("abc")), max_size=SIZE)


@given(chosen=PLACES)
def test_bits_stand_for_the_places_that_they_were_made_of(chosen):
    assert list(places(bits(chosen, SIZE))) == sorted(chosen)


@given(rows=ROWS, asked=st.sets(st.sampled_from("abcd")), among=PLACES)
def test_a_table_chooses_and_counts_as_a_look_at_every_row_does(rows, asked, among):
    table = Table([f"key {place}" for place in range(len(rows))], {"letter": rows})
    having = [place for place, row in enumerate(rows) if row & asked]
    assert list(places(table.having("letter", asked))) == having
    counted = table.counts("letter", bits(among, SIZE))
    for letter in "abcd":
        assert counted[letter] == sum(letter in row for n, row in enumerate(rows) if n in among)


@given(rows=ROWS, among=PLACES)
def test_rows_are_found_by_their_keys(rows, among):
    table = Table([f"key {place}" for place in range(len(rows))], {})
    found = table.with_keys([f"key {place}" for place in among])
    assert list(places(found)) == sorted(place for place in among if place < len(rows))
    assert table.every == bits(range(len(rows)), len(rows))


FIRST = date(2024, 1, 1)
DAYS = st.dates(FIRST, FIRST + timedelta(days=20))


@pytest.mark.parametrize("stride", [1, 2, 3, 1000])
@given(days=st.lists(DAYS, max_size=SIZE), day=DAYS)
def test_rows_count_from_their_days_on(stride, days, day):
    with pytest.MonkeyPatch.context() as code:
        code.setattr(module, "STRIDE", stride)
        counting = Since(days).by(day)
    assert list(places(counting)) == [place for place, first in enumerate(days) if first <= day]
