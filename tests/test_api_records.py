"""The API gives what the pages show: every list, every record, the comparison."""

from datetime import date
from urllib.parse import urlsplit

import pytest
from django.test import Client

from jurisdictions.law.status import Status
from jurisdictions.models import (
    Criterion,
    Event,
    Finding,
    Instrument,
    Jurisdiction,
    Proposal,
    Regulator,
    Source,
)

from .api import ask, file_rows, slugs

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("four_places"),
    pytest.mark.any_database,
]

DAY = "as_of=2026-10-08"
MODELS = {
    "regulators": Regulator,
    "instruments": Instrument,
    "events": Event,
    "criteria": Criterion,
    "sources": Source,
    "proposals": Proposal,
}


def test_the_root_names_the_addresses_and_each_answers():
    root = ask("")
    assert len(root["addresses"]) == 9
    for address in [*root["addresses"].values(), root["openapi"], root["documentation"]]:
        assert Client().get(urlsplit(address).path).status_code == 200, address
    assert "not legal or financial advice" in root["disclaimer"]


@pytest.mark.parametrize("noun", MODELS)
def test_a_list_has_all_records_of_its_kind(noun):
    given = slugs(f"{noun}/?page_size=500")
    assert sorted(given) == sorted(MODELS[noun].objects.values_list("slug", flat=True))


def test_the_list_of_jurisdictions_has_those_that_are_compared_in_the_order_of_the_site():
    compared = Jurisdiction.objects.compared().values_list("slug", flat=True)
    assert slugs("jurisdictions/") == list(compared)


def test_the_list_of_findings_has_those_in_force():
    in_force = Finding.objects.as_of(date(2026, 10, 8)).values_list("slug", flat=True)
    assert slugs(f"findings/?{DAY}&page_size=500") == list(in_force)


@pytest.mark.few(4)
@pytest.mark.parametrize("noun", [*MODELS, "jurisdictions", "findings"])
def test_a_record_reads_the_same_in_its_list_and_at_its_own_address(noun):
    found = ask(f"{noun}/?{DAY}&page_size=20")["results"]
    assert found
    for listed in found:
        assert ask(f"{noun}/{listed['slug']}/?{DAY}")["result"] == listed


def test_a_place_that_is_not_compared_has_an_address_too():
    place = ask("jurisdictions/united-arab-emirates/")["result"]
    assert not place["compared"]
    assert place["parts"] == ["dubai"]
    assert place["approach"] is None


@pytest.mark.few(4)
@pytest.mark.parametrize("noun", [*MODELS, "jurisdictions", "findings"])
def test_the_address_of_a_record_is_a_page_of_the_site_for_the_same_day(noun):
    found = ask(f"{noun}/?{DAY}&page_size=3")["results"]
    assert found
    for record in found:
        parts = urlsplit(record["address"])
        assert (parts.scheme, parts.netloc) == ("http", "testserver")
        assert DAY in parts.query
        assert Client().get(f"{parts.path}?{parts.query}").status_code == 200


def test_the_head_of_an_answer_says_day_evidence_revision_and_licence():
    answer = ask("findings/?as_of=2026-11-24&page_size=1")
    assert answer["as_of"] == "2026-11-24"
    assert answer["evidence_to"] == "2026-10-08"
    assert answer["revision"] > 0
    assert answer["licence"] == "MIT"
    assert ask(f"findings/?{DAY}")["evidence_to"] is None


def test_a_finding_says_what_it_rests_on():
    stored = Finding.objects.get(slug="us-non-custodial-2026")
    given = ask(f"findings/{stored.slug}/?{DAY}")["result"]
    assert given["jurisdiction"] == "united-states"
    assert given["criterion"] == "non-custodial-architecture"
    assert given["answer"] == stored.answer
    assert given["detail"] == stored.detail
    assert given["in_force"]
    assert given["sources"] == [source.slug for source in stored.sources]
    places = [(one["instrument"], one["pinpoint"]) for one in given["provisions"]]
    assert places == [(one.instrument.slug, one.pinpoint) for one in stored.provisions]


def test_an_instrument_has_its_status_on_the_day_and_its_milestones():
    before = ask("instruments/us-framework-2019/?as_of=2026-03-22")["result"]
    after = ask("instruments/us-framework-2019/?as_of=2026-03-23")["result"]
    assert (before["status"], after["status"]) == (Status.PUBLISHED, Status.SUPERSEDED)
    assert [step["date"] for step in after["milestones"]] == ["2019-04-03", "2026-03-23"]


def test_a_criterion_explains_its_scale():
    pillar = ask("criteria/governance-transition/")["result"]
    assert pillar["is_pillar"]
    assert pillar["proposal"] == "innovation-exemption"
    stances = [stance["stance"] for stance in pillar["stances"]]
    assert stances == ["recognised", "partly-recognised", "not-recognised", "unclear"]


def test_a_proposal_has_pillars_arguments_checkpoints_and_claim_checks():
    proposal = ask("proposals/innovation-exemption/")["result"]
    assert len(proposal["pillars"]) == 4
    for part in ("arguments", "checkpoints", "claim_checks"):
        assert proposal[part]
        assert all(one["sources"] is not None for one in proposal[part])


def test_a_source_says_how_many_findings_rest_on_it():
    source = ask(f"sources/?{DAY}&q=PhantomNothing")
    assert source["count"] == 0
    assert any(one["findings"] for one in ask(f"sources/?{DAY}")["results"])


QUERY = "jurisdiction=dubai&jurisdiction=united-states&section=pillars"


@pytest.mark.parametrize(
    "query", [QUERY, f"{QUERY}&stance=unclear&q=a", f"{QUERY}&only=differences", "sort=name"]
)
def test_a_cell_of_the_comparison_says_what_it_says_in_the_file(query):
    given = ask(f"comparison/?{DAY}&{query}")["result"]
    records = file_rows(f"/compare.json?{DAY}&{query}")
    cells = [cell for row in given["rows"] for cell in row["cells"]]
    assert len(cells) == len(records)
    for cell, record in zip(cells, records, strict=True):
        same = cell.keys() & record.keys() - {"provisions"}
        assert len(same) > 10
        assert {name: cell[name] for name in same} == {name: record[name] for name in same}


def test_the_columns_of_the_comparison_keep_the_order_asked_unless_sorted():
    places = "jurisdiction=united-states&jurisdiction=dubai"
    assert ask(f"comparison/?{places}")["result"]["jurisdictions"] == ["united-states", "dubai"]
    by_name = ask(f"comparison/?{places}&sort=name")["result"]["jurisdictions"]
    assert by_name == ["dubai", "united-states"]


def test_the_comparison_is_held_against_another_day_when_asked():
    query = "jurisdiction=united-states&criterion=non-custodial-architecture"
    [alone] = ask(f"comparison/?{DAY}&{query}")["result"]["rows"][0]["cells"]
    assert (alone["changed"], alone["before"]) == (None, None)
    [held] = ask(f"comparison/?{DAY}&{query}&against=1999-01-01")["result"]["rows"][0]["cells"]
    assert held["changed"] is True
    assert held["before"] == {"stance": "", "answer": "", "finding": ""}


def test_jurisdictions_are_sorted_and_grouped_as_on_the_first_page():
    names = [one["short_name"] for one in ask("jurisdictions/?sort=name")["results"]]
    assert names == sorted(names, key=str.casefold)
    regions = [one["region"] for one in ask("jurisdictions/?group=region")["results"]]
    assert regions == sorted(regions)


class TestPages:
    def test_the_pages_of_a_list_together_are_the_list(self):
        whole, parts = slugs("sources/?page_size=500"), []
        address = "http://testserver/api/v1/sources/?page_size=7"
        while address:
            page = Client().get(address).json()
            parts += [record["slug"] for record in page["results"]]
            address = page["next"]
        assert parts == whole

    def test_the_first_has_none_before_it_and_the_last_none_after_it(self):
        only = ask("proposals/")
        assert (only["count"], only["next"], only["previous"]) == (1, None, None)
        second = ask("sources/?page_size=5&page=2&kind=official")
        assert second["previous"].endswith("?kind=official&page=1&page_size=5")

    def test_a_page_has_a_hundred_records_unless_asked(self):
        assert len(ask("events/")["results"]) == min(100, Event.objects.count())
