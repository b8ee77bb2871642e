"""The room in VAR_DIR for files that spare work: one bound for all of them (KEPT_FILES_MB).

They are answers that are whole, which may go at any time, answers that are just being written, and
lines that a process holds open. All lie in one folder, where every process sees what the others
have: whoever adds something looks first.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from stat import S_ISREG
from time import time

from django.conf import settings

# Of an answer that is being written, and of lines. What is whole has no ending of these.
UNFINISHED, LINES = ".part", ".lines"
# Whoever wrote so long, or wrote nothing for so long and holds nothing, has been killed.
ABANDONED = 60 * 60
File = tuple[Path, os.stat_result]


def folder() -> Path:
    return settings.VAR_DIR / "kept"


def made() -> Path:
    """The folder, made if it isn't there."""
    folder().mkdir(exist_ok=True)
    return folder()


def bound() -> int:
    """How many bytes all files may have together."""
    return settings.KEPT_FILES_MB * 1_000_000


def make_room(more: int = 0) -> bool:
    """Is there room for all files and so many bytes? The answers used longest ago go for it.

    Those of older data go first: none was used after the data had changed.
    """
    files = sorted(entries(), key=lambda file: file[1].st_mtime)
    total = more + size(files)
    for path, status in filter(may_go, files):
        if total <= bound():
            break
        path.unlink(missing_ok=True)
        total -= status.st_size
    return total <= bound()


def make_room_for_lines(more: int) -> bool:
    """The same for lines. They can't be taken from who holds them, so half is left for answers."""
    lines = [file for file in entries() if file[0].suffix == LINES and not may_go(file)]
    return size(lines) + more <= bound() / 2 and make_room(more)


def size(files: list[File]) -> int:
    return sum(status.st_size for _, status in files)


def may_go(file: File) -> bool:
    path, status = file
    if path.suffix not in (UNFINISHED, LINES):
        return True
    return status.st_mtime < time() - ABANDONED and not is_held(path)


def hold(file) -> None:
    """Mark an open file as held, until it is closed or its process ends."""
    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def is_held(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            hold(file)
    except OSError:
        return True
    return False


def entries() -> Iterator[File]:
    for path in made().iterdir():
        # Another process may remove it at this moment.
        with suppress(FileNotFoundError):
            status = path.stat()
            if S_ISREG(status.st_mode):
                yield path, status
