"""The number of queries of an answer does not depend on how much there is."""

from django.test import Client

from jurisdictions.models import Jurisdiction

from .factories import (
    make_argument,
    make_checkpoint,
    make_claim_check,
    make_source,
    together,
)
from .test_query_counts import grow, rows  # noqa: F401

SMALL, LARGE = 3, 60


def comparison(size: int) -> str:
    chosen = Jurisdiction.objects.filter(regulators__isnull=False)[:size]
    return "comparison/?" + "&".join(f"jurisdiction={place.slug}" for place in chosen)


# How many queries each address asks, whatever the data; a change of these numbers is a decision.
QUERIES = {
    "": 2,
    "jurisdictions/?page_size=500": 10,
    "jurisdictions/?page_size=500&q=place&has=topic:regulated&sort=since": 14,
    "regulators/?page_size=500": 5,
    "instruments/?page_size=500": 6,
    "events/?page_size=500": 6,
    "criteria/?page_size=500": 5,
    "findings/?page_size=500": 6,
    "findings/?page_size=500&q=answer&stance=regulated": 6,
    "sources/?page_size=500": 5,
    "proposals/?page_size=500": 12,
    comparison: 9,
    "proposals/asked/": 10,
    "criteria/topic/": 4,
}


def debate():
    for make in (make_argument, make_checkpoint, make_claim_check):
        from jurisdictions.models import Proposal

        make(proposal=Proposal.objects.get(slug="asked")).sources.add(make_source())


def test_an_answer_asks_as_many_queries_of_60_jurisdictions_as_of_3(
    rows,  # noqa: F811
    django_assert_max_num_queries,
):
    def counts(size: int) -> dict:
        grow(rows, size)
        with together():
            for _ in range(size):
                debate()
        return {address: queries(address, size) for address in QUERIES}

    def queries(address, size: int) -> int:
        with django_assert_max_num_queries(50) as captured:
            response = Client().get(f"/api/v1/{address(size) if callable(address) else address}")
        assert response.status_code == 200
        return len(captured)

    assert counts(SMALL) == counts(LARGE) == QUERIES
