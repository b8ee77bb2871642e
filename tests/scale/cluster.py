"""PostgreSQL and the replica that follows it, each on a port of its own."""

import os
import secrets
import signal
import subprocess
from contextlib import suppress
from pathlib import Path

import psycopg

from tests.postgres_server import IS_ROOT, children, process_options, system_programs
from tests.servers import HERE, free_port

from .parts import PATIENCE, Part, wait_until

# The machine doesn't crash, its processes do. That a commit was written is still waited for.
SETTINGS = ("fsync=off", "full_page_writes=off", "jit=off", f"listen_addresses={HERE}")


class Postgres(Part):
    """A server whose processes are in groups of their own."""

    password = secrets.token_urlsafe()

    @property
    def url(self) -> str:
        return f"postgresql://postgres:{self.password}@{HERE}:{self.port}/postgres"

    def ask(self, question: str) -> object:
        """The first value of the first row."""
        with psycopg.connect(self.url, autocommit=True, connect_timeout=2) as connection:
            return connection.execute(question).fetchone()[0]

    def begin(self) -> None:
        """Start it, and wait until it answers."""
        self.start()
        wait_until(lambda: self.ask("SELECT 1") == 1, self.name)

    def stop(self) -> None:
        """As an operator does: it ends all connections, and tells the replica what it has."""
        self.process.send_signal(signal.SIGINT)
        self.process.wait(PATIENCE)

    def kill(self) -> None:
        family = [self.process.pid, *children(self.process.pid)]
        for process in family:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        self.process.wait()
        wait_until(lambda: not any(Path(f"/proc/{one}").exists() for one in family), self.name)


def primary(folder: Path) -> Postgres:
    """A server with an empty database."""
    key = folder / "password"
    key.write_text(Postgres.password)
    key.chmod(0o600)
    if IS_ROOT:
        subprocess.run(["chown", "-R", "nobody", folder], check=True)
    run(folder, "initdb", "-D", folder / "primary", "-U", "postgres", "-E", "UTF8", "--no-sync",
        "--auth=scram-sha-256", f"--pwfile={key}")  # fmt: skip
    return server("primary", folder)


def copy(primary: Postgres) -> None:
    """Make the folder of the replica, which begins as a copy and goes on with what is written."""
    run(primary.folder, "pg_basebackup", "-D", primary.folder / "replica", "-d", primary.url, "-R",
        "--no-sync", "--checkpoint=fast")  # fmt: skip


def server(name: str, folder: Path) -> Postgres:
    port = free_port()
    command = [system_programs() / "postgres", "-D", folder / name, "-p", port, "-k", folder]
    for setting in SETTINGS:
        command += ["-c", setting]
    options = {key: value for key, value in process_options(folder).items() if key != "stderr"}
    return Postgres(name, command, folder, port, options)


def run(folder: Path, program: str, *arguments: object) -> None:
    """Run one of PostgreSQL's programs as the user of its servers."""
    command = [system_programs() / program, *map(str, arguments)]
    made = subprocess.run(command, stdout=subprocess.PIPE, text=True, **process_options(folder))
    if made.returncode:
        raise RuntimeError(f"{program} failed:\n{made.stdout}")
