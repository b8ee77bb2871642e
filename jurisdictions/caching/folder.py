"""Long answers as files in a folder of VAR_DIR, which all processes on the machine share.

A file has its name once it is whole, and is sent then. So whoever opens it gets all of it, also
when two wrote it at once or when it is removed meanwhile. Where the folder can't be written, or has
no room, answers are made anew: that costs time, and no answer.
"""

import json
import logging
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from tempfile import NamedTemporaryFile
from typing import BinaryIO

from .room import UNFINISHED, bound, folder, made, make_room

# Before the content stands, padded to so many bytes, what is said of it.
HEAD = 1024
PIECE = 1 << 18
# After so many bytes of an answer it is looked whether there is still room.
STEP = 1_000_000
logger = logging.getLogger(__name__)


@dataclass
class KeptFile:
    """A file that is open: the headers of the answer, how long its content is, and the content."""

    headers: dict[str, str]
    length: int
    file: BinaryIO

    def __iter__(self) -> Iterator[bytes]:
        with self.file:
            yield from iter(partial(self.file.read, PIECE), b"")

    def close(self) -> None:
        self.file.close()


def opened(name: str) -> KeptFile | None:
    """The file of that name, if there is one. It counts as used now."""
    try:
        file = (folder() / name).open("rb")
    except OSError:
        return None
    try:
        head = json.loads(file.read(HEAD))
        # A power cut may leave the name of a file without all of its content.
        whole = os.fstat(file.fileno()).st_size == HEAD + head["length"]
    except (OSError, ValueError):
        whole = False
    if not whole:
        file.close()
        return None
    with suppress(OSError):
        os.utime(file.fileno())
    return KeptFile(head["headers"], head["length"], file)


def write(name: str, headers: dict[str, str], pieces: Iterable[bytes]) -> None:
    """Let there be a file of that name with the pieces, if there is room for it.

    Nothing stays of one that isn't written to its end.
    """
    file = Aside(name, headers)
    try:
        for piece in pieces:
            file.write(piece)
            if file.file is None:
                return
        file.finish()
    finally:
        file.drop()


class Aside:
    """A file that is being written, until something fails: from then on it isn't any more."""

    def __init__(self, name: str, headers: dict[str, str]):
        self.name, self.headers, self.length = name, headers, 0
        self.looked_at = 0
        self.file: BinaryIO | None = None
        if bound():
            self.attempt(self.begin)

    def begin(self) -> None:
        self.file = NamedTemporaryFile(dir=made(), suffix=UNFINISHED, delete=False)  # noqa: SIM115
        self.file.seek(HEAD)

    def write(self, piece: bytes) -> None:
        self.length += len(piece)
        if HEAD + self.length > bound():
            self.drop()
        if self.file:
            self.attempt(lambda: self.file.write(piece))
        if self.file and self.length > self.looked_at + STEP:
            self.attempt(self.look)

    def look(self) -> None:
        self.looked_at = self.length
        self.file.flush()
        if not make_room():
            self.drop()

    def finish(self) -> None:
        if self.file:
            self.attempt(self.name_it)

    def name_it(self) -> None:
        head = json.dumps({"length": self.length, "headers": self.headers}).encode()
        if len(head) > HEAD:
            return
        self.file.seek(0)
        self.file.write(head.ljust(HEAD))
        self.file.close()
        if make_room():
            os.replace(self.file.name, folder() / self.name)
            self.file = None
            trouble.over()

    def drop(self) -> None:
        """Remove what was written, unless it has its name."""
        file, self.file = self.file, None
        if file:
            with suppress(OSError):
                os.unlink(file.name)
            # It may want to write what couldn't be written before.
            with suppress(OSError):
                file.close()

    def attempt(self, act: Callable[[], object]) -> None:
        with costing_time_only():
            act()
            return
        self.drop()


class Trouble:
    """Something that fails again and again, which the log is told of once."""

    told = False

    def tell(self, error: OSError) -> None:
        if not self.told:
            logger.warning("Long files are made anew each time: %s", error)
        self.told = True

    def over(self) -> None:
        self.told = False


trouble = Trouble()


@contextmanager
def costing_time_only() -> Iterator[None]:
    """What the disk refuses within it isn't done."""
    try:
        yield
    except OSError as error:
        trouble.tell(error)
