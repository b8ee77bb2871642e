"""nginx before the site, as deploy/ has it, and nginx that serves the same bytes from the disk."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import repeat
from pathlib import Path

from tests import deployed

from .questions import COLUMNS, ROWS, compare
from .rounds import Question
from .servers import HERE, Server, free_port, serving

# Of one reader it takes no more than 30 questions a second; here one reader asks all.
LIMIT, NO_LIMIT = "rate=30r/s", "rate=1000000r/s"
NAME = f"comparison {COLUMNS} × {ROWS}, kept by nginx"
FROM_DISK = "the same bytes from the disk"
PACKED = {"Accept-Encoding": "gzip"}
# An answer of nginx costs so little that the clock must be given time to tell.
LEAST_SECONDS = 2


@contextmanager
def questions(site: Server, folder: Path) -> Iterator[list[Question]]:
    """What is asked of both; nothing where nginx isn't installed."""
    if deployed.program("nginx") is None:
        yield []
        return
    path = compare(COLUMNS, ROWS)
    with ExitStack() as stack:
        kept = stack.enter_context(running(folder / "before", upstream=site))
        disk = stack.enter_context(running(folder / "disk"))
        (folder / "disk" / "static" / "page").write_bytes(kept.ask(path, PACKED)[1])
        yield [
            Question(NAME, kept, repeat(path), PACKED, least=LEAST_SECONDS),
            Question(FROM_DISK, disk, repeat("/static/page"), PACKED, least=LEAST_SECONDS),
        ]


@contextmanager
def running(folder: Path, upstream: Server | None = None) -> Iterator[Server]:
    (folder / "static").mkdir(parents=True)
    for each in (folder.parent, folder):
        each.chmod(0o711)  # Started by root, it reads as another user.
    port = free_port()
    behind = f"{HERE}:{upstream.port if upstream else port}"
    conf = deployed.nginx_conf(folder, f"{HERE}:{port}", f"server {behind};")
    site = folder / "site.conf"
    site.write_text(site.read_text().replace(LIMIT, NO_LIMIT))
    command = [deployed.program("nginx"), "-p", folder, "-c", conf]
    with serving("nginx", command, {}, "/static/nothing", port=port) as server:
        yield server
