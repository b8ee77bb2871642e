"""`python -m benchmarks`: all sizes on both databases; --quick: the smallest on SQLite."""

import sys
from contextlib import ExitStack
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

from . import crowds, proxies, questions, report, sites
from .rounds import play
from .sizes import Size

SIZES = [Size(3, 18), Size(30, 40), Size(200, 120)]
DATABASES = ("sqlite", "postgresql")


def main(quick: bool) -> None:
    chosen = product(SIZES[:1], DATABASES[:1]) if quick else product(SIZES, DATABASES)
    last = [report.nginx_section(through_nginx()), report.crowds_section(at_once())]
    print(*last)
    sections = []
    for size, kind in chosen:
        sections.append(report.section(*measured(size, kind)))
        print(sections[-1])
        # After each part: a run that is stopped has measured something.
        if not quick:
            report.write([*sections, *last])


def through_nginx() -> list[proxies.Question]:
    """What nginx answers by itself: of pages that it keeps, and of the disk."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="bench-")))
        site = stack.enter_context(sites.regcompare(DATABASES[0], SIZES[0], folder))
        asked = stack.enter_context(proxies.questions(site, folder))
        play(asked)
    return asked


def at_once() -> list[crowds.Crowd]:
    """Many readers at once, of a site as `make run` serves it."""
    served = {"workers": 2, "threads": 4}
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="bench-")))
        site = stack.enter_context(sites.regcompare(DATABASES[0], SIZES[1], folder, **served))
        asked = crowds.of_regcompare(site)
        asked += crowds.of_bare(stack.enter_context(sites.bare(folder, **served)))
        crowds.gather(asked)
    return asked


def measured(size: Size, kind: str) -> tuple:
    """The part of the report about one size on one database."""
    heading = f"{size}, {size.versions} versions a cell ({size.findings:,} findings), on {kind}"
    print(heading)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="bench-")))
        site = stack.enter_context(sites.regcompare(kind, size, folder))
        own = questions.of_regcompare(site, size)
        peers = questions.of_datasette(stack.enter_context(sites.datasette(folder)))
        peers += questions.of_bare(stack.enter_context(sites.bare(folder)))
        play([*own, *peers])
    return heading, own, {peer.name: peer for peer in peers}


if __name__ == "__main__":
    main("--quick" in sys.argv[1:])
