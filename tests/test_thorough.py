"""What `make test` leaves out follows from marks; few cases of a test lack none of its values."""

from types import SimpleNamespace

import pytest

from . import thorough

pytestmark = pytest.mark.any_database


class Case:
    """What pytest knows of a test, as far as it is asked here."""

    def __init__(self, *marks, asks_for=(), params=()):
        self.marks, self.fixturenames = list(marks), list(asks_for)
        self.nodeid, self.callspec = "test_x.py::test_one", SimpleNamespace(params=dict(params))

    def iter_markers(self, name: str):
        return (mark for mark in self.marks if mark.name == name)

    def get_closest_marker(self, name: str):
        return next(self.iter_markers(name), None)

    def add_marker(self, decorator):
        self.marks.append(decorator.mark)


def mark(name: str, *args, **kwargs):
    return getattr(pytest.mark, name)(*args, **kwargs).mark


def quick(case: Case) -> bool:
    thorough.mark_thorough([case])
    return thorough.is_quick(case)


@pytest.fixture(params=["sqlite", "postgresql"])
def on(request, monkeypatch) -> str:
    monkeypatch.setenv("TEST_DATABASE", request.param)
    return request.param


def test_what_is_not_marked_is_run_on_each_database(on):
    assert quick(Case(mark("django_db")))


@pytest.mark.parametrize(
    "case", [Case(mark("thorough")), Case(asks_for=["world_edition"])], ids=["marked", "all data"]
)
def test_what_is_thorough_is_run_on_none(on, case):
    assert not quick(case)


def test_what_holds_on_any_database_is_run_on_sqlite_alone(on):
    assert quick(Case(mark("any_database"))) == (on == "sqlite")


@pytest.mark.parametrize(
    "case",
    [
        Case(mark("any_database"), mark("each_database")),
        Case(mark("any_database"), mark("django_db", transaction=True)),
    ],
    ids=["marked", "writes at once"],
)
def test_what_differs_between_databases_is_run_on_each_whatever_its_file_says(on, case):
    assert quick(case)


def cases_of(few, **values) -> list[Case]:
    """A case for each pair of two parameters, or for each value of one."""
    (name, first), *more = values.items()
    other, second = more[0] if more else ("other", [None])
    marks = [mark("few", *few), *(mark("parametrize", each, []) for each in (name, other))]
    return [Case(*marks, params={name: a, other: b}) for a in first for b in second]


def kept(cases: list[Case]) -> list[tuple]:
    thorough.mark_thorough(cases)
    return [
        tuple(case.callspec.params.values())
        for case in cases
        if not case.get_closest_marker("thorough")
    ]


def test_few_cases_are_the_first_and_others_evenly_apart():
    assert [first for first, _ in kept(cases_of([3], page=range(10)))] == [0, 3, 6]


def test_fewer_cases_than_that_are_all_kept():
    assert len(kept(cases_of([5], page=range(2)))) == 2


def test_each_value_of_each_parameter_stands_in_one_of_the_few():
    assert kept(cases_of([], page="abc", day=[1, 2])) == [("a", 1), ("b", 2), ("c", 1)]


def test_values_that_come_together_are_kept_together():
    pairs = [("a", 1), ("a", 2), ("b", 1)]
    cases = [
        Case(mark("few"), mark("parametrize", "page, day", []), params={"page": page, "day": day})
        for page, day in pairs
    ]
    assert kept(cases) == pairs
