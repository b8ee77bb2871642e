"""Lines of files that were written once for a state of the data, on the disk of the process.

What a file says of a record is the same in many files: those of other days, of other choices. Its
line is held in a file, which is gone with the state, or with the process.
"""

import os
from collections.abc import Hashable, Iterable, Mapping
from contextlib import suppress
from tempfile import NamedTemporaryFile
from threading import Lock
from typing import BinaryIO
from weakref import finalize

from . import folder, room
from .held import held

# Of one sort; there is one for each language.
MOST = 100_000_000


class Lines:
    """Lines by key. Those that find no room are not held, and have to be written again."""

    def __init__(self):
        self.file: BinaryIO | None = None
        self.end = 0
        # Where each line begins and ends.
        self.places: dict[Hashable, tuple[int, int]] = {}
        self.adding = Lock()

    def missing(self, keys: Iterable) -> list:
        return [key for key in keys if key not in self.places]

    def add(self, lines: Mapping[Hashable, bytes]) -> bool:
        """Was there room for them?"""
        content = b"".join(lines.values())
        with self.adding, folder.costing_time_only():
            if self.end + len(content) > MOST or not room.make_room_for_lines(len(content)):
                return False
            self.file = self.file or self.new_file()
            if os.pwrite(self.file.fileno(), content, self.end) == len(content):
                self.note(lines)
                return True
        return False

    def new_file(self) -> BinaryIO:
        file = NamedTemporaryFile(dir=room.made(), suffix=room.LINES, delete=False)  # noqa: SIM115
        finalize(self, removed, file.name)
        room.hold(file)
        return file

    def note(self, lines: Mapping[Hashable, bytes]) -> None:
        for key, line in lines.items():
            self.places[key] = (self.end, self.end + len(line))
            self.end += len(line)

    def line(self, key: Hashable) -> bytes | None:
        place = self.places.get(key)
        return place and os.pread(self.file.fileno(), place[1] - place[0], place[0])


def removed(name: str) -> None:
    # Whoever looks after the server may have emptied the folder.
    with suppress(OSError):
        os.unlink(name)


def held_lines(*sort: Hashable) -> Lines:
    """Those of this sort, in the language of the page: what `sort` doesn't say, no line depends on.

    Outside of a page there are none yet.
    """
    return held(begun, *sort)


def begun(*sort: Hashable) -> Lines:
    return Lines()
