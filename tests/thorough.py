"""Pytest plugin: which tests `make test` leaves to `make thorough-test`.

A thorough test goes through all shipped data, or through all of what there is many of (addresses,
fields, values) where others hold the same of a few, or starts a second site or process beside that
of the tests. What asks for all shipped data is marked so by itself, and so are, of the cases of a
test marked `few`, those beyond the few.

What is marked `any_database` reads pages or files, or posts a form, of which each database makes
the same, with as many statements: one is enough. What searches, sorts, exports or is refused by the
database is not, or is marked `each_database` in a file that is; what writes at once never is.

Loaded with `-p tests.thorough` (pyproject.toml). Without --part all is run that is asked for.
"""

from collections import defaultdict
from collections.abc import Iterator

import pytest

from tests.database import chosen_database


def pytest_addoption(parser) -> None:
    parser.addoption(
        "--part",
        choices=["quick", "rest"],
        help="quick: without thorough tests, and on PostgreSQL without those that one database is "
        "enough for; rest: these",
    )


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config, items: list) -> None:
    mark_thorough(items)
    if part := config.getoption("part"):
        wanted = part == "quick"
        left_out = [item for item in items if is_quick(item) is not wanted]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if is_quick(item) is wanted]


def pytest_sessionfinish(session, exitstatus) -> None:
    """Nothing failed where all that was asked for belongs to the other part."""
    if session.config.getoption("part") and exitstatus == pytest.ExitCode.NO_TESTS_COLLECTED:
        session.exitstatus = pytest.ExitCode.OK


def is_quick(item) -> bool:
    if has(item, "thorough"):
        return False
    return chosen_database() == "sqlite" or not one_database_is_enough(item)


def one_database_is_enough(item) -> bool:
    if writes_at_once(item) or has(item, "each_database"):
        return False
    return has(item, "any_database")


def writes_at_once(item) -> bool:
    """Whether several connections see what a test writes."""
    django_db = item.get_closest_marker("django_db")
    return bool(django_db and django_db.kwargs.get("transaction"))


def has(item, mark: str) -> bool:
    return item.get_closest_marker(mark) is not None


def mark_thorough(items: list) -> None:
    for item in items:
        if "world_edition" in item.fixturenames:
            item.add_marker(pytest.mark.thorough)
    for cases in cases_of_tests(items):
        if few := cases[0].get_closest_marker("few"):
            kept = [*(spread(cases, *few.args) if few.args else each_value_once(cases))]
            for case in cases:
                if case not in kept:
                    case.add_marker(pytest.mark.thorough)


def cases_of_tests(items: list) -> list[list]:
    """The cases of each test, in their order."""
    found = defaultdict(list)
    for item in items:
        found[item.nodeid.partition("[")[0]].append(item)
    return list(found.values())


def spread(cases: list, number: int) -> Iterator:
    """So many of the cases, of which the first is one and which lie evenly apart."""
    return (cases[place * len(cases) // number] for place in range(number))


def each_value_once(cases: list) -> Iterator:
    """As few cases as have each value of each parameter: rather those that have no value that one
    before them has.
    """
    seen: set[tuple] = set()
    for enough in (all, any):
        for case in cases:
            if enough(value not in seen for value in values_of(case)):
                seen.update(values_of(case))
                yield case


def values_of(case) -> Iterator[tuple]:
    """What each `parametrize` of its test gave to it."""
    for parametrize in case.iter_markers("parametrize"):
        names = parametrize.args[0]
        if isinstance(names, str):
            names = names.split(",")
        yield tuple((name.strip(), repr(case.callspec.params[name.strip()])) for name in names)
