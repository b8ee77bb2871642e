"""Many addresses at a time: hosts in parallel, the addresses of one host in turn."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from queue import Queue
from urllib.parse import urlsplit

from .pace import Pace, Stopped
from .visiting import Outcome

Visit = Callable[[str], Outcome]


def outcomes(
    addresses: Iterable[str], visit: Visit, pace: Pace, workers: int
) -> Iterator[tuple[str, Outcome]]:
    """Each address with what came of it, as soon as it is known.

    The caller's thread does nothing but wait, so that only it needs the database. When it stops
    reading, also by Ctrl-C, nothing more is asked.
    """
    hosts = by_host(addresses)
    found: Queue = Queue()
    pool = ThreadPoolExecutor(workers, thread_name_prefix="links")
    try:
        for members in hosts:
            pool.submit(visit_all, members, visit, found)
        for _ in range(sum(map(len, hosts))):
            address, outcome = found.get()
            if isinstance(outcome, Exception):
                raise outcome
            yield address, outcome
    finally:
        pace.stop()
        pool.shutdown(cancel_futures=True)


def by_host(addresses: Iterable[str]) -> list[list[str]]:
    """The addresses of each host; the largest first, as they take the longest."""
    hosts = defaultdict(list)
    for address in addresses:
        hosts[host_of(address)].append(address)
    return sorted(hosts.values(), key=len, reverse=True)


def host_of(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def visit_all(addresses: list[str], visit: Visit, found: Queue):
    """Put each outcome into the queue; a fault of ours too, so that nobody waits for it."""
    for address in addresses:
        try:
            found.put((address, visit(address)))
        except Stopped:
            return
        except Exception as fault:
            found.put((address, fault))
