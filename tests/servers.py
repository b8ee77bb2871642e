"""The real server, as `make run` starts it: processes of its own, a port, a database."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path

from django.contrib.staticfiles import finders

from tests.postgres_server import children

ROOT = Path(__file__).parents[1]
HERE = "127.0.0.1"
# Of granian, as the Makefile has it.
WORKERS = 2
OPTIONS = (
    *("--interface", "wsgi", "--host", HERE, "--workers", str(WORKERS), "--blocking-threads", "4"),
    *("--workers-kill-timeout", "3", "--respawn-failed-workers", "--respawn-interval", "0.1"),
    *("--log-level", "warning"),
)
START_SECONDS = 60


@dataclass(frozen=True)
class Answer:
    """What came back, and how long it took."""

    status: int
    headers: http.client.HTTPMessage
    text: str
    seconds: float


@dataclass
class Site:
    """A server on a database, with a log in its folder."""

    url: str
    folder: Path
    settings: dict[str, str] = field(default_factory=dict)
    port: int = 0
    process: subprocess.Popen | None = None

    def start(self) -> float:
        """Start it, and wait until it answers: after how many seconds."""
        self.port = self.port or free_port()
        command = [sys.executable, "-m", "granian", *OPTIONS, "--port", str(self.port)]
        begun = time.monotonic()
        with open(self.folder / "log", "a") as log:
            self.process = subprocess.Popen(
                [*command, "regcompare.wsgi:application"],
                cwd=ROOT,
                env=self.environment(),
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.wait(200)
        return time.monotonic() - begun

    def environment(self) -> dict[str, str]:
        ours = {"DATABASE_URL": self.url, "VAR_DIR": str(self.folder), "HTTPS": "off"}
        return os.environ | ours | self.settings

    def manage(self, *command: str) -> subprocess.CompletedProcess:
        """Run a management command on the same database."""
        return subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env=self.environment(),
            capture_output=True,
            text=True,
        )

    def wait(self, status: int, path: str = "/healthz") -> Answer:
        """The first answer of that status."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            assert self.process.poll() is None, self.log()
            try:
                if (answer := self.ask("GET", path)).status == status:
                    return answer
            except OSError:
                pass
            time.sleep(0.02)
        raise AssertionError(f"{path} never answered {status}:\n{self.log()}")

    def ask(self, method: str, path: str, body: str | None = None, **headers: str) -> Answer:
        """One request on a connection of its own. OSError when there is no whole answer."""
        begun = time.monotonic()
        connection = http.client.HTTPConnection(HERE, self.port, timeout=30)
        try:
            connection.request(method, path, body, headers)
            got = connection.getresponse()
            text = got.read().decode()
        except http.client.HTTPException as error:
            raise ConnectionError(str(error)) from error
        finally:
            connection.close()
        return Answer(got.status, got.headers, text, time.monotonic() - begun)

    def workers(self) -> list[int]:
        """The processes that answer, the eldest first."""
        listed = children(self.process.pid)
        # multiprocessing has one more, which looks after shared memory.
        return [one for one in listed if "resource_tracker" not in command_of(one)]

    def kill(self) -> None:
        """All processes at once, in the middle of whatever they do."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def log(self) -> str:
        return (self.folder / "log").read_text()


@contextmanager
def serving(url: str, folder: Path, **settings: str) -> Iterator[Site]:
    """A server for the tests inside. It isn't started yet."""
    name_static_files(folder / "static")
    site = Site(url, folder, settings)
    try:
        yield site
    finally:
        if site.process and site.process.poll() is None:
            site.kill()


def name_static_files(folder: Path) -> None:
    """Let pages name them, as if they had been collected, which takes seconds."""
    folder.mkdir(exist_ok=True)
    listed = (finder.list([]) for finder in finders.get_finders())
    paths = {path: path for finder in listed for path, _storage in finder}
    manifest = {"paths": paths, "version": "1.1", "hash": ""}
    (folder / "staticfiles.json").write_text(json.dumps(manifest))


def free_port() -> int:
    with socket.create_server((HERE, 0)) as chosen:
        return chosen.getsockname()[1]


def command_of(process: int) -> str:
    try:
        return Path(f"/proc/{process}/cmdline").read_text()
    except OSError:
        return ""


def cookies(client) -> str:
    """The cookies of a test client, as a header."""
    jar: SimpleCookie = client.cookies
    return "; ".join(f"{name}={morsel.value}" for name, morsel in jar.items())
