"""Neighbouring entries that say the same make a run."""

from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from jurisdictions.law.runs import runs


@dataclass(frozen=True)
class Period:
    approach: str
    year: int

    @property
    def valid_from(self):
        return date(self.year, 1, 1)


ENFORCED = Period("enforcement-led", 2021)
GUIDED, GUIDED_ON = Period("guidance-led", 2025), Period("guidance-led", 2026)


def approach_runs(*periods):
    return runs(periods, attrgetter("approach"))


def test_neighbours_that_say_the_same_are_one_run():
    first, second = approach_runs(GUIDED_ON, ENFORCED, GUIDED)
    assert (first.members, second.members) == ((ENFORCED,), (GUIDED, GUIDED_ON))
    assert second.last == GUIDED_ON


def test_a_run_ends_when_the_next_begins_and_the_last_is_open():
    first, second = approach_runs(ENFORCED, GUIDED, GUIDED_ON)
    assert (first.start, first.end) == (date(2021, 1, 1), date(2025, 1, 1))
    assert (second.start, second.end) == (date(2025, 1, 1), None)


def test_a_run_knows_the_last_day_on_which_it_holds():
    first, second = approach_runs(ENFORCED, GUIDED)
    assert (first.last_day, second.last_day) == (date(2024, 12, 31), None)


def test_a_run_knows_since_when_its_members_say_what_the_last_one_says():
    (run,) = approach_runs(GUIDED, GUIDED_ON, Period("guidance-led", 2027))
    assert run.since(lambda period: period.approach) == date(2025, 1, 1)
    assert run.since(lambda period: period.year > 2025) == date(2026, 1, 1)
    # What was said before something else was begins anew.
    assert run.since(lambda period: period.year % 2) == date(2027, 1, 1)


def test_what_returns_is_a_run_of_its_own():
    again = Period("enforcement-led", 2027)
    assert [run.value for run in approach_runs(ENFORCED, GUIDED, again)] == [
        "enforcement-led",
        "guidance-led",
        "enforcement-led",
    ]


def test_nothing_makes_no_run():
    assert approach_runs() == []
