"""The shipped glossary: what its terms rest on, what they are mistaken for, and its page."""

import json
from itertools import pairwise
from urllib.parse import parse_qs, urlsplit

import html5lib
import pytest
import yaml
from django.core.management import call_command
from django.core.serializers import serialize
from django.test import Client

from jurisdictions.models import Concept, Jurisdiction, Term
from jurisdictions.shipped import path_of

from .addresses import TIMELESS
from .pages import inline_scripts, page_at, parse
from .test_glossary import refused, shown, synonyms

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.thorough,
    pytest.mark.any_database,
    pytest.mark.usefixtures("world_edition"),
]


def terms():
    related = ("concept", "jurisdiction__parent", "instrument__jurisdiction")
    return Term.objects.select_related(*related).prefetch_related("sources")


def test_every_term_names_an_instrument_or_a_source():
    assert all(term.instrument or term.sources.all() for term in terms())


def test_a_term_without_an_instrument_has_a_note_that_says_more():
    assert all(term.note or term.false_friend for term in terms() if not term.instrument)


def test_a_term_is_defined_by_the_law_of_its_place_or_of_the_larger_place():
    for term in terms().exclude(instrument=None):
        place = term.jurisdiction
        assert term.instrument.jurisdiction in (place, place.parent), term


def test_every_false_friend_says_what_it_is_mistaken_for():
    """In a sentence that sets it apart from something, and not only repeats the note."""
    apart = ("Not ", "Narrower than ", "Wider than ")
    for term in terms().exclude(false_friend=""):
        assert term.false_friend.startswith(apart), term
        assert term.false_friend.endswith("."), term
        assert term.false_friend != term.note, term


def test_a_false_friend_is_the_exception():
    assert 30 < Term.objects.exclude(false_friend="").count() < Term.objects.count() / 2


def test_vara_is_the_regulator_and_not_the_regulations():
    vara = Term.objects.get(abbreviation="VARA")
    assert vara.term == "Virtual Assets Regulatory Authority"
    assert "VARA is the regulator" in vara.false_friend
    assert "VARA Regulations 2023" in vara.false_friend


def test_every_compared_jurisdiction_has_a_term():
    assert not Jurisdiction.objects.compared().filter(terms=None).exists()


def test_every_concept_has_terms_of_several_jurisdictions():
    for concept in Concept.objects.all():
        assert concept.terms.values("jurisdiction").distinct().count() > 1, concept


def test_the_anchors_of_the_page_are_distinct():
    slugs = [slug for model in (Concept, Term) for slug in model.objects.values_list("slug")]
    assert len(slugs) == len(set(slugs))


def test_every_record_passes_the_checks_of_its_form():
    for record in [*Concept.objects.all(), *Term.objects.all()]:
        record.full_clean()


def test_the_fixture_loads_twice_alike():
    def stored() -> list:
        rows = [*Concept.objects.order_by("pk"), *Term.objects.order_by("pk")]
        return json.loads(serialize("json", rows, use_natural_foreign_keys=True))

    once, recorded = stored(), Term.history.count()
    call_command("loaddata", "glossary", verbosity=0)
    assert stored() == once
    assert Term.history.count() == recorded


def test_the_fixture_holds_concepts_and_terms_only():
    records = yaml.safe_load(path_of("glossary").read_text())
    assert {r["model"] for r in records} == {"jurisdictions.concept", "jurisdictions.term"}


def test_the_terms_can_be_filtered_by_concept_place_and_words():
    assert set(shown("/glossary/?concept=utility-token&concept=custody")) == set(
        Term.objects.filter(concept__slug__in=("utility-token", "custody")).values_list(
            "slug", flat=True
        )
    )
    both = shown("/glossary/?jurisdiction=japan&jurisdiction=gibraltar&concept=service-provider")
    assert both == ["gi-dlt-provider", "jp-crypto-asset-exchange-service-provider"]
    assert shown("/glossary/?q=casp&jurisdiction=european-union") == [
        "eu-crypto-asset-service-provider"
    ]
    assert "au-travel-rule" in shown("/glossary/?q=TRAVEL+rule")


def test_ticked_boxes_and_chips_show_what_is_chosen():
    chosen = page_at("/glossary/?concept=custody&jurisdiction=japan&as_of=2025-03-01")
    assert [box["value"] for box in chosen.select("input[checked]")] == ["custody", "japan"]
    hrefs = [a["href"] for a in chosen.select(".chip a")]
    assert hrefs == [
        "?as_of=2025-03-01&jurisdiction=japan",
        "?as_of=2025-03-01&concept=custody",
    ]


def test_the_same_concept_twice_is_refused():
    assert refused("concept=custody&concept=custody") == ["concept"]


def test_the_page_is_valid_html_with_a_sound_outline_and_nothing_inline():
    response = Client().get("/glossary/")
    html5lib.HTMLParser(strict=True).parse(response.text)
    whole = parse(response)
    levels = [int(heading.name[1]) for heading in whole.select("h1, h2, h3")]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    ids = [tag["id"] for tag in whole.select("[id]")]
    assert len(ids) == len(set(ids))
    assert not whole.select("style, [style]")
    assert not inline_scripts(whole)
    assert not response.cookies


def test_every_link_works_and_carries_the_day():
    whole = page_at("/glossary/?concept=travel-rule&concept=dao-form&as_of=2025-03-01")
    whole.select_one(".bar .chip[href]").decompose()  # back to today
    links = {a["href"] for a in whole.select("a[href]")}
    assert len(links) > 20
    for href in links:
        if href.startswith("#"):
            assert whole.find(id=href[1:]), href
        elif not urlsplit(href).scheme and href not in TIMELESS:
            assert parse_qs(urlsplit(href).query)["as_of"] == ["2025-03-01"], href
    for href in {href for href in links if href.startswith("/instruments/")}:
        assert Client().get(href).status_code == 200, href


def test_synonyms_of_the_shipped_glossary_bridge_the_laws():
    assert {"virtual asset", "digital payment token"} <= synonyms("crypto-assets")
    assert {"CASP", "VASP", "cryptoasset business"} <= synonyms("DLT provider in Gibraltar")
    assert "travel rule" in synonyms("TFR")
