import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.template.defaultfilters import pluralize
from django.utils import timezone
from tqdm import tqdm

from jurisdictions.choices import LinkState
from jurisdictions.days import today
from jurisdictions.links.checking import host_of, outcomes
from jurisdictions.links.judging import verdict
from jurisdictions.links.pace import Pace
from jurisdictions.links.uses import match_links
from jurisdictions.links.visiting import NAME, Outcome, Visitor
from jurisdictions.models import Link
from jurisdictions.models.fields import is_web_address
from operations.commands import status_of

# Of so many hosts, one answers, or it is this machine that has no network.
SOME_HOSTS = 5


class Command(BaseCommand):
    help = (
        "Open every address of a source, an instrument or a regulator, and record what came of "
        "it. Stopped with Ctrl-C it keeps what it has, and goes on there when run again."
    )

    # Tests put one here that may open a server on this machine; nothing else can.
    visitor = Visitor

    def add_arguments(self, parser):
        parser.add_argument(
            "--older-than",
            type=number(int, 0, 36500),
            default=7,
            metavar="DAYS",
            help="Skip what was checked in the last DAYS days (%(default)s).",
        )
        parser.add_argument(
            "--pause",
            type=number(float, 0, 86400),
            default=2.0,
            metavar="SECONDS",
            help="Between two requests to one host (%(default)s), or as its robots.txt asks.",
        )
        parser.add_argument(
            "--timeout",
            type=number(float, 0.1, 3600),
            default=15.0,
            metavar="SECONDS",
            help="For one request in all (%(default)s).",
        )
        parser.add_argument(
            "--workers",
            type=number(int, 1, 1000),
            default=8,
            metavar="NUMBER",
            help="Hosts asked at the same time (%(default)s).",
        )

    def handle(self, *, older_than, pause, timeout, workers, verbosity, **options):
        pace = Pace(pause)
        visitor = self.visitor(agent(settings.LINK_CHECK_CONTACT), pace, timeout=timeout)
        match_links()
        due = {link.address: link for link in Link.objects.due(today(), older_than)}
        visits = outcomes(due, visitor.visit, pace, workers)
        done = self.record(due, visits, verbosity)
        if verbosity:
            self.stdout.write(summary(len(due), done))

    def record(self, due: dict[str, Link], visits, verbosity: int) -> Counter:
        """Write down each outcome as it comes; how many came to which state."""
        states = Counter()
        try:
            with closing(visits), bar(len(due), verbosity) as progress:
                for address, outcome in believed(visits, due):
                    states[save(due[address], outcome)] += 1
                    progress.update()
        except KeyboardInterrupt as stop:
            told = f"Stopped: {states.total()} of {len(due)} were checked, and are recorded."
            status = status_of(stop)
            raise CommandError(f"{told} Run it again to go on.", returncode=status) from None
        return states


def number(kind: type, least: float, most: float):
    """A reader of command line options: a number of that kind from `least` to `most`."""

    def read(text: str):
        value = kind(text)
        if not least <= value <= most:
            raise ValueError
        return value

    read.__name__ = f"number from {least} to {most}"
    return read


def agent(contact: str) -> str:
    """How the checker introduces itself; nobody is asked without saying whom to complain to."""
    if not (contact.isascii() and (passes(validate_email, contact) or is_address(contact))):
        raise CommandError(
            "Set LINK_CHECK_CONTACT to an e-mail or web address of yours. The hosts that are "
            "asked are told it, so that they can reach you."
        )
    return f"{NAME}-link-check/1.0 (+{contact})"


def is_address(contact: str) -> bool:
    return passes(is_web_address, contact)


def passes(validator, value: str) -> bool:
    try:
        validator(value)
    except ValidationError:
        return False
    return True


def bar(total: int, verbosity: int):
    """A progress bar, which only a terminal shows."""
    hidden = None if verbosity else True
    return tqdm(total=total, desc="Checking", unit=" links", file=sys.stderr, disable=hidden)


def believed(visits: Iterator[tuple[str, Outcome]], due) -> Iterator[tuple[str, Outcome]]:
    """The outcomes; failures only once some host has answered, if there are several."""
    held, proved = [], len({host_of(address) for address in due}) < SOME_HOSTS
    for address, outcome in visits:
        proved = proved or outcome.status is not None
        if proved or outcome.state != LinkState.UNREACHABLE:
            yield address, outcome
        else:
            held.append((address, outcome))
    if proved:
        yield from held
    elif held:
        raise CommandError("No host answered at all: is this machine offline? Nothing is recorded.")


def save(link: Link, outcome: Outcome) -> LinkState:
    """Record an outcome. Neither history nor a revision: the health of links is no part of it."""
    values = verdict(link, outcome, timezone.now())
    Link.objects.filter(pk=link.pk).update(**values)
    return values["state"]


def summary(due: int, states: Counter) -> str:
    """How many links were checked, and how many are in which state."""
    counts = ", ".join(f"{states[s]} {s.label.lower()}" for s in LinkState if states[s])
    return f"{due} link{pluralize(due)} checked{': ' if counts else ''}{counts}."
