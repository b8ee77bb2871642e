"""Figures for Prometheus, of all processes of the server together.

Each process writes its figures to files of its own, which whoever is asked adds up. The files lie
in a folder that belongs to one run of the server, named by the parent of its processes: a killed
worker leaves its counts to the sum, a killed server nothing to the next.
"""

import logging
import os
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import SimpleNamespace

from django.conf import settings
from django.db import Error

logger = logging.getLogger("regcompare.metrics")
METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"})
# The library's files, and how large it makes them.
KINDS = ("counter", "histogram", "gauge_livesum")
BYTES = 1 << 20
SECONDS = (0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


def begin() -> None:
    if known := figures():
        known.in_flight.inc()


def end(view: str, method: str, status: int, seconds: float) -> None:
    """A request was answered."""
    if known := figures():
        known.in_flight.dec()
        requests, took = of_answers(view, method if method in METHODS else "other", status)
        requests.inc()
        took.observe(seconds)


@cache
def of_answers(view: str, method: str, status: int) -> tuple:
    """The figures of answers that are alike. To find them takes longer than to count."""
    known = figures()
    return known.requests.labels(view, method, status), known.seconds.labels(view)


def slow_query() -> None:
    if known := figures():
        known.slow_queries.inc()


def outage(name: str) -> None:
    if known := figures():
        known.outages.labels(name).inc()


def exposition() -> tuple[bytes, str]:
    """All figures as text, and the type of it."""
    counted = figures()
    from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
    from prometheus_client.multiprocess import MultiProcessCollector

    registry = CollectorRegistry()
    if counted:
        forget_dead_workers()
        MultiProcessCollector(registry)
    registry.register(DataCollector())
    return generate_latest(registry), CONTENT_TYPE_LATEST


@cache
def figures() -> SimpleNamespace | None:
    """What is counted; None where no folder can be written, since the site does without."""
    try:
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(prepared_folder())
    except OSError as error:
        logger.warning("requests are not counted: %s", error)
        return None
    # The library reads its folder when it is imported, so not before.
    from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

    new = {"registry": CollectorRegistry(), "namespace": "regcompare"}
    return SimpleNamespace(
        requests=Counter("requests", "Requests", ("view", "method", "status"), **new),
        seconds=Histogram(
            "request_seconds", "Time to the last byte", ("view",), buckets=SECONDS, **new
        ),
        in_flight=Gauge("requests_in_flight", "Being answered", multiprocess_mode="livesum", **new),
        outages=Counter("outages", "Requests met by an outage, by its name", ("name",), **new),
        slow_queries=Counter("slow_queries", "Statements over SLOW_QUERY_MS", **new),
    )


class DataCollector:
    """Figures of the data, read when they are asked for."""

    def collect(self) -> Iterator:
        from prometheus_client.core import GaugeMetricFamily

        from jurisdictions.models import Finding, Revision

        try:
            current = Revision.current()
            yield GaugeMetricFamily(
                "regcompare_revision", "The newest revision", current.number if current else 0
            )
            yield GaugeMetricFamily(
                "regcompare_findings", "Published findings", Finding.objects.published().count()
            )
            up = 1
        except Error:
            up = 0
        yield GaugeMetricFamily("regcompare_database_up", "Does the database answer?", up)


# --- The folder ---


def prepared_folder() -> Path:
    """The folder of this run of the server, with room for our files; those of earlier runs go."""
    ours = settings.VAR_DIR / "metrics" / run_name(os.getppid())
    ours.mkdir(parents=True, exist_ok=True)
    for other in ours.parent.iterdir():
        process = other.name.partition("-")[0]
        # What else lies there (lost+found, say) isn't ours. Of a server that is sealed off from us
        # we learn that it runs, and not since when.
        if process.isdecimal() and run_name(int(process)) not in (other.name, process):
            shutil.rmtree(other, ignore_errors=True)
    for kind in KINDS:
        reserve(ours / f"{kind}_{os.getpid()}.db")
    return ours


def reserve(file: Path) -> None:
    """Room on the disk: the library maps its files into memory, where a full disk kills."""
    with file.open("ab") as opened:
        os.posix_fallocate(opened.fileno(), 0, BYTES)


def run_name(process: int) -> str | None:
    """A process by its number and, since numbers come again, by when it began; None if it ended."""
    try:
        stat = Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return str(process) if is_alive(process) else None
    return f"{process}-{stat.rpartition(')')[2].split()[19]}"


def is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def forget_dead_workers() -> None:
    """A worker that was killed answers nothing any more."""
    from prometheus_client.multiprocess import mark_process_dead

    folder = Path(os.environ["PROMETHEUS_MULTIPROC_DIR"])
    for file in folder.glob("gauge_live*_*.db"):
        process = int(file.stem.rpartition("_")[2])
        if not is_alive(process):
            mark_process_dead(process)
