"""The number of queries of an answer does not depend on how much there is."""

from django.test import Client

from jurisdictions.caching.held import forget
from jurisdictions.models import Jurisdiction
from jurisdictions.views.proposals import all_debated

from .factories import (
    make_argument,
    make_checkpoint,
    make_claim_check,
    make_pillar,
    make_proposal,
    make_source,
    together,
)
from .test_query_counts import MOST, grow, name_one, rows  # noqa: F401

SMALL, LARGE = 3, 30


def comparison(size: int) -> str:
    chosen = Jurisdiction.objects.filter(regulators__isnull=False)[:size]
    return "comparison/?" + "&".join(f"jurisdiction={place.slug}" for place in chosen)


ALL = "page_size=500"
# How many queries each address asks, whatever the data, in a process that has read nothing of it
# yet, and in one that holds what its answers have in common. A change of these is a decision.
QUERIES = {
    "": (2, 1),
    f"jurisdictions/?{ALL}": (11, 1),
    f"jurisdictions/?{ALL}&q=place&has=topic:regulated&sort=since": (16, 4),
    "jurisdictions/home/": (9, 4),
    f"regulators/?{ALL}": (5, 3),
    f"regulators/?{ALL}&q=a&jurisdiction=home": (5, 3),
    f"instruments/?{ALL}": (6, 4),
    f"instruments/?{ALL}&q=a&jurisdiction=home&status=in-force": (4, 2),
    "instruments/act/": (5, 4),
    f"events/?{ALL}": (6, 4),
    f"events/?{ALL}&q=a&jurisdiction=home&instrument=act&from=2000-01-01": (8, 4),
    f"criteria/?{ALL}": (5, 3),
    f"criteria/?{ALL}&section=part&proposal=asked": (7, 3),
    "criteria/topic/": (4, 2),
    f"findings/?{ALL}": (7, 4),
    f"findings/?{ALL}&q=answer&stance=regulated&jurisdiction=home&as_of=2021-01-01": (7, 4),
    "findings/one/": (5, 3),
    f"sources/?{ALL}": (5, 3),
    f"sources/?{ALL}&q=a&jurisdiction=home&kind=official": (4, 2),
    f"proposals/?{ALL}": (11, 1),
    comparison: (10, 1),
    "proposals/asked/": (10, 1),
}


def test_no_answer_asks_more_of_a_known_state_than_it_must():
    assert max(again for _, again in QUERIES.values()) <= MOST


def debate():
    for make in (make_argument, make_checkpoint, make_claim_check):
        from jurisdictions.models import Proposal

        make(proposal=Proposal.objects.get(slug="asked")).sources.add(make_source())


def test_the_debates_of_all_proposals_are_read_in_eight_statements(
    rows,  # noqa: F811
    django_assert_num_queries,
):
    make_pillar(proposal=make_proposal())
    debate()
    with django_assert_num_queries(8):
        assert len(all_debated()) == 2


def test_an_answer_asks_as_many_queries_of_30_jurisdictions_as_of_3(
    rows,  # noqa: F811
    django_assert_max_num_queries,
):
    def counts(size: int) -> dict:
        grow(rows, size)
        name_one()
        with together():
            for _ in range(size):
                debate()
        return {address: queries(address, size) for address in QUERIES}

    def queries(address, size: int) -> tuple[int, int]:
        path = address(size) if callable(address) else address
        forget()
        return asked(path), asked(path)

    def asked(path: str) -> int:
        with django_assert_max_num_queries(50) as captured:
            response = Client().get(f"/api/v1/{path}")
        assert response.status_code == 200, response.content
        return len(captured)

    assert counts(SMALL) == counts(LARGE) == QUERIES
