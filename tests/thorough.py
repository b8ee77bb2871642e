"""Which tests are thorough: `make test` leaves them out, `make thorough-test` runs them too.

A thorough test goes through all shipped data, or through all of what there is many of (addresses,
fields, values), where others hold the same of a few.
"""

from collections import defaultdict
from collections.abc import Iterator

import pytest


def mark_thorough(items: list) -> None:
    """Mark what reads all shipped data, and of a test marked `few` the cases beyond them."""
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
