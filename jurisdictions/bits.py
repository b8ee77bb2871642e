"""Rows as bits of a number: the nth bit stands for the row at the nth place of a table.

Which rows hold a value, or are left by a filter, is one number each. Among tens of thousands of
rows, to choose is `&` and to count is `bit_count()`, each a matter of microseconds.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property, reduce
from itertools import accumulate
from operator import or_

ONE = ord("1")
# After so many rows that count, it is kept which do.
STRIDE = 1024


def bits(places: Iterable[int], size: int) -> int:
    """The number whose bits stand for the rows at these places, of `size` rows in all."""
    digits = bytearray(b"0") * (size or 1)
    for place in places:
        # The last digit is the bit of the first row.
        digits[~place] = ONE
    return int(digits, 2)


def places(marked: int) -> Iterator[int]:
    """The places of the rows whose bits are set, in order."""
    digits = f"{marked:b}"[::-1]
    place = digits.find("1")
    while place >= 0:
        yield place
        place = digits.find("1", place + 1)


class Table:
    """Rows of plain data, of which one asks only which have a value.

    `keys` are those of the rows; `columns` say by name which values each row has.
    """

    def __init__(self, keys: Sequence[int], columns: Mapping[str, Iterable[Collection[Hashable]]]):
        self.keys = keys
        self._having = {name: self._by_value(column) for name, column in columns.items()}

    def _by_value(self, column: Iterable[Collection[Hashable]]) -> dict[Hashable, int]:
        held = defaultdict(list)
        for place, values in enumerate(column):
            for value in values:
                held[value].append(place)
        return {value: bits(rows, len(self.keys)) for value, rows in held.items()}

    @property
    def every(self) -> int:
        """All rows."""
        return (1 << len(self.keys)) - 1

    @cached_property
    def _places(self) -> dict[int, int]:
        return {key: place for place, key in enumerate(self.keys)}

    def keys_of(self, rows: int) -> list[int]:
        """The keys of some rows, in order."""
        return [self.keys[place] for place in places(rows)]

    def with_keys(self, keys: Iterable[int]) -> int:
        """The rows that have these keys; keys of no row are passed over."""
        known = self._places
        return bits((known[key] for key in keys if key in known), len(self.keys))

    def having(self, name: str, values: Iterable[Hashable]) -> int:
        """The rows that have one of the values in a column."""
        column = self._having[name]
        return reduce(or_, (column.get(value, 0) for value in values), 0)

    def alike(self, name: str, one: int, other: int) -> bool:
        """Do the rows at two places have a value of a column in common?"""
        return any(rows >> one & rows >> other & 1 for rows in self._having[name].values())

    def narrowed(self, rows: int, asked: Mapping[str, Iterable[Hashable]]) -> int:
        """Those of some rows that have, in each column asked, one of the values."""
        for name, values in asked.items():
            rows &= self.having(name, values)
        return rows

    def counts(self, name: str, among: int) -> Counter:
        """How many of some rows have each value of a column."""
        column = self._having[name]
        return Counter({value: (having & among).bit_count() for value, having in column.items()})


class Since:
    """Rows of which each counts from a day of its own on.

    Which do by some day is told from what is kept at every so many of them: to go through all, for
    each day that nobody asked for before, would take longer than the rest of a page.
    """

    def __init__(self, days: Sequence[date]):
        """Of each row, in their order."""
        self._places = sorted(range(len(days)), key=days.__getitem__)
        self._days = [days[place] for place in self._places]
        strides = (self._counting(at, at + STRIDE) for at in range(0, len(days), STRIDE))
        self._kept = list(accumulate(strides, or_, initial=0))

    def by(self, day: date) -> int:
        """The rows that count on the day."""
        number = bisect_right(self._days, day)
        strides = number // STRIDE
        return self._kept[strides] | self._counting(strides * STRIDE, number)

    def _counting(self, first: int, end: int) -> int:
        return bits(self._places[first:end], len(self._places))
