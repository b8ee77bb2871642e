"""Lines of a table of jurisdictions: what they name, how they are sorted and grouped."""

from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace

import pytest

from jurisdictions.choices import GroupBy, Sort
from jurisdictions.lines import bands, lines

pytestmark = pytest.mark.any_database


@dataclass(frozen=True)
class Approach:
    name: str
    position: int


@dataclass(frozen=True)
class Period:
    approach: Approach
    year: int

    @property
    def valid_from(self):
        return date(self.year, 1, 1)


@dataclass(frozen=True)
class Place:
    pk: int
    short_name: str = ""
    region: str = ""

    position = property(lambda self: self.pk)

    def get_region_display(self):
        return self.region


ENFORCEMENT, GUIDANCE = Approach("Enforcement-led", 1), Approach("Guidance-led", 4)


def test_a_line_names_the_current_run_and_the_one_before():
    begun = [Period(ENFORCEMENT, 2021), Period(GUIDANCE, 2025), Period(GUIDANCE, 2026)]
    (line,) = lines([Place(1)], {1: begun}, {})
    assert (line.current.value, line.current.last.year) == (GUIDANCE, 2026)
    assert (line.earlier.value, line.since) == (ENFORCEMENT, date(2025, 1, 1))


def test_a_place_with_one_approach_has_no_earlier_one_and_a_place_without_has_none():
    only, nothing = lines([Place(1), Place(2)], {1: [Period(GUIDANCE, 2025)]}, {})
    assert (only.current.value, only.earlier) == (GUIDANCE, None)
    assert (nothing.current, nothing.earlier, nothing.since) == (None, None, None)


PLACES = [Place(1, "Malta", "Europe"), Place(2, "albania", "Europe"), Place(3, "Kenya")]
TABLE = lines(PLACES, {1: [Period(GUIDANCE, 2025)], 3: [Period(ENFORCEMENT, 2026)]}, {})


def order(sort):
    (band,) = bands(TABLE, sort, None)
    return [line.jurisdiction.pk for line in band.lines]


def test_without_a_sort_the_order_given_stays():
    assert order(None) == [1, 2, 3]


def test_names_are_sorted_whatever_their_capitals():
    assert order(Sort.NAME) == [2, 3, 1]


def test_approaches_are_sorted_in_their_own_order_and_the_unknown_comes_last():
    assert order(Sort.APPROACH) == [3, 1, 2]


def test_the_first_comes_first_and_the_unknown_comes_last():
    assert order(Sort.SINCE) == [1, 3, 2]


def test_a_table_may_be_about_since_when_something_else_holds():
    table = lines(PLACES, {}, {}, since={2: date(2020, 1, 1), 3: date(2019, 1, 1)})
    (band,) = bands(table, Sort.SINCE, None)
    assert [line.jurisdiction.pk for line in band.lines] == [3, 2, 1]


def groups(group, sort=None):
    return [
        (b.heading, [line.jurisdiction.pk for line in b.lines]) for b in bands(TABLE, sort, group)
    ]


def test_lines_stand_in_bands_by_region():
    assert groups(GroupBy.REGION) == [("Europe", [1, 2]), ("Region not given", [3])]


def test_lines_stand_in_bands_by_approach_in_the_order_of_the_approaches():
    assert groups(GroupBy.APPROACH) == [
        ("Enforcement-led", [3]),
        ("Guidance-led", [1]),
        ("Not researched", [2]),
    ]


def test_the_lines_of_a_band_keep_the_sort():
    assert groups(GroupBy.REGION, Sort.NAME)[0] == ("Europe", [2, 1])


def test_no_lines_make_no_band():
    assert bands([], None, GroupBy.REGION) == bands([], Sort.NAME, None) == []


def test_a_line_counts_its_cells_by_what_they_say():
    said = ["recognised", "recognised", "recognised", "partly-recognised", "partly-recognised"]
    codes = [*said, "not-researched", "outside-filter", "unclear"]
    (line,) = lines([Place(1)], {}, {1: [SimpleNamespace(code=code) for code in codes]})
    assert (line.recognised, line.partly_recognised, line.not_researched) == (3, 2, 1)
