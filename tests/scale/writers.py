"""Who writes, and looks at once whether all others see it."""

import time
from itertools import count
from urllib.parse import urlencode

from django.contrib.auth import get_user_model
from django.db import Error, close_old_connections
from django.test import Client

from jurisdictions.models import Finding, Source
from operations.outages import outage
from tests.servers import cookies

from .promises import PATIENCE
from .samples import Asker, Reply, Sample
from .stack import Stack

ADD = "/admin/jurisdictions/source/add/"
TOKEN = "t" * 32
FORM = "application/x-www-form-urlencoded"


class Writer(Asker):
    """What it writes has a name; `acknowledged` says which were confirmed, and when.

    `stale` are the moments at which a page showed less than had been confirmed before.
    """

    pause = 0.05

    def __init__(self, number: int, samples: list[Sample], stack: Stack):
        super().__init__(number, samples)
        self.stack, self.names = stack, count(1)
        self.acknowledged: dict[str, float] = {}
        self.stale: list[float] = []

    def lost(self) -> set[str]:
        """What was confirmed and isn't there."""
        close_old_connections()
        return set(self.acknowledged) - self.kept()

    def kept(self) -> set[str]:
        raise NotImplementedError


class Editor(Writer):
    """Adds sources on the pages for staff, through nginx."""

    who = "staff"

    def __init__(self, number: int, samples: list[Sample], stack: Stack):
        super().__init__(number, samples, stack)
        client = Client()
        client.force_login(get_user_model().objects.create_superuser("editor", password=None))
        jar = f"{cookies(client)}; csrftoken={TOKEN}"
        self.headers = {"Cookie": jar, "Content-Type": FORM}

    def turn(self) -> None:
        slug = f"written-{next(self.names)}"
        reply = self.ask(
            self.stack.nginx.port, ADD, method="POST", body=form(slug), headers=self.headers
        )
        if reply and reply.status == 302 and "source" in reply.location:
            self.acknowledged[slug] = time.monotonic()

    def kept(self) -> set[str]:
        return set(Source.objects.values_list("slug", flat=True))


def form(slug: str) -> str:
    entries = {"title": f"Title of {slug}", "publisher": "A writer", "slug": slug}
    entries |= {"kind": "official", "access": "excerpt", "url": "", "published_on": ""}
    return urlencode(entries | {"csrfmiddlewaretoken": TOKEN, "_save": "Save"})


class Corrector(Writer):
    """Gives one finding a new answer after another, and looks for each on every web server."""

    who = "writes"

    def __init__(self, number: int, samples: list[Sample], stack: Stack):
        super().__init__(number, samples, stack)
        self.finding = Finding.objects.order_by("pk").last()

    def turn(self) -> None:
        answer = f"Answer number {next(self.names)} of many"
        begun, error = time.monotonic(), ""
        try:
            self.finding.answer = answer
            self.finding.save()
            self.acknowledged[answer] = time.monotonic()
        except Error as failure:
            known = outage(failure)
            error = known.name if known else type(failure).__name__
            print(f"  {error}: {failure}", flush=True)
        finally:
            close_old_connections()
        self.note(self.who, begun, error)
        if not error:
            self.look(answer)

    def look(self, answer: str) -> None:
        path, nginx = self.finding.get_absolute_url(), self.stack.nginx
        for web in self.stack.webs:
            self.compare(answer, self.ask(web.port, path, "checks", timeout=PATIENCE))
        # Whoever is signed in is shown it by nginx, too, which keeps pages for a minute.
        signed_in = {"Cookie": "sessionid=somebody"}
        self.compare(answer, self.ask(nginx.port, path, "staff", headers=signed_in))

    def compare(self, answer: str, reply: Reply | None) -> None:
        if reply and reply.status == 200 and answer not in reply.text and self.is_promised():
            self.stale.append(time.monotonic())

    def is_promised(self) -> bool:
        """While the primary is away, nobody can tell what a killed one hadn't passed on yet."""
        return self.stack.primary.is_running

    def kept(self) -> set[str]:
        return set(Finding.history.filter(id=self.finding.pk).values_list("answer", flat=True))
