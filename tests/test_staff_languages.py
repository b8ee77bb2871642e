"""Staff work in the language of the address; what the history keeps is in one for all of them."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.db.models import Model
from django.urls import reverse
from django.utils.translation import override
from django.utils.translation.trans_real import CONTEXT_SEPARATOR, DjangoTranslation

from jurisdictions import models
from jurisdictions.choices import RecordedAs
from jurisdictions.editing import authors, reverting, saying, workflow
from jurisdictions.models import names

from . import factories as make
from .pages import parse, squeeze
from .signing_in import PASSWORD
from .workflow import editor, reviewer

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def marked(monkeypatch):
    """In German every text that is looked up in a catalogue stands in marks."""
    found = DjangoTranslation.gettext

    def look_up(catalogue, message):
        text = found(catalogue, message).rpartition(CONTEXT_SEPARATOR)[-1]
        return f"«{text}»" if catalogue.language() == "de" else text

    monkeypatch.setattr(DjangoTranslation, "gettext", look_up)


@pytest.fixture
def ada(client):
    user = make.make_editor(username="ada", password=PASSWORD)
    client.force_login(user)
    return user


def in_german(name: str, *args) -> str:
    with override("de"):
        return reverse(name, args=args)


# --- Names ---


def seen_by_staff() -> set[type[Model]]:
    inlined = {inline.model for page in admin.site._registry.values() for inline in page.inlines}
    ours = ("jurisdictions", "staff")
    return {one for one in {*admin.site._registry, *inlined} if one._meta.app_label in ours}


def listed() -> set[str]:
    with override(None):
        return {str(name) for name in (*names.MODELS, *names.FIELDS, *names.OF_ONE_MODEL.values())}


@pytest.mark.parametrize(
    "model", sorted(seen_by_staff(), key=str), ids=lambda model: model.__name__
)
def test_every_name_of_a_model_and_its_fields_can_be_translated(model, marked):
    meta = model._meta
    fields = meta.local_fields + meta.local_many_to_many
    shown = [field for field in fields if field.editable and not field.primary_key]
    given = [field.verbose_name for field in shown if field._verbose_name is None]
    given += [meta.verbose_name] if "verbose_name" not in meta.original_attrs else []
    given += [meta.verbose_name_plural] if "verbose_name_plural" not in meta.original_attrs else []
    assert {str(name) for name in given} <= listed()
    named = [meta.verbose_name, meta.verbose_name_plural, *(one.verbose_name for one in shown)]
    with override("de"):
        assert [str(name) for name in named if "«" not in str(name)] == []


def test_histories_call_fields_as_their_models_do(marked):
    history = apps.get_model("jurisdictions", "HistoricalFinding")
    with override("de"):
        assert str(history._meta.get_field("answer").verbose_name) == "«Antwort»"


# --- Pages ---


def test_a_sign_in_stays_in_the_language_of_its_page(client, ada):
    client.logout()
    there = in_german("admin:jurisdictions_finding_changelist")
    asked = client.get(there)
    assert asked.url.startswith(in_german("admin:login"))
    answer = client.post(asked.url, {"username": "ada", "password": PASSWORD, "next": there})
    assert answer.url == there


def test_a_save_stays_in_the_language_of_its_page(client, ada):
    section = make.make_section()
    page = in_german("admin:jurisdictions_section_change", section.pk)
    form = client.get(page).context["adminform"].form
    answer = client.post(page, {**form.initial, "title": "Another"})
    assert answer.url == in_german("admin:jurisdictions_section_changelist")


@pytest.mark.parametrize("query", ["", "?kind__exact=official"])
def test_every_page_of_staff_leads_to_itself_in_the_other_language(client, ada, query):
    here = reverse("admin:jurisdictions_source_changelist")
    there = in_german("admin:jurisdictions_source_changelist")
    for shown, other in ((here, there), (there, here)):
        page = parse(client.get(f"{shown}{query}"))
        assert [link["href"] for link in page.select(".languages a")] == [f"{other}{query}"]


def test_the_script_says_what_it_says_in_the_language_of_the_page(client, ada, marked):
    page = parse(client.get(in_german("admin:jurisdictions_finding_add")))
    script = page.select_one("script[src*=writing]")
    said = {name: value for name, value in script.attrs.items() if name.startswith("data-")}
    assert said
    assert all("«" in sentence for sentence in said.values())


def test_every_label_of_the_page_of_review_is_translated(client, ada, marked):
    finding = make.make_cited_finding()
    page = parse(client.get(in_german("admin:jurisdictions_finding_review", finding.pk)))
    labels = [squeeze(label) for label in page.select(".review form label")]
    assert labels == ["«Grund»"]


def test_what_stands_around_a_day_is_on_the_form_in_every_language(client, ada, marked):
    page = parse(client.get(in_german("admin:jurisdictions_finding_add")))
    assert page.select_one("[data-neighbours]")


# --- What is kept ---


def test_reasons_in_the_history_are_in_english_whoever_takes_the_step(marked):
    published = make.make_cited_finding()
    with override("de"):
        by, judge = editor(), reviewer()
        draft = workflow.begin_draft(published, by=by)
        draft.answer = "Another answer"
        saying.keep(draft, by, "")
        workflow.publish(
            workflow.submit(draft, by=by),
            by=judge,
            reason="Clearer.",
            recorded_as=RecordedAs.CORRECTION,
        )
    reason = published.history.first().history_change_reason
    assert reason.startswith("Editorial correction: Clearer.")
    assert "«" not in reason


def test_so_is_what_a_revert_went_back_to(marked):
    entry = make.make_source().history.first()
    with override("de"):
        german = reverting.reverted_to(entry)
    assert german == reverting.reverted_to(entry)


def test_steps_are_told_from_edits_in_every_language(marked):
    published = make.make_cited_finding()
    by = editor()
    draft = workflow.begin_draft(published, by=by)
    saying.keep(draft, reviewer(), "Editorial correction: of somebody else")
    with override("de"):
        assert authors.author_of(draft) == by


def test_a_title_made_of_a_kind_of_event_is_in_english(client, ada, marked):
    instrument = make.make_instrument(short_name="Act")
    page = in_german("admin:jurisdictions_instrument_change", instrument.pk)
    shown = client.get(page)
    given = {
        "events-TOTAL_FORMS": 1, "events-INITIAL_FORMS": 0, "events-0-date": "2026-01-01",
        "events-0-kind": "adopted", "events-0-is_milestone": "on",
    }  # fmt: skip
    entries = {k: v for k, v in shown.context["adminform"].form.initial.items() if v is not None}
    answer = client.post(page, {**entries, **given})
    assert answer.status_code == 302, squeeze(parse(answer).select_one("#content").text)
    assert models.Event.objects.get(instrument=instrument).title == "Act: adopted"
