"""The glossary: its page, its editing pages, and the synonyms a search may use."""

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from jurisdictions.models import Concept, Term
from jurisdictions.search.questions import read
from jurisdictions.search.synonyms import widened

from .factories import (
    make_concept,
    make_event,
    make_instrument,
    make_jurisdiction,
    make_source,
    make_term,
    together,
)
from .pages import page_at, parse, squeeze

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def page(address: str = "/glossary/"):
    return page_at(address)


def shown(address: str) -> list[str]:
    """The slugs of the terms on a page."""
    return [entry["id"] for entry in page(address).select(".terms > div")]


def refused(query: str) -> list[str]:
    """The names of the parameters that the page refuses."""
    response = Client().get(f"/glossary/?{query}")
    assert response.status_code == 400, query
    return [squeeze(dt) for dt in parse(response).select(".terms dt")]


# The page


def test_the_terms_stand_under_their_concept_in_the_order_of_concepts_and_places(db):
    later, first = make_concept(position=900), make_concept(position=800)
    second_place, first_place = make_jurisdiction(position=90), make_jurisdiction(position=80)
    of_later = make_term(concept=later, jurisdiction=first_place)
    of_first = make_term(concept=first, jurisdiction=first_place)
    also = make_term(concept=first, jurisdiction=second_place)
    assert shown("/glossary/") == [of_first.slug, also.slug, of_later.slug]
    headings = [squeeze(h2) for h2 in page().select("main h2:not(#take-away)")]
    assert headings == [first.name, later.name]


def test_a_term_shows_words_abbreviation_place_instrument_pinpoint_and_sources(db):
    term = make_term(abbreviation="CASP", pinpoint="Art. 3(1)(15)", note="It is wide.")
    term.sources.add(make_source(title="A commentary"))
    entry = page().select_one(f"#{term.slug}")
    assert squeeze(entry.dt) == f"{term.term} (CASP) {term.jurisdiction.short_name}"
    text = squeeze(entry.dd)
    assert text.startswith(f"{term.instrument.short_name} , Art. 3(1)(15)")
    assert "It is wide." in text
    assert "A commentary" in squeeze(entry.select_one(".sources"))
    assert not entry.select(".tag")


@pytest.mark.parametrize("address", ["/glossary/", "/search/?q=العملة"])
def test_a_term_is_read_in_the_direction_of_its_script(db, address):
    term = make_term(term="العملة المشفرة", language="ar")
    shown = page(address)
    (word,) = (one for one in shown.select("main [lang=ar]") if squeeze(one) == term.term)
    assert word["dir"] == "auto"


@pytest.mark.parametrize(
    ("day", "status"), [("2023-12-31", "Not yet proposed"), ("2024-01-01", "Adopted")]
)
def test_the_instrument_has_its_status_on_the_day(db, day, status):
    term = make_term()
    make_event(
        instrument=term.instrument, jurisdiction=term.instrument.jurisdiction, is_milestone=True
    )
    assert squeeze(page(f"/glossary/?as_of={day}").select_one(".status")) == status


def test_a_term_without_an_instrument_says_so(db):
    make_term(instrument=None)
    assert "No instrument that defines it" in squeeze(page().select_one(".terms dd"))


def test_a_false_friend_is_flagged_in_words_and_by_a_mark(db):
    term = make_term(false_friend="Not the other one.")
    flag = page().select_one(f"#{term.slug} .tag")
    assert squeeze(flag) == "≠ False friend"
    assert squeeze(flag.parent).endswith("Not the other one.")


def test_a_foreign_word_carries_its_language(db):
    make_term(term="VT-Dienstleister", language="de")
    make_term(term="provider")
    assert [span.get("lang") for span in page().select("dt > span:first-child")] == ["de", None]


def test_the_page_says_how_many_terms_are_hidden_and_offers_them(db):
    concept = make_term().concept
    make_term(false_friend="Not the other.")
    assert squeeze(page().select_one("main > .note")).startswith(
        "2 of 2 terms, 1 false friend among them"
    )
    narrowed = page(f"/glossary/?concept={concept.slug}")
    assert squeeze(narrowed.select_one("main > .note")).startswith("1 of 2 terms, 0 false friends")
    assert "Show all" in squeeze(page("/glossary/?q=nowhere").select_one("main"))


@pytest.mark.parametrize("name", ["concept", "jurisdiction"])
@pytest.mark.parametrize("value", ["atlantis", "", "%00", "%E2%80%AE", "%FF", "%3Cb%3E"])
def test_an_unknown_empty_or_crafted_value_is_refused_by_name(name, value):
    assert refused(f"{name}={value}") == [name]


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("as_of=2024-02-30", "as_of"),
        ("as_of=", "as_of"),
        ("as_of=2024-01-01&as_of=2025-01-01", "as_of"),
        ("q=" + "x" * 101, "q"),
        ("q=%00", "q"),
        ("page=1", "page"),
        ("stance=regulated", "stance"),
    ],
)
def test_what_the_page_does_not_understand_is_refused_by_name(query, name):
    assert refused(query) == [name]


def test_a_form_leads_to_a_clean_address(db):
    response = Client().get("/glossary/?form=1&q=&as_of=2024-01-01")
    assert response.headers["Location"] == "/glossary/?as_of=2024-01-01"


def test_a_record_leads_to_its_place_on_the_page(db):
    term = make_term()
    for record in (term, term.concept):
        address, _, place = record.get_absolute_url().partition("#")
        assert page(address).find(id=place)


def test_an_empty_glossary_is_an_empty_page(db):
    assert "No term is like this" in squeeze(page())


def test_the_glossary_is_in_the_navigation_and_in_the_sitemap(db):
    current = page().select_one("nav[aria-label=Main] [aria-current=page]")
    assert squeeze(current) == "Glossary"
    assert "<loc>http://testserver/glossary/</loc>" in Client().get("/sitemap-pages.xml").text


def test_the_page_asks_as_many_queries_of_30_terms_as_of_3(django_assert_max_num_queries):
    @together()
    def grow(size: int):
        for _ in range(size - Term.objects.count()):
            term = make_term()
            term.sources.add(make_source())
            make_event(instrument=term.instrument, jurisdiction=term.instrument.jurisdiction)

    def queries(size: int) -> int:
        grow(size)
        with django_assert_max_num_queries(10) as captured:
            page()
        return len(captured)

    assert queries(3) == queries(30)


# The promises of the database


def refusal(record) -> str:
    """What an editor reads who tries to save the record."""
    with pytest.raises(ValidationError) as broken:
        record.full_clean()
    return " ".join(broken.value.messages)


def test_a_term_stands_once_for_a_place_and_a_concept():
    term = make_term()
    twin = Term(slug="twin", concept=term.concept, jurisdiction=term.jurisdiction, term=term.term)
    assert "has this term for the concept already" in refusal(twin)
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()
    make_term(concept=term.concept, term=term.term)
    make_term(jurisdiction=term.jurisdiction, term=term.term)


def test_a_pinpoint_of_a_term_needs_an_instrument():
    term = make_term(instrument=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Term.objects.filter(pk=term.pk).update(pinpoint="Art. 1")
    term.pinpoint = "Art. 1"
    assert "choose the instrument too" in refusal(term)


@pytest.mark.parametrize("code", ["EN", "english", "e", "de_AT", "pt-br"])
def test_a_language_is_a_code(code):
    assert "code such as en" in refusal(make_term(language=code))


def test_a_change_of_the_sources_is_in_the_history():
    term = make_term()
    term.sources.add(make_source())
    assert term.history.first().sources.count() == 1


# Editing


@pytest.fixture
def editor(client):
    user = get_user_model().objects.create_superuser("editor", password="not a secret")
    client.force_login(user)
    return client


def edit(record, action: str, *args) -> str:
    return reverse(f"admin:jurisdictions_{record._meta.model_name}_{action}", args=args)


@pytest.mark.parametrize("make", [make_concept, make_term])
def test_the_list_the_form_and_the_history_open_for_editors(editor, make):
    record = make()
    pages = [edit(record, "changelist"), edit(record, "changelist") + "?q=a", edit(record, "add")]
    pages += [edit(record, action, record.pk) for action in ("change", "delete", "history")]
    for address in pages:
        assert editor.get(address).status_code == 200, address


def entries(**changes) -> dict:
    given = {
        "concept": make_concept(slug="provider").pk,
        "jurisdiction": make_jurisdiction(slug="here").pk,
        "term": "Digital Provider",
        "language": "en",
        "instrument": make_instrument().pk,
    }
    return given | changes


def test_an_added_term_gets_its_slug_from_its_place_and_words(editor):
    assert editor.post(edit(Term, "add"), entries()).status_code == 302
    assert Term.objects.get().slug == "here-digital-provider"


def test_a_term_in_another_script_gets_its_slug_from_its_concept(editor):
    editor.post(edit(Term, "add"), entries(term="虚拟货币", language="zh"))
    assert Term.objects.get().slug == "here-provider"


def test_a_term_without_instrument_and_source_is_refused_in_a_sentence(editor):
    answer = editor.post(edit(Term, "add"), entries(instrument=""))
    assert "Name the instrument that defines the term, or a source." in answer.text
    editor.post(edit(Term, "add"), entries_with_source())
    assert Term.objects.get().sources.count() == 1


def entries_with_source() -> dict:
    given = {"concept": Concept.objects.get().pk, "jurisdiction": make_jurisdiction().pk}
    return given | {"term": "T", "language": "en", "sources": [make_source().pk]}


# Synonyms


@pytest.fixture
def words():
    """All that one concept is called; another one beside it is called a part of that."""
    provider = make_concept(name="Crypto-asset service provider")
    make_term(concept=provider, term="virtual asset service provider", abbreviation="VASP")
    make_term(concept=provider, term="VT-Dienstleister", language="de")
    asset = make_concept(name="Crypto-asset")
    make_term(concept=asset, term="virtual asset")
    return {
        "Crypto-asset service provider",
        "virtual asset service provider",
        "VASP",
        "VT-Dienstleister",
    }


def synonyms(query: str) -> set[str]:
    """What a search looks for beside what was typed."""
    return set(widened(read(query)).synonyms)


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("VASP", "VASP"),
        ("vasp licence", "VASP"),
        ("Which VASPs, and where?", "VASP"),
        ("vt-dienstleister", "VT-Dienstleister"),
        ("crypto asset service providers", "Crypto-asset service provider"),
        ("Virtual-Asset Service Provider", "virtual asset service provider"),
    ],
)
def test_a_query_that_names_a_concept_gives_all_its_other_words(words, query, named):
    assert synonyms(query) == words - {named}


def test_the_longest_name_wins_and_several_concepts_may_be_named(words):
    assert synonyms("virtual assets") == {"Crypto-asset"}
    both = synonyms("does a VASP hold the virtual asset?")
    assert both == words - {"VASP"} | {"Crypto-asset"}


@pytest.mark.parametrize("query", ["", "   ", "?", "vas", "vaspian", "xvasp", "virtual", "asset"])
def test_a_query_that_names_no_concept_gives_nothing(words, query):
    assert synonyms(query) == set()


def test_synonyms_ask_three_queries(words, django_assert_num_queries):
    with django_assert_num_queries(3):
        synonyms("VASP")
