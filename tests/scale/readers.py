"""Who reads, through nginx: pages that nobody asked for before, and some that everybody wants."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from threading import Thread

from .samples import Asker, Sample
from .stack import SIZE, Stack

FIRST = date(2018, 6, 1)
WARM = ("/", "/findings/", "/static/css/tokens.css")
OTHERS = (
    *("/", "/findings/", "/findings.csv", "/coverage/", "/changes/", "/timeline.ics", "/sources/"),
    *("/api/v1/comparison/", "/api/v1/findings/", "/de/pillars/", "/timeline/", "/glossary/"),
)
WORDS = ("custody", "wallet", "staking", "capital", "governance", "licence")


class Reader(Asker):
    who, pause = "readers", 0.05

    def __init__(self, number: int, samples: list[Sample], stack: Stack):
        super().__init__(number, samples)
        self.port, self.paths = stack.nginx.port, paths(Random(number))

    def turn(self) -> None:
        self.ask(self.port, next(self.paths))


class Passers(Reader):
    """One after another, none of whom waits for those before: they show what a newcomer meets."""

    pause = 0.2

    def turn(self) -> None:
        Thread(target=super().turn, daemon=True).start()


def paths(chance: Random) -> Iterator[str]:
    """For ever: five new pages or files, then one that is kept."""
    while True:
        day = FIRST + timedelta(days=chance.randrange(3000))
        first, second = (
            f"place-{number:03}" for number in chance.sample(range(SIZE.jurisdictions), 2)
        )
        topic = f"topic-{chance.randrange(SIZE.criteria):03}"
        yield f"/compare/?jurisdiction={first}&jurisdiction={second}&as_of={day}"
        yield f"/jurisdictions/{first}/?as_of={day}"
        yield f"/topics/{topic}/?as_of={day}"
        yield f"/search/?q={chance.choice(WORDS)}&as_of={day}"
        yield f"{chance.choice(OTHERS)}?as_of={day}"
        yield chance.choice(WARM)
