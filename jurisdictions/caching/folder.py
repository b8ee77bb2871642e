"""Long answers as files in a folder of VAR_DIR, which all processes on the machine share.

A file is written beside what its first reader gets, and has its name once it is whole. So whoever
opens it gets all of it, also when two wrote it at once or when it is removed meanwhile. Where the
folder can't be written, or has no room, answers are made anew: that costs time, and no answer.
"""

import json
import logging
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from stat import S_ISREG
from tempfile import NamedTemporaryFile
from time import time
from typing import BinaryIO

from django.conf import settings

# Before the content stands, padded to so many bytes, what is said of it.
HEAD = 1024
PIECE = 1 << 18
UNFINISHED = ".part"
# Whoever wrote so long has been killed.
ABANDONED = 60 * 60
logger = logging.getLogger(__name__)


@dataclass
class Kept:
    """A file that is open: the headers of the answer, how long its content is, and the content."""

    headers: dict[str, str]
    length: int
    file: BinaryIO

    def __iter__(self) -> Iterator[bytes]:
        with self.file:
            yield from iter(partial(self.file.read, PIECE), b"")

    def close(self) -> None:
        self.file.close()


def folder() -> Path:
    return settings.VAR_DIR / "kept"


def made() -> Path:
    """The folder, made if it isn't there."""
    folder().mkdir(exist_ok=True)
    return folder()


def bound() -> int:
    """How many bytes all files may have together."""
    return settings.KEPT_FILES_MB * 1_000_000


def opened(name: str) -> Kept | None:
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
    return Kept(head["headers"], head["length"], file)


def written(name: str, headers: dict[str, str], pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The pieces as they come. When all were taken, there is a file of that name."""
    with writing(name, headers) as write:
        for piece in pieces:
            write(piece)
            yield piece


@contextmanager
def writing(name: str, headers: dict[str, str]) -> Iterator[Callable[[bytes], None]]:
    """What writes a piece. Nothing stays of a file that isn't written to its end."""
    file = Aside(name, headers)
    try:
        yield file.write
        file.finish()
    finally:
        file.drop()


class Aside:
    """A file that is being written, until something fails: from then on it isn't any more."""

    def __init__(self, name: str, headers: dict[str, str]):
        self.name, self.headers, self.length = name, headers, 0
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
        make_room()
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

    def __init__(self):
        self.told = False

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


def make_room() -> None:
    """Remove the files that were used longest ago, until the others have no more than their bound.

    Those of older data go first: none was used after the data had changed.
    """
    files = sorted(entries(), key=lambda one: one[1].st_mtime)
    total = sum(status.st_size for _, status in files)
    for path, status in files:
        if total <= bound():
            return
        if path.suffix != UNFINISHED or status.st_mtime < time() - ABANDONED:
            path.unlink(missing_ok=True)
            total -= status.st_size


def entries() -> Iterator[tuple[Path, os.stat_result]]:
    for path in folder().iterdir():
        # Another process may remove it at this moment.
        with suppress(FileNotFoundError):
            status = path.stat()
            if S_ISREG(status.st_mode):
                yield path, status
