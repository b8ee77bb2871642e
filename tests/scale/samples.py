"""What was asked, when, and what came of it."""

import http.client
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from statistics import quantiles
from threading import Event, Thread

from tests.servers import HERE

# Seconds that readers and staff wait for an answer.
TIMEOUT = 20
GOOD = (200, 302)


@dataclass(frozen=True)
class Sample:
    """One request: by whom, when it began, how long it took, and what was wrong ("" if nothing)."""

    who: str
    begun: float
    seconds: float
    error: str

    @property
    def ended(self) -> float:
        return self.begun + self.seconds


@dataclass(frozen=True)
class Reply:
    status: int
    location: str
    text: str


class Asker(Thread):
    """Asks one thing after another until it is told to stop; `samples` is where it notes each.

    Each has an address of its own on loopback: nginx lets one reader ask only so much.
    """

    who = ""
    pause = 0.0

    def __init__(self, number: int, samples: list[Sample]):
        super().__init__(daemon=True)
        self.address, self.samples, self.ended = f"127.0.1.{number}", samples, Event()

    def run(self) -> None:
        while not self.ended.wait(self.pause):
            self.turn()

    def turn(self) -> None:
        raise NotImplementedError

    def ask(self, port: int, path: str, who: str = "", **request: object) -> Reply | None:
        """The reply, if there was a whole one; what came of it is noted."""
        begun, reply, error = time.monotonic(), None, ""
        try:
            reply = self.reply(port, path, **request)
            error = "" if reply.status in GOOD else str(reply.status)
        except (OSError, http.client.HTTPException) as failure:
            error = name_of(failure)
        self.note(who or self.who, begun, error)
        return reply

    def reply(
        self, port: int, path: str, method="GET", body=None, headers=None, timeout=TIMEOUT
    ) -> Reply:
        connection = http.client.HTTPConnection(
            HERE, port, timeout=timeout, source_address=(self.address, 0)
        )
        try:
            connection.request(method, path, body, headers or {})
            got = connection.getresponse()
            return Reply(got.status, got.headers.get("Location", ""), got.read().decode())
        finally:
            connection.close()

    def note(self, who: str, begun: float, error: str) -> None:
        self.samples.append(Sample(who, begun, time.monotonic() - begun, error))


def name_of(failure: Exception) -> str:
    if isinstance(failure, ConnectionRefusedError):
        return "refused"
    return "no answer in time" if isinstance(failure, TimeoutError) else "cut off"


def errors(samples: list[Sample]) -> Counter:
    """How many requests of whom met what: {("readers", "503"): 2}."""
    return Counter((one.who, one.error) for one in samples if one.error)


def milliseconds(samples: list[Sample]) -> tuple[int, int, int]:
    """Median, 99th percentile and longest of the waits."""
    waits = [one.seconds * 1000 for one in samples]
    cuts = quantiles(waits, n=100, method="inclusive") if len(waits) > 1 else waits * 99
    return round(cuts[49]), round(cuts[98]), round(max(waits))


def between(samples: list[Sample], begun: float, ended: float) -> list[Sample]:
    """Those that ended in that time: what a request meets, it meets at its end."""
    return [one for one in samples if begun <= one.ended < ended]


def ask_all(askers: list[Asker]) -> Callable[[], None]:
    """Let them begin; the function that comes back lets them end."""
    for asker in askers:
        asker.start()

    def end() -> None:
        for asker in askers:
            asker.ended.set()
        for asker in askers:
            asker.join()

    return end
