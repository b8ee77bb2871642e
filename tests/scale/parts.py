"""A part of the site: a process that is started, killed, and started again on the same port."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.postgres_server import end_with_parent
from tests.servers import HERE

PATIENCE = 60


@dataclass
class Part:
    """A program and how it is run; its output goes to a file of its name in the folder."""

    name: str
    command: list
    folder: Path
    port: int
    options: dict = field(default_factory=dict)
    process: subprocess.Popen | None = None

    def start(self) -> None:
        """Start it, without waiting for it."""
        with open(self.folder / f"{self.name}.log", "a") as log:
            self.process = subprocess.Popen(
                [str(word) for word in self.command],
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=end_with_parent,
                **self.options,
            )

    def kill(self) -> None:
        """All its processes at once; it hears nothing of it."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def log(self) -> str:
        return (self.folder / f"{self.name}.log").read_text()


def wait_until(holds: Callable[[], bool], what: str) -> float:
    """Ask until it holds: after how many seconds. An error means that it doesn't hold yet."""
    begun = time.monotonic()
    while time.monotonic() - begun < PATIENCE:
        with suppress(Exception):
            if holds():
                return time.monotonic() - begun
        time.sleep(0.05)
    raise TimeoutError(f"{what}: not within {PATIENCE} seconds")


def listens(port: int) -> bool:
    """OSError unless somebody takes connections there."""
    with socket.create_connection((HERE, port), timeout=1):
        return True
