"""What comes of opening one address: its redirects, its robots.txt, a few tries."""

from contextlib import suppress
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from functools import partial
from threading import Lock
from urllib.parse import urldefrag, urljoin

from django.utils import timezone

from ..choices import LinkState
from . import robots
from .fetching import PERMANENT, Answer, NoAnswer, Untrusted, fetch
from .pace import Pace
from .safety import Gate, Target, Unknown, Unsafe, read

NAME = "regcompare"
MOST_REDIRECTS = 8
ROBOTS_SIZE = 500 * 1024
GONE = (404, 410)
# What a second try may cure.
PASSING = (408, 429, 500, 502, 503, 504)
# Without a body first; by GET too, before anything bad is said of a host that refuses HEAD.
TRIES = ("HEAD", "GET", "GET")
# Seconds before a further try: these for each one so far, or what the host asks for up to the most.
BACK_OFF, LONGEST_WAIT = 2.0, 60.0
LONGEST_PAUSE = 30.0


class Declined(Exception):
    """A host that keeps programs out; says how, in a sentence."""


@dataclass(frozen=True)
class Outcome:
    """What came of opening an address."""

    state: LinkState
    status: int | None = None
    final_address: str = ""
    note: str = ""


@dataclass
class Visitor:
    """Opens addresses; one for all threads, since it remembers each robots.txt."""

    agent: str
    pace: Pace
    gate: Gate = field(default_factory=Gate)
    timeout: float = 15.0
    back_off: float = BACK_OFF
    known: dict = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)

    def visit(self, address: str) -> Outcome:
        """What comes of opening `address`; whatever the host does, it is an Outcome."""
        try:
            return self.follow(address)
        except (Unsafe, Declined, Untrusted) as refusal:
            return Outcome(LinkState.REFUSED, note=str(refusal))
        except (NoAnswer, Unknown) as failure:
            return Outcome(LinkState.UNREACHABLE, note=str(failure))

    def follow(self, address: str) -> Outcome:
        """Follow redirects to the end, each of them let through as the address itself was."""
        passed, steps = [meant(address)], []
        while len(passed) <= MOST_REDIRECTS:
            answer = self.open(read(passed[-1]))
            if not answer.location:
                moved = steps and all(status in PERMANENT for status in steps)
                return outcome(answer, passed[-1] if steps else "", moved)
            steps.append(answer.status)
            following = meant(answer.location, passed[-1])
            if following in passed:
                # A browser may come through, with the cookies that it is given on the way.
                raise Declined("It redirects in a circle.")
            passed.append(following)
        raise Declined(f"It redirects more than {MOST_REDIRECTS} times.")

    def open(self, target: Target) -> Answer:
        """The answer of one target, if its robots.txt lets programs in."""
        rules = self.rules(target)
        if not rules.allow(target.path):
            raise Declined(f"The robots.txt of {target.host} asks programs not to open it.")
        return self.try_hard(target, TRIES, pause=min(rules.pause, LONGEST_PAUSE))

    def rules(self, target: Target) -> robots.Rules:
        """The rules of its host, asked for once; or the failure to get them, raised again."""
        with self.lock:
            turn = self.known.setdefault(target.origin, [Lock(), None])
        with turn[0]:
            if turn[1] is None:
                turn[1] = self.find_rules(target)
        if isinstance(turn[1], Exception):
            raise turn[1]
        return turn[1]

    def find_rules(self, target: Target) -> robots.Rules | Exception:
        at = Target(*target.origin, "/robots.txt")
        try:
            for _ in range(MOST_REDIRECTS):
                answer = self.try_hard(at, ("GET", "GET"), most=ROBOTS_SIZE)
                if not answer.location:
                    return rules_of(answer, at)
                at = read(meant(answer.location, at.address))
            return robots.Rules()
        except (Unsafe, Unknown, Declined, NoAnswer, Untrusted) as failure:
            return failure

    def try_hard(
        self, target: Target, methods: tuple[str, ...], pause: float = 0.0, most: int = 0
    ) -> Answer:
        """Ask by each of the methods in turn, with growing waits, until an answer is final."""
        request = partial(self.request, target, self.gate.admit(target), pause, most)
        *earlier, last = methods
        for number, method in enumerate(earlier, 1):
            wait = self.back_off * number
            with suppress(NoAnswer):
                answer = request(method)
                wait = asked_wait(answer, wait)
                if is_final(answer, method) or wait > LONGEST_WAIT:
                    return answer
            self.pace.wait(wait)
        return request(last)

    def request(
        self, target: Target, addresses: list[str], pause: float, most: int, method: str
    ) -> Answer:
        """One request, in its turn."""
        self.pace.turn(target.host, pause)
        return fetch(method, target, addresses, self.agent, self.timeout, most)


def meant(location: str, base: str = "") -> str:
    """The address that a location means on a page, without its fragment; Unsafe if it is none."""
    try:
        return urldefrag(urljoin(base, location)).url
    except ValueError as error:
        raise Unsafe("It is not a web address.") from error


def is_final(answer: Answer, method: str) -> bool:
    """Is there no use in asking again? What HEAD is refused, GET may still be given."""
    return answer.status < 400 or (method == "GET" and answer.status not in PASSING)


def asked_wait(answer: Answer, usual: float) -> float:
    """The seconds that the host asks to be left alone; the usual ones when it does not."""
    if answer.status not in PASSING:
        return 0.0
    asked = answer.headers.get("Retry-After", "").strip()
    if asked.isdecimal():
        return max(float(asked), usual)
    try:
        return max((parsedate_to_datetime(asked) - timezone.now()).total_seconds(), usual)
    except (ValueError, TypeError, OverflowError):
        return usual


def rules_of(answer: Answer, at: Target) -> robots.Rules:
    """RFC 9309: without a robots.txt all may be opened; where it can't be given now, nothing."""
    if answer.status == 429 or answer.status >= 500:
        raise Declined(f"The robots.txt of {at.host} can't be read (status {answer.status}).")
    if answer.status != 200:
        return robots.Rules()
    return robots.parse(answer.body.decode("utf-8", "replace"), NAME)


def outcome(answer: Answer, final_address: str, moved: bool) -> Outcome:
    """The outcome of the last answer, at `final_address` if there were redirects."""
    return Outcome(state_of(answer.status, moved), answer.status, final_address)


def state_of(status: int, moved: bool) -> LinkState:
    if 200 <= status < 300:
        return LinkState.MOVED if moved else LinkState.REACHABLE
    if status in GONE:
        return LinkState.BROKEN
    # Whatever else the host blames on the request, a reader's browser may be given.
    return LinkState.REFUSED if 400 <= status < 500 else LinkState.UNREACHABLE
