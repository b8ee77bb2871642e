"""Periods of one approach make a run; a line of the table names the current and the one before."""

from dataclasses import dataclass
from datetime import date

from jurisdictions.approaches import lines, runs


@dataclass(frozen=True)
class Period:
    approach: str
    year: int
    jurisdiction_id: int = 1

    @property
    def valid_from(self):
        return date(self.year, 1, 1)


@dataclass(frozen=True)
class Place:
    pk: int = 1


ENFORCED = Period("enforcement-led", 2021)
GUIDED, GUIDED_ON = Period("guidance-led", 2025), Period("guidance-led", 2026)


def test_neighbouring_periods_of_one_approach_are_one_run():
    first, second = runs([GUIDED_ON, ENFORCED, GUIDED])
    assert (first.periods, second.periods) == ((ENFORCED,), (GUIDED, GUIDED_ON))


def test_a_run_ends_when_the_next_begins_and_the_last_is_open():
    first, second = runs([ENFORCED, GUIDED, GUIDED_ON])
    assert (first.start, first.end) == (date(2021, 1, 1), date(2025, 1, 1))
    assert (second.start, second.end) == (date(2025, 1, 1), None)


def test_an_approach_that_returns_is_a_run_of_its_own():
    again = Period("enforcement-led", 2027)
    assert [run.approach for run in runs([ENFORCED, GUIDED, again])] == [
        "enforcement-led",
        "guidance-led",
        "enforcement-led",
    ]


def test_a_line_names_the_current_run_and_the_one_before():
    (line,) = lines([Place()], [ENFORCED, GUIDED, GUIDED_ON], {})
    assert line.current.last == GUIDED_ON
    assert line.earlier.last == ENFORCED


def test_a_place_with_one_approach_has_no_earlier_one_and_a_place_without_has_none():
    only, nothing = lines([Place(1), Place(2)], [GUIDED], {})
    assert (only.current.last, only.earlier) == (GUIDED, None)
    assert (nothing.current, nothing.earlier) == (None, None)
