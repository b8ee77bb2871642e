"""Readers at once: each has a connection, and asks again as soon as it is answered.

The client shares the machine with the server, so that a bare view is asked the same way beside it.
"""

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, cycle, islice, repeat
from statistics import quantiles

from .questions import COLUMNS, ROWS, compare, new
from .servers import HERE, Server

READERS = 32
SECONDS = 4
ROUNDS = 5
# Pages that readers come back to, and how many of them are asked for each that is new.
KEPT = (
    compare(COLUMNS, ROWS),
    "/",
    "/findings/?stance=regulated&section=section-0",
    "/jurisdictions/place-000/",
    "/topics/topic-000/",
    "/instruments/",
    "/timeline/",
    "/de/",
)
KEPT_FOR_EACH_NEW = 19


@dataclass
class Crowd:
    """What all readers ask of a server, and how long each of them waited, in seconds."""

    name: str
    server: Server
    paths: Iterator[str]
    waits: list[float] = field(default_factory=list)
    seconds: float = 0

    @property
    def each_second(self) -> float:
        return len(self.waits) / self.seconds

    def within(self, percent: int) -> float:
        """Milliseconds within which so many of a hundred were answered."""
        return quantiles(self.waits, n=100)[percent - 1] * 1000


def of_regcompare(server: Server) -> list[Crowd]:
    return [
        Crowd("pages that are kept", server, cycle(KEPT)),
        Crowd(f"one comparison in {KEPT_FOR_EACH_NEW + 1} new", server, some_new()),
    ]


def of_bare(server: Server) -> list[Crowd]:
    return [Crowd("a bare view of 40 kB", server, repeat("/"))]


def some_new() -> Iterator[str]:
    kept = cycle(KEPT)
    each = ([*islice(kept, KEPT_FOR_EACH_NEW), path] for path in new(compare(COLUMNS, ROWS)))
    return chain.from_iterable(each)


def gather(crowds: list[Crowd]) -> None:
    """Let the crowds come in turn, round after round; in the first, pages are only made."""
    for number in range(ROUNDS + 1):
        for crowd in crowds:
            waits = asyncio.run(waited(crowd))
            if number:
                crowd.waits += waits
                crowd.seconds += SECONDS
        print(f"  round {number} of {ROUNDS}, {READERS} readers at once")


async def waited(crowd: Crowd) -> list[float]:
    """How long each question of a round waited for the last byte of its answer."""
    until = time.monotonic() + SECONDS
    found = await asyncio.gather(*(reader(crowd, until) for _ in range(READERS)))
    return list(chain.from_iterable(found))


async def reader(crowd: Crowd, until: float) -> list[float]:
    answers, questions = await asyncio.open_connection(HERE, crowd.server.port)
    waits = []
    while time.monotonic() < until:
        begun = time.perf_counter()
        await ask(answers, questions, next(crowd.paths))
        waits.append(time.perf_counter() - begun)
    questions.close()
    return waits


async def ask(answers: asyncio.StreamReader, questions: asyncio.StreamWriter, path: str) -> None:
    questions.write(
        f"GET {path} HTTP/1.1\r\nHost: {HERE}\r\nAccept-Encoding: gzip\r\n\r\n".encode()
    )
    head = (await answers.readuntil(b"\r\n\r\n")).lower()
    if not head.startswith(b"http/1.1 200 "):
        raise RuntimeError(f"{path}: {head.splitlines()[0].decode()}")
    await answers.readexactly(int(head.partition(b"content-length: ")[2].partition(b"\r")[0]))
