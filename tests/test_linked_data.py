"""The facts of pages as JSON-LD: true, whole, and unable to break out of their element."""

import json
from datetime import date

import pytest
from django.test import Client

from jurisdictions.choices import EventKind, InstrumentKind
from jurisdictions.describing.datasets import DATASETS
from jurisdictions.describing.legislation import IN_FORCE, NOT_IN_FORCE, PARTLY
from jurisdictions.describing.linked_data import script
from jurisdictions.models import Jurisdiction, Revision

from .addresses import DATED
from .factories import make_concept, make_event, make_instrument, make_term
from .pages import parse_head
from .releases import VERSION, release

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

CHOICE = "jurisdiction=dubai&jurisdiction=united-states"


def graph(address: str) -> list[dict]:
    blocks = parse_head(Client().get(address)).select("script[type='application/ld+json']")
    assert len(blocks) == 1, address
    document = json.loads(blocks[0].string)
    assert document["@context"] == "https://schema.org"
    return document["@graph"]


def nodes(address: str, kind: str) -> list[dict]:
    return [node for node in graph(address) if node["@type"] == kind]


def node(address: str, kind: str) -> dict:
    (found,) = nodes(address, kind)
    return found


def values(data):
    """Every plain value of a document."""
    inner = data.values() if isinstance(data, dict) else data if isinstance(data, list) else None
    if inner is None:
        yield data
    else:
        for each in inner:
            yield from values(each)


class TestEscaping:
    CRAFTED = "</script><script>alert(1)</script><!-- & \u2028 ]]>"

    def test_no_text_ends_the_element(self):
        text = script({"name": self.CRAFTED})
        assert not set("<>&") & set(text)
        assert json.loads(text) == {"name": self.CRAFTED}

    def test_a_crafted_name_stays_a_name_on_a_page(self):
        text = make_instrument(name=self.CRAFTED, short_name="</script>x", slug="crafted")
        assert node("/instruments/crafted/", "Legislation")["name"] == text.name
        assert "alert(1)</script>" not in Client().get("/instruments/crafted/").text


@pytest.mark.usefixtures("four_places")
class TestEveryPage:
    @pytest.mark.few(8)
    @pytest.mark.parametrize("address", [*DATED, "/data/", "/api/docs/", "/de/about/"])
    def test_it_says_nothing_empty_and_only_absolute_addresses(self, address):
        found = graph(address)
        assert all(value not in (None, "") for value in values(found))
        page = node(address, "WebPage")
        assert page["url"] == f"http://testserver{address}"
        assert page["inLanguage"] == ("de" if address.startswith("/de/") else "en")
        for each in found:
            assert all(
                value.startswith(("http://testserver/", "https://", "http://"))
                for name, value in each.items()
                if name in ("@id", "url", "item", "contentUrl", "license")
            )

    @pytest.mark.parametrize("address", [address for address in DATED if address != "/"])
    def test_it_says_the_way_to_itself(self, address):
        steps = node(address, "BreadcrumbList")["itemListElement"]
        assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
        assert steps[0]["item"] == "http://testserver/"
        assert steps[-1]["item"] == f"http://testserver{address}"
        for step in steps:
            assert Client().get(step["item"].removeprefix("http://testserver")).status_code == 200

    def test_home_names_the_site(self):
        assert node("/", "WebSite")["name"] == "regcompare"


@pytest.mark.usefixtures("four_places")
class TestDatasets:
    LISTS = [
        *("/", f"/compare/?{CHOICE}", "/pillars/", "/topics/", "/instruments/", "/findings/"),
        *("/sources/", "/coverage/", "/timeline/", "/changes/", "/glossary/"),
        *("/pillars/governance-transition/", "/topics/custody/"),
    ]

    def test_all_lists_are_here(self):
        assert len(self.LISTS) == len(DATASETS)

    @pytest.mark.parametrize("address", LISTS)
    def test_a_list_is_a_dataset_with_all_that_catalogues_ask_for(self, address):
        found, newest = node(address, "Dataset"), Revision.current()
        assert 50 <= len(found["description"]) <= 5000
        assert found["license"] == "https://spdx.org/licenses/MIT.html"
        assert found["isAccessibleForFree"] is True
        assert found["creator"]["name"] == "regcompare"
        assert found["version"] == str(newest.number)
        assert found["dateModified"] == f"{newest.recorded_at:%Y-%m-%dT%H:%M:%SZ}"
        assert all(date.fromisoformat(day) for day in found["temporalCoverage"].split("/"))

    @pytest.mark.few(3)
    @pytest.mark.parametrize("address", LISTS)
    def test_each_of_its_files_is_what_it_says(self, address):
        files = node(address, "Dataset")["distribution"]
        assert files
        for file in files:
            response = Client().get(file["contentUrl"].removeprefix("http://testserver"))
            assert response.status_code == 200
            assert response.headers["Content-Type"].partition(";")[0] == file["encodingFormat"]

    def test_a_table_of_a_day_covers_that_day(self):
        address = "/findings/?as_of=2024-12-31"
        assert node(address, "Dataset")["temporalCoverage"] == "2024-12-31"

    def test_changes_cover_their_period(self):
        address = "/changes/?from=2024-01-01&to=2025-01-01"
        assert node(address, "Dataset")["temporalCoverage"] == "2024-01-01/2025-01-01"

    def test_a_list_is_told_of_once_and_not_on_its_further_pages(self):
        assert nodes("/findings/?page=2", "Dataset") == []

    def test_lists_are_part_of_the_whole(self):
        whole = node("/", "Dataset")
        assert node("/findings/", "Dataset")["isPartOf"] == {"@id": whole["@id"]}
        assert "isPartOf" not in whole

    def test_the_release_is_a_dataset_with_its_files_and_checksums(self, tmp_path, settings):
        settings.RELEASES_DIR = tmp_path
        release(tmp_path)
        found = node("/data/", "Dataset")
        assert (found["version"], found["datePublished"]) == (VERSION, VERSION)
        first, _, last = found["temporalCoverage"].partition("/")
        assert first < last == VERSION
        kinds = [file["encodingFormat"] for file in found["distribution"]]
        assert kinds[0] == "application/zip"
        assert {"text/csv", "application/json"} == set(kinds[1:])
        for file in found["distribution"]:
            response = Client().get(file["contentUrl"].removeprefix("http://testserver"))
            assert response.headers["Content-Type"].partition(";")[0] == file["encodingFormat"]
            assert file["contentSize"] == f"{response.headers['Content-Length']} B"
            assert len(file["sha256"]) == 64

    def test_without_a_release_there_is_no_dataset(self, tmp_path, settings):
        settings.RELEASES_DIR = tmp_path
        assert nodes("/data/", "Dataset") == []


class TestLegislation:
    DAY = "2025-06-15"

    @pytest.fixture
    def act(self):
        return make_instrument(slug="act", reference="Act 1 of 2025", url="https://law.example/act")

    def force(self, day: str = DAY):
        return node(f"/instruments/act/?as_of={day}", "Legislation").get("legislationLegalForce")

    def step(self, act, kind: EventKind, day: str, **changes):
        make_event(
            jurisdiction=act.jurisdiction,
            instrument=act,
            kind=kind,
            date=date.fromisoformat(day),
            is_milestone=True,
            **changes,
        )

    def test_it_says_what_the_text_is_and_where_it_stands(self, act):
        self.step(act, EventKind.ADOPTED, "2025-01-02")
        self.step(act, EventKind.PUBLISHED, "2025-01-03")
        self.step(act, EventKind.APPLIES, "2025-03-01")
        found = node(f"/instruments/act/?as_of={self.DAY}", "Legislation")
        assert found["legislationIdentifier"] == "Act 1 of 2025"
        assert found["url"] == "https://law.example/act"
        assert found["legislationJurisdiction"]["@type"] == "Country"
        assert found["legislationDate"] == "2025-01-02"
        assert found["datePublished"] == "2025-01-03"
        assert found["legislationDateOfApplicability"] == "2025-03-01"

    def test_a_union_is_no_country(self, act):
        Jurisdiction.objects.filter(pk=act.jurisdiction_id).update(kind="supranational")
        place = node("/instruments/act/", "Legislation")["legislationJurisdiction"]
        assert place["@type"] == "AdministrativeArea"

    @pytest.mark.parametrize(
        ("day", "force"),
        [("2025-05-31", NOT_IN_FORCE), ("2025-06-01", IN_FORCE), ("2025-12-01", NOT_IN_FORCE)],
    )
    def test_its_force_is_that_of_the_day_shown(self, act, day, force):
        self.step(act, EventKind.PROPOSED, "2025-01-01")
        self.step(act, EventKind.IN_FORCE, "2025-06-01")
        self.step(act, EventKind.REPEALED, "2025-12-01")
        assert self.force(day) == force

    def test_a_text_that_applies_in_part_is_partly_in_force(self, act):
        self.step(act, EventKind.APPLIES, "2025-01-01")
        self.step(act, EventKind.APPLIES, "2026-01-01")
        assert self.force() == PARTLY
        assert self.force("2026-01-01") == IN_FORCE

    @pytest.mark.parametrize("kind", [None, EventKind.PUBLISHED, EventKind.ADOPTED])
    def test_where_no_milestone_says_its_force_nothing_is_said(self, act, kind):
        if kind:
            self.step(act, kind, "2025-01-01")
        assert self.force() is None

    def test_what_was_adopted_for_a_later_day_is_not_in_force(self, act):
        self.step(act, EventKind.ADOPTED, "2025-01-01")
        self.step(act, EventKind.IN_FORCE, "2026-01-01")
        assert self.force() == NOT_IN_FORCE

    def test_a_step_that_readers_do_not_see_counts_for_nothing(self, act):
        self.step(act, EventKind.IN_FORCE, "2025-01-01", publication="draft")
        assert self.force() is None

    @pytest.mark.parametrize("kind", [None, EventKind.PUBLISHED, EventKind.PROPOSED])
    def test_a_bill_is_no_law_where_no_milestone_makes_it_one(self, act, kind):
        type(act).objects.filter(pk=act.pk).update(kind=InstrumentKind.BILL)
        if kind:
            self.step(act, kind, "2025-01-01")
        assert self.force() == NOT_IN_FORCE

    def test_a_bill_whose_milestones_made_it_law_is_in_force(self, act):
        """As beside a provision, it isn't called by a kind that it has outgrown."""
        type(act).objects.filter(pk=act.pk).update(kind=InstrumentKind.BILL)
        self.step(act, EventKind.ADOPTED, "2025-01-01")
        assert self.force() is None
        self.step(act, EventKind.IN_FORCE, "2025-06-15")
        assert self.force("2025-06-14") == NOT_IN_FORCE
        assert self.force() == IN_FORCE

    def test_what_was_published_for_a_later_day_is_not_in_force(self, act):
        self.step(act, EventKind.PUBLISHED, "2025-01-01")
        self.step(act, EventKind.APPLIES, "2025-06-16")
        assert self.force() == NOT_IN_FORCE

    @pytest.mark.parametrize(
        ("kind", "expected"),
        [
            (InstrumentKind.CASE_LAW, "CreativeWork"),
            (InstrumentKind.CONSULTATION, "CreativeWork"),
            (InstrumentKind.PROGRAMME, "GovernmentService"),
        ],
    )
    def test_what_is_no_legal_text_is_not_called_legislation(self, act, kind, expected):
        type(act).objects.filter(pk=act.pk).update(kind=kind)
        self.step(act, EventKind.IN_FORCE, "2025-01-01")
        found = node("/instruments/act/", expected)
        assert not [name for name in found if name.startswith("legislation")]
        assert nodes("/instruments/act/", "Legislation") == []

    @pytest.mark.parametrize(
        ("kind", "expected", "said"),
        [
            (InstrumentKind.CASE_LAW, "CreativeWork", "2025-01-01"),
            (InstrumentKind.PROGRAMME, "GovernmentService", None),
        ],
    )
    def test_a_text_has_a_day_of_publication_and_a_programme_none(self, act, kind, expected, said):
        type(act).objects.filter(pk=act.pk).update(kind=kind)
        self.step(act, EventKind.PUBLISHED, "2025-01-01")
        assert node("/instruments/act/", expected).get("datePublished") == said


def test_the_glossary_is_a_set_of_terms_with_their_languages():
    concept = make_concept(name="Stablecoin")
    token = "vermögenswertreferenzierter Token"
    make_term(concept=concept, term=token, abbreviation="ART", language="de")
    found = node("/glossary/", "DefinedTermSet")["hasDefinedTerm"]
    assert found[0]["name"] == "Stablecoin"
    assert found[1]["name"] == {"@value": token, "@language": "de"}
    assert found[1]["alternateName"] == {"@value": "ART", "@language": "de"}
    # Which schema.org has for works, events and the like only.
    assert not [term for term in found if "inLanguage" in term]
    assert all(term["url"].startswith("http://testserver/glossary/#") for term in found)
