"""What goes away in turn, and how we know that it is back."""

import os
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from redis import Redis

from . import network
from .parts import Part
from .samples import Asker
from .stack import Stack, Web

STAMP = "SELECT token FROM jurisdictions_stamp"
USED = (
    "SELECT count(*) FROM pg_stat_activity "
    "WHERE query LIKE '%jurisdictions_%' AND pid <> pg_backend_pid()"
)


@dataclass(frozen=True)
class Phase:
    """`hurt` takes a part away, `mend` brings it back, `is_back` says whether it does its work."""

    name: str
    hurt: Callable[[], object]
    mend: Callable[[], object]
    is_back: Callable[[], bool]


def phases(stack: Stack, asker: Asker, has_saved: Callable[[], bool]) -> Iterator[Phase]:
    """All of them. `asker` asks for pages, `has_saved` says whether staff could save just now."""

    def answers(part: Part) -> bool:
        return asker.reply(part.port, "/").status == 200

    first, second = stack.webs
    primary, replica, redis, nginx = stack.primary, stack.replica, stack.redis, stack.nginx
    yield Phase("nothing", nothing, nothing, lambda: answers(nginx))
    yield Phase("web server killed", first.kill, first.start, lambda: answers(first))
    yield worker_killed(second, lambda: answers(second))
    yield Phase("Redis killed", redis.kill, redis.start, lambda: keys(redis) > 0)
    yield Phase("replica lags", lambda: let_lag(replica), lambda: let_follow(replica),
                lambda: replica.ask(STAMP) == primary.ask(STAMP))  # fmt: skip
    yield Phase("replica killed", replica.kill, replica.start, lambda: replica.ask(USED) > 0)
    yield Phase("primary stopped", primary.stop, primary.start, has_saved)
    yield Phase("primary killed", primary.kill, primary.start, has_saved)
    yield Phase("nginx killed", nginx.kill, nginx.start, lambda: answers(nginx))
    if not network.can_be_cut():
        print("Nothing is cut off from the network: that takes root, and iptables.")
        return
    yield cut_off("web server", first, lambda: answers(first))
    yield cut_off("Redis", redis, lambda: keys(redis) > 0)
    yield cut_off("replica", replica, lambda: replica.ask(STAMP) == primary.ask(STAMP))
    yield cut_off("primary", primary, has_saved)


def cut_off(name: str, part: Part, is_back: Callable[[], bool]) -> Phase:
    """A part that runs, and that nobody reaches."""
    hurt, mend = partial(network.cut, part), partial(network.join, part)
    return Phase(f"{name} cut off", hurt, mend, is_back)


def nothing() -> None:
    """The site as it is on any day."""


def worker_killed(web: Web, answers: Callable[[], bool]) -> Phase:
    """One process of a web server, which brings another one by itself."""
    before = web.workers()

    def is_back() -> bool:
        return len(set(web.workers()) - {before[0]}) == len(before) and answers()

    return Phase("web worker killed", lambda: os.kill(before[0], signal.SIGKILL), nothing, is_back)


def let_lag(replica) -> None:
    """It goes on receiving what the primary writes, and shows nothing of it."""
    replica.ask("SELECT pg_wal_replay_pause()::text")


def let_follow(replica) -> None:
    replica.ask("SELECT pg_wal_replay_resume()::text")


def keys(redis: Part) -> int:
    """How many entries it has, asked in its own protocol."""
    return Redis(port=redis.port).dbsize()
