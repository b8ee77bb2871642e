"""The results as Markdown: figures of one run, as ratios, with the machine that they came from."""

import os
import platform
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from .crowds import READERS, Crowd
from .rounds import Question

RESULTS = Path(__file__).with_name("RESULTS.md")
HEAD = """# Results

Made by `make bench` on {day}, in one run with interleaved rounds.

Machine: {cores} cores, {model}, Linux {kernel}, Python {python}. Each program has one process and
one thread to answer with. **ms** is time of the processor for one answer, of all processes of the
server and its database: the median of the rounds, and how far the rounds lie apart. **× Datasette**
and **× bare view** say how many answers regcompare gives in the time of one of theirs. "New" is a
page that nobody has asked for before; "again" one that is kept; "304" one that the reader holds.
"""


def write(sections: list[str]) -> None:
    """Write RESULTS.md."""
    head = HEAD.format(
        day=date.today().isoformat(),
        cores=os.cpu_count(),
        model=processor(),
        kernel=platform.release().split("-")[0],
        python=platform.python_version(),
    )
    RESULTS.write_text("".join([head, *sections]))


def section(heading: str, own: list[Question], peers: dict[str, Question]) -> str:
    """A heading, questions of regcompare, and the peers by name."""
    bare = peers["a constant page of 40 kB"]
    lines = [f"\n## {heading}\n\n", "| what | ms | spread | kB | × Datasette | × bare view |\n"]
    lines.append("|---|---|---|---|---|---|\n")
    lines += [row(one, peers.get(one.name), bare) for one in own]
    lines += [row(peer, None, bare, "Datasette: ") for peer in peers.values() if peer is not bare]
    lines.append(row(bare, None, bare, "bare view: "))
    return "".join(lines)


def nginx_section(asked: list[Question]) -> str:
    """A page that nginx keeps, beside the same bytes as a file; nothing where it wasn't asked."""
    if not asked:
        return ""
    page, file = asked
    return (
        "\n## Through nginx, compressed\n\n| what | ms | spread | kB | × the disk |\n"
        "|---|---|---|---|---|\n" + "".join(nginx_row(one, file) for one in (page, file))
    )


def nginx_row(one: Question, file: Question) -> str:
    figures = f"{one.ms:.3f} | ±{one.spread / 2:.0%} | {one.weight / 1000:.0f}"
    return f"| {one.name} | {figures} | {file.ms / one.ms:.2f} |\n"


def row(one: Question, datasette: Question | None, bare: Question, before: str = "") -> str:
    ratio = f"{datasette.ms / one.ms:.1f}" if datasette else ""
    figures = f"{one.ms:.2f} | ±{one.spread / 2:.0%} | {one.weight / 1000:.0f}"
    return f"| {before}{one.name} | {figures} | {ratio} | {bare.ms / one.ms:.2f} |\n"


def crowds_section(crowds: list[Crowd]) -> str:
    """Readers at once, on one machine with the program that asks."""
    lines = [
        f"\n## {READERS} readers at once\n\n",
        "On SQLite, with two processes of four threads, as `make run` serves; each asks again as\n"
        "soon as the answer is there. Milliseconds of the clock until the last byte.\n\n",
        "| what | answers a second | half within | 99 of 100 within | slowest |\n",
        "|---|---|---|---|---|\n",
    ]
    return "".join(lines + [crowd_row(one) for one in crowds])


def crowd_row(one: Crowd) -> str:
    times = f"{one.within(50):.0f} | {one.within(99):.0f} | {max(one.waits) * 1000:.0f}"
    return f"| {one.name} | {one.each_second:,.0f} | {times} |\n"


def processor() -> str:
    names = (line.partition(":")[2].strip() for line in cpuinfo() if line.startswith("model name"))
    return next(names, platform.machine())


def cpuinfo() -> Iterator[str]:
    try:
        yield from Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return
