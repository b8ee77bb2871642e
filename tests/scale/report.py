"""The table of a run, and the promises that were broken in it."""

import os
import platform
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from math import inf
from pathlib import Path

from . import promises
from .samples import Sample, errors, milliseconds

FILE = Path("test-artefacts/scale.md")
HEAD = """# Past one machine: each part killed in turn, and cut off

Made by `make scale-test` on {day}. Two web servers ({workers} workers each), PostgreSQL {postgres}
with a replica, Redis and nginx on one machine of {cores} cores (Linux {kernel}, Python {python}),
whatever else it was doing. Waits are in milliseconds, of all requests of the phase; "back after" is
the time from the start of the part until it does its work again.

| away | requests | errors | p50 | p99 | max | back after | confirmed writes | lost | stale pages |
|---|---|---|---|---|---|---|---|---|---|
"""


@dataclass(frozen=True)
class Outcome:
    """Of one phase. `meanwhile` are the samples that were asked for while the part was away, `late`
    those from after it was back.
    """

    phase: str
    samples: list[Sample]
    meanwhile: list[Sample]
    late: list[Sample]
    back_after: float
    confirmed: int
    lost: int
    stale: int

    def broken(self) -> Iterator[str]:
        """The promises that weren't kept."""
        late = set(self.late)
        during = [one for one in self.samples if one not in late]
        for (who, error), number in errors(during).items():
            if not promises.is_allowed(self.phase, who, error):
                yield f"{self.phase}: {number} × {error} for {who}"
        for (who, error), number in errors(self.late).items():
            yield f"{self.phase}: {number} × {error} for {who}, after it was back"
        waits = [one.seconds for one in self.meanwhile if promises.is_too_long(one)]
        if waits:
            yield f"{self.phase}: {len(waits)} waited too long, up to {max(waits):.1f} s"
        if self.back_after == inf:
            yield f"{self.phase}: it never came back"
        if self.lost:
            yield f"{self.phase}: {self.lost} confirmed writes lost"
        if self.stale:
            yield f"{self.phase}: {self.stale} stale pages"
        if not self.confirmed:
            yield f"{self.phase}: nothing could be written at all"

    def row(self) -> str:
        met = ", ".join(
            f"{number} × {who} {error}"
            for (who, error), number in sorted(errors(self.samples).items())
        )
        waits = " | ".join(map(str, milliseconds(self.samples)))
        return (
            f"| {self.phase} | {len(self.samples)} | {met or 'none'} | {waits} "
            f"| {self.back_after:.1f} s | {self.confirmed} | {self.lost} | {self.stale} |\n"
        )


def table(outcomes: list[Outcome], postgres: str, workers: str) -> str:
    head = HEAD.format(
        day=date.today().isoformat(),
        workers=workers,
        postgres=postgres,
        cores=os.cpu_count(),
        kernel=platform.release().split("-")[0],
        python=platform.python_version(),
    )
    return head + "".join(outcome.row() for outcome in outcomes)


def write(text: str) -> None:
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(text)
