"""A server on loopback, and what its answers cost: time of the processor, bytes, memory."""

import http.client
import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

HERE = "127.0.0.1"
Headers = http.client.HTTPMessage
TICK = 1 / os.sysconf("SC_CLK_TCK")
START_SECONDS = 60


@dataclass
class Server:
    """A program that answers on a port, with all processes that it started."""

    name: str
    process: subprocess.Popen
    port: int
    # The process of its database, where that is a server of its own.
    beside: int | None = None
    connection: http.client.HTTPConnection = field(init=False)

    def __post_init__(self):
        self.connection = http.client.HTTPConnection(HERE, self.port, timeout=120)

    def ask(
        self, path: str, headers: dict | None = None
    ) -> tuple[int, bytes, http.client.HTTPMessage]:
        """Status, content and headers of one answer, over the connection that is kept open."""
        self.connection.request("GET", path, headers=headers or {})
        answer = self.connection.getresponse()
        return answer.status, answer.read(), answer.headers

    def cpu(self) -> float:
        """Seconds of the processor that it has used, with its workers and its database."""
        processes = family(self.process.pid) + (family(self.beside) if self.beside else [])
        return sum(seconds_of(process) for process in processes)

    def memory(self) -> int:
        """Bytes in memory that are its own."""
        return sum(resident(process) for process in family(self.process.pid))


def family(process: int) -> list[int]:
    """A process and all below it."""
    path = Path(f"/proc/{process}/task/{process}/children")
    try:
        below = [int(child) for child in path.read_text().split()]
    except OSError:
        below = []
    return [process, *(one for child in below for one in family(child))]


def seconds_of(process: int) -> float:
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) * TICK


def resident(process: int) -> int:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    private = [line for line in lines if line.startswith(("Private_Clean", "Private_Dirty"))]
    return sum(int(line.split()[1]) * 1024 for line in private)


@contextmanager
def serving(
    name: str,
    command: list,
    env: dict,
    path: str = "/",
    beside: int | None = None,
    port: int | None = None,
) -> Iterator[Server]:
    """Run a command, in which PORT stands for the port, until it answers; stop it in the end."""
    port = port or free_port()
    filled = [str(part).replace("PORT", str(port)) for part in command]
    process = subprocess.Popen(
        filled, env=os.environ | env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    server = Server(name, process, port, beside)
    try:
        wait(server, path)
        yield server
    finally:
        process.terminate()
        process.wait(timeout=20)


def wait(server: Server, path: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            if server.ask(path)[0] < 500:
                return
        except OSError:
            server.connection.close()
        time.sleep(0.05)
    raise RuntimeError(f"{server.name} doesn't answer")


def free_port() -> int:
    with socket.create_server((HERE, 0)) as chosen:
        return chosen.getsockname()[1]
