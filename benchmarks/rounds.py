"""The questions, asked in turn: round after round, so that a busy moment weighs on all of them."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from statistics import median

from .servers import Server

ROUNDS = 7
# A question is repeated in a round until the clock of the processor can tell (10 ms a tick).
LEAST_SECONDS = 0.4


@dataclass
class Question:
    """What is asked of a server: `paths` gives the address of each request, `headers` its headers.

    One path for ever is a warm page; a new path each time is a page that nobody has asked before.
    It is asked again and again for `least` seconds a round.
    """

    name: str
    server: Server
    paths: Iterator[str]
    headers: dict = field(default_factory=dict)
    status: int = 200
    least: float = LEAST_SECONDS
    cost: list[float] = field(default_factory=list)
    weight: int = 0

    @property
    def ms(self) -> float:
        """Milliseconds of the processor for one answer: the median of the rounds."""
        return median(self.cost) * 1000

    @property
    def spread(self) -> float:
        """How far the rounds lie apart, as a share of the median."""
        return (max(self.cost) - min(self.cost)) / median(self.cost)


def play(questions: list[Question], rounds: int = ROUNDS, report: Callable = print) -> None:
    """Ask every question in every round; the first round only warms up."""
    for number in range(rounds + 1):
        for question in questions:
            cost = ask(question)
            if number:
                question.cost.append(cost)
        report(f"  round {number} of {rounds}")


def ask(question: Question) -> float:
    """Seconds of the processor for one answer, out of as many as it takes to tell."""
    server, asked, begun = question.server, 0, time.monotonic()
    # Servers end connections that were idle while the others were asked.
    server.connection.close()
    before = server.cpu()
    while time.monotonic() - begun < question.least or asked < 3:
        status, content, _ = server.ask(next(question.paths), question.headers)
        if status != question.status:
            raise RuntimeError(f"{question.name}: {status}, not {question.status}")
        question.weight = len(content)
        asked += 1
    return (server.cpu() - before) / asked
