"""A file that is being written beside its place, and goes with whoever writes it.

Of one that was killed it stays, half a database that nobody looks after: the next backup into the
folder takes it away.
"""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

SUFFIX = ".backup-part"
# After so many seconds whoever began a file has locked it, too.
BEGUN = 60


@contextmanager
def unfinished(path: Path) -> Iterator[BinaryIO]:
    """A file for its owner only, next to where it shall lie; OSError where there can be none.

    What lies under its name in the end is removed.
    """
    partial = path.parent / f".{path.name}.{os.getpid()}{SUFFIX}"
    try:
        with open(partial, "x+b", opener=for_owner) as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            sweep(path.parent)
            yield file
    finally:
        # Where no file could be begun there is none to remove, and the reason was told.
        with suppress(OSError):
            partial.unlink(missing_ok=True)


def for_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def sweep(folder: Path) -> None:
    for left in folder.glob(f".*{SUFFIX}"):
        # Another backup may remove it at this moment.
        with suppress(OSError):
            if left.stat().st_mtime < time.time() - BEGUN:
                remove_unless_held(left)


def remove_unless_held(left: Path) -> None:
    """BlockingIOError where somebody writes it still."""
    with left.open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        left.unlink()
