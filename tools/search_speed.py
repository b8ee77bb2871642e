"""Measure the search among 100,000 findings: python tools/search_speed.py [sqlite|postgresql]

In a database of its own that is thrown away; takes a few minutes. Words are as frequent as in any
language (Zipf), and three are placed: `crypto-asset` in 84 % of all, `custody wallet provider` in
30 %, `zymurgy` in 20.
"""

import logging
import os
import random
import re
import secrets
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from itertools import accumulate, product
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
PLACES, CRITERIA, YEARS = 200, 100, range(2019, 2024)
STANCES = ("regulated", "partly-regulated", "not-regulated", "prohibited", "unclear")
ROUNDS = 7
QUESTIONS = (
    ("a rare word", "zymurgy"),
    ("a word in 30 %", "custody"),
    ("a word in 84 %", "asset"),
    ("two frequent words", "custody asset"),
    ("a frequent word, one place", "asset&jurisdiction=place-7"),
    ("a frequent word, stance and kind", "asset&stance=prohibited&kind=finding"),
    ("a frequent word, any day", "asset&versions=all"),
    ("a frequent word, page 100", "asset&page=100"),
    ("a frequent word, any day, page 4000", "asset&versions=all&page=4000"),
    ("two words in order in 84 %", "crypto-asset"),
    ("two words in order, any day", "crypto-asset&versions=all"),
    ("three words in order in 30 %", '"custody wallet provider"'),
    ("a frequent word without another", "asset -custody&versions=all"),
    ("a name with frequent words", "place 7 custody"),
    ("a synonym", "safekeeping"),
    ("a misspelt word", "custdoy"),
    ("nothing at all", "qqqqqqqq"),
)


def main(vendor: str) -> None:
    with ExitStack() as resources:
        prepare(vendor, resources)
        fill()
        measure()


def prepare(vendor: str, resources: ExitStack) -> None:
    """Django with an empty database of that kind."""
    sys.path.insert(0, str(ROOT))
    folder = resources.enter_context(TemporaryDirectory(prefix="search-speed-"))
    Path(folder, "static").mkdir()
    url = f"sqlite:///{folder}/speed.sqlite3"
    if vendor == "postgresql":
        from tests import postgres_server

        url = resources.enter_context(postgres_server.running())
    os.environ.update(
        DATABASE_URL=url, VAR_DIR=folder, SECRET_KEY=secrets.token_urlsafe(), HTTPS="off",
        ALLOWED_HOSTS="testserver", DJANGO_SETTINGS_MODULE="regcompare.settings",
    )  # fmt: skip
    import django
    from django.conf import settings
    from django.core.management import call_command

    # Every page is made anew, and no static files need to be collected.
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    settings.STORAGES["staticfiles"] = {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
    }
    django.setup()
    logging.disable()
    call_command("migrate", verbosity=0)


def fill() -> None:
    """Findings in every cell, year by year, and all of it in the index."""
    from django.db import connection

    from jurisdictions.models import Finding, SearchDocument, SearchWord
    from jurisdictions.search.stored import rebuild

    with told("findings written", Finding):
        Finding.objects.bulk_create(findings(*cells()), batch_size=2000)
    with told("documents", SearchDocument):
        rebuild()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(f"{SearchWord.objects.count()} words known")


@contextmanager
def told(what: str, model) -> Iterator[None]:
    """Say how many there are of a model then, and how long that took."""
    started = time.perf_counter()
    yield
    print(f"{model.objects.count()} {what} in {time.perf_counter() - started:.0f} s")


def cells() -> tuple[list, list]:
    """The jurisdictions and the criteria, and one word that is called otherwise."""
    from jurisdictions import models
    from jurisdictions.search.keeping import gathered

    with gathered():
        section = models.Section.objects.create(slug="s", title="Section", position=1)
        places = [made_place(number) for number in range(PLACES)]
        criteria = [made_criterion(number, section) for number in range(CRITERIA)]
        concept = models.Concept.objects.create(
            slug="c", name="Custody", description=".", position=1
        )
        models.Term.objects.create(
            slug="t", concept=concept, jurisdiction=places[0], term="safekeeping"
        )
    return places, criteria


def made_place(number: int):
    from jurisdictions.models import Jurisdiction

    name = f"Place {number}"
    return Jurisdiction.objects.create(
        slug=f"place-{number}", name=name, short_name=name, kind="country", position=number
    )


def made_criterion(number: int, section):
    from jurisdictions.models import Criterion

    return Criterion.objects.create(
        slug=f"criterion-{number}", title=f"Criterion {number}", section=section, question="What?",
        description="A subject.", scale="regulation", position=number,
    )  # fmt: skip


def findings(places: list, criteria: list) -> Iterator:
    from jurisdictions.models import Finding

    words = text_maker()
    for place, criterion, year in product(places, criteria, YEARS):
        yield Finding(
            slug=f"{place.slug}-{criterion.slug}-{year}", jurisdiction=place, criterion=criterion,
            scale="regulation", stance=random.choice(STANCES), answer=words(6)[:70].strip(),
            detail=words(45), valid_from=date(year, 1, 1), publication="published",
        )  # fmt: skip


def text_maker():
    """A function that makes a text of so many words."""
    random.seed(1)
    letters = "abcdefghijklmnopqrstuvwxyz"
    vocabulary = ["".join(random.choices(letters, k=random.randint(4, 11))) for _ in range(20000)]
    weights = list(accumulate(1 / (rank + 10) for rank in range(len(vocabulary))))
    placed = 0

    def text(number: int) -> str:
        nonlocal placed
        placed += 1
        words = random.choices(vocabulary, cum_weights=weights, k=number)
        words += ["crypto-asset"] * (random.random() < 0.6)
        words += ["custody wallet provider"] * (random.random() < 0.16)
        words += ["zymurgy"] * (placed % 20_000 == 10)
        random.shuffle(words)
        return " ".join(words)

    return text


def measure() -> None:
    from django.db import connection
    from django.test import Client

    client = Client()
    client.get("/search/?q=first")
    print(f"\n{connection.vendor}: milliseconds of whole pages, the fastest of {ROUNDS}")
    print("    wall   of it the program's own (with SQLite's, without PostgreSQL's)")
    for name, query in QUESTIONS:
        wall, own, found = fastest(client, f"/search/?q={query.replace(' ', '+')}")
        print(f"{wall:8.1f} {own:8.1f}  {name} ({query}): {found}")


def fastest(client, address: str) -> tuple[float, float, str]:
    """Milliseconds by the clock and of the process, and how many hits the page tells of."""
    rounds = []
    for _ in range(ROUNDS):
        started, own = time.perf_counter(), time.process_time()
        page = client.get(address)
        rounds.append((time.perf_counter() - started, time.process_time() - own))
    said = re.search(r'id="hits">(.*?)<', page.text)
    wall, own = (min(each) * 1000 for each in zip(*rounds, strict=True))
    return wall, own, said[1].strip() if said else str(page)


if __name__ == "__main__":
    wanted = sys.argv[1:] or ["sqlite"]
    if wanted not in (["sqlite"], ["postgresql"]):
        sys.exit(__doc__)
    main(*wanted)
