"""Generated law of a size, with answers as long as real ones."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product
from random import Random

from django.core.management import call_command
from django.db import transaction

from jurisdictions import models
from jurisdictions.choices import Publication, Scale

from .sizes import FREQUENT, RARE, Size

TEXT = """
    authorisation custody whitepaper reserve stablecoin staking lending exchange protocol governance
    token issuer disclosure capital supervision licence perimeter exemption sandbox settlement
    market abuse reporting travel rule wallet interface validator treasury audit prudential conduct
    marketing redemption asset service provider decentralised threshold guidance consultation
    transition regime
"""
WORDS = TEXT.split()
STANCES = ("regulated", "partly-regulated", "not-regulated", "prohibited")
FIRST = date(2018, 1, 1)


def fill(size: Size) -> None:
    """Put law of that size into the empty database. The same size gives the same law."""
    chance = Random(size.findings)
    with transaction.atomic():
        places, rows = jurisdictions(size), criteria(size)
        approaches(places, chance)
        sources = some_sources()
        models.Finding.objects.bulk_create(findings(size, places, rows, chance), batch_size=1000)
        models.Citation.objects.bulk_create(citations(sources), batch_size=1000)
        models.Finding.history.bulk_history_create(models.Finding.objects.all(), batch_size=1000)
    call_command("rebuild_search", verbosity=0)


def jurisdictions(size: Size) -> list:
    return models.Jurisdiction.objects.bulk_create(
        models.Jurisdiction(
            slug=f"place-{number:03}",
            name=f"Republic of Place {number:03}",
            short_name=f"Place {number:03}",
            kind="country",
            compared=True,
            position=number,
            researched_until=date(2026, 10, 8),
        )
        for number in range(size.jurisdictions)
    )


def criteria(size: Size) -> list:
    sections = models.Section.objects.bulk_create(
        models.Section(slug=f"section-{number}", title=f"Section {number}", position=number)
        for number in range(max(1, size.criteria // 9))
    )
    return models.Criterion.objects.bulk_create(
        models.Criterion(
            slug=f"topic-{number:03}",
            section=sections[number * len(sections) // size.criteria],
            title=f"{WORDS[number % len(WORDS)].title()} {number:03}",
            question=f"May {WORDS[number % len(WORDS)]} be offered without a licence?",
            description="A subject of the law.",
            scale=Scale.REGULATION,
            position=number,
        )
        for number in range(size.criteria)
    )


def approaches(places: list, chance: Random) -> None:
    kinds = models.Approach.objects.bulk_create(
        models.Approach(slug=slug, name=slug.title(), description="A kind.", position=number)
        for number, slug in enumerate(("legislative-led", "guidance-led", "enforcement-led"))
    )
    models.ApproachPeriod.objects.bulk_create(
        models.ApproachPeriod(
            slug=f"{place.slug}-{begun.year}",
            jurisdiction=place,
            approach=chance.choice(kinds),
            label="A period",
            key_instrument_label="Act on Crypto-Assets",
            valid_from=begun,
            publication=Publication.PUBLISHED,
        )
        for place, begun in product(places, (FIRST, date(2023, 6, 30)))
    )


def some_sources() -> list:
    return models.Source.objects.bulk_create(
        models.Source(
            slug=f"source-{number}",
            title=f"Official journal, number {number}",
            publisher="A publisher",
            url=f"https://example.org/{number}",
            kind="official",
            access="excerpt",
        )
        for number in range(40)
    )


def findings(size: Size, places: list, rows: list, chance: Random) -> Iterator:
    for number, (place, row, version) in enumerate(product(places, rows, range(size.versions))):
        yield models.Finding(
            slug=f"{place.slug}-{row.slug}-{version}",
            jurisdiction=place,
            criterion=row,
            scale=row.scale,
            stance=chance.choice(STANCES),
            answer=sentence(chance, 8)[:70],
            detail=detail(chance, RARE if number % 1000 == 7 else ""),
            valid_from=FIRST + timedelta(days=900 * version + chance.randrange(800)),
            verified_on=date(2026, 10, 1),
            publication=Publication.PUBLISHED,
        )


def detail(chance: Random, rare: str) -> str:
    about = FREQUENT if chance.random() < 0.84 else "tokens"
    return f"The law of {about} {rare}: {sentence(chance, 30)}\n\n- **{sentence(chance, 9)}**"


def sentence(chance: Random, length: int) -> str:
    return " ".join(chance.choices(WORDS, k=length)).capitalize()


def citations(sources: list) -> Iterator:
    for key in models.Finding.objects.values_list("pk", flat=True):
        source = sources[key % len(sources)]
        yield models.Citation(finding_id=key, source=source, position=1)
