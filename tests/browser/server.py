"""The real server with the shipped data, for the tests in a browser."""

import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).parents[2]
STARTS_WITHIN = 60


class NotServing(Exception):
    """Why there is no server, or a command beside it failed."""


@contextmanager
def serving(log: Path | None = None) -> Iterator[tuple[str, dict[str, str]]]:
    """Serve as `make run` does; gives the address, and the environment for manage.py."""
    with (
        TemporaryDirectory(prefix="regcompare-browser-") as folder,
        open(log or os.devnull, "w") as said,
    ):
        environment = environment_in(Path(folder))
        prepare(environment)
        port = free_port()
        server = subprocess.Popen(
            granian(port), cwd=ROOT, env=environment, stdout=said, stderr=subprocess.STDOUT
        )
        try:
            address = f"http://127.0.0.1:{port}"
            wait_for(f"{address}/healthz", server)
            yield address, environment
        finally:
            server.terminate()
            server.wait(timeout=20)


def environment_in(folder: Path) -> dict[str, str]:
    """What the settings read: production, on plain HTTP, with everything in one folder."""
    kept = {name: value for name, value in os.environ.items() if name not in FORGOTTEN}
    return kept | {
        "VAR_DIR": str(folder),
        "SECRET_KEY": secrets.token_urlsafe(50),
        "HTTPS": "off",
        "PYTHONWARNINGS": "ignore",
    }


# Settings of whoever runs the tests, which would change what the pages show.
FORGOTTEN = {"DEBUG", "DATABASE_URL", "RELEASES_DIR", "FOUR_EYES", "SECOND_FACTOR", "ALLOWED_HOSTS"}


def prepare(environment: dict[str, str]) -> None:
    """Make the database, its data, a release of it, and collect the static files."""
    manage(environment, "migrate", "--verbosity", "0")
    manage(environment, "load_data", "--verbosity", "0")
    manage(environment, "release_data")
    manage(environment, "collectstatic", "--no-input", "--verbosity", "0")


def manage(environment: dict[str, str], *command: str, given: str | None = None) -> str:
    """Run a command of manage.py beside the server; gives what it printed, fails as it does."""
    ran = subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT, env=environment, input=given, capture_output=True, text=True,
    )  # fmt: skip
    if ran.returncode:
        raise NotServing(f"manage.py {command[0]} failed:\n{ran.stdout}{ran.stderr}")
    return ran.stdout


def granian(port: int) -> list[str]:
    """The command of the Makefile."""
    return [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1",
        "--port", str(port), "--workers", "2", "--blocking-threads", "4",
        "--workers-kill-timeout", "3", "--log-level", "warning", "regcompare.wsgi:application",
    ]  # fmt: skip


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return listening.getsockname()[1]


def wait_for(address: str, server: subprocess.Popen) -> None:
    """Until the server answers; not for ever."""
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until:
        if server.poll() is not None:
            raise NotServing("The server stopped as soon as it was started.")
        try:
            urlopen(address, timeout=5).close()
            return
        except URLError:
            time.sleep(0.1)
    raise NotServing(f"The server did not answer within {STARTS_WITHIN} seconds.")
