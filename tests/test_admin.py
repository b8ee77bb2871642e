"""The editing pages: what they show, what they save, and how they refuse."""

from datetime import date, timedelta

import pytest
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jurisdictions import models
from jurisdictions.choices import Publication, Stance
from tests import factories as make
from tests.desk import (
    EACH_MODEL,
    MAKERS,
    REVIEWED,
    add_event,
    add_finding,
    add_milestones,
    address,
    as_pillar,
    as_topic,
    change,
    entries,
    errors,
    make_draft,
    row,
)

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def editor(client):
    user = make.make_editor()
    client.force_login(user)
    return user


# Every model


def test_every_model_of_the_app_can_be_edited_somewhere():
    inlined = {inline.model for page in admin.site._registry.values() for inline in page.inlines}
    tables = set(MAKERS) | inlined | {models.Criterion}
    # Nobody edits the numbers of the revisions; links are not added (test_link_admin).
    others = {models.Revision, models.Link}
    # What readers send is decided on (test_readers_admin); what is counted of it nobody sees.
    others |= {models.Report, models.Answer, models.Attempt}
    # Files that wait to be imported are nobody's data yet.
    others |= {models.Upload, models.Stamp}
    # What is searched is copied from records.
    others |= {models.SearchDocument, models.SearchText, models.SearchWord}
    assert {getattr(models, name) for name in models.__all__} - others == tables


@pytest.mark.few(6)
@EACH_MODEL
def test_each_field_of_a_model_is_on_its_form(client, editor, model):
    form = client.get(address(model, "add")).context["adminform"].form
    fields = {field.name for field in [*model._meta.concrete_fields, *model._meta.many_to_many]}
    not_edited = {"id", "scale"} if model is models.Finding else {"id"}
    # Steps of review change these.
    not_edited |= {"publication", "draft_of", "based_on"} if model in REVIEWED else set()
    of_pillars_only = {"proposal", "as_told"} if model is models.Topic else set()
    assert fields - set(form.fields) == not_edited | of_pillars_only


@pytest.mark.few(6)
@EACH_MODEL
def test_the_list_the_form_and_the_history_of_each_model_open(client, editor, model):
    record = MAKERS[model]()
    pages = [address(model), address(model, "add")]
    pages += [address(record, page) for page in ("change", "delete", "history")]
    for page in [*pages, f"{address(model)}?q=a"]:
        assert client.get(page).status_code == 200, page


@pytest.mark.few(6)
@EACH_MODEL
def test_a_record_saved_without_a_change_stays_as_it_is(client, editor, model):
    record = MAKERS[model]()
    before = model.objects.filter(pk=record.pk).values().get()
    answer = change(client, record)
    assert answer.status_code == 302, errors(answer)
    assert model.objects.filter(pk=record.pk).values().get() == before


@pytest.mark.few(6)
@EACH_MODEL
def test_an_empty_form_is_refused_in_sentences(client, editor, model):
    page = client.get(address(model, "add"))
    blank = {
        name: value if name.endswith("_FORMS") else "" for name, value in entries(page).items()
    }
    answer = client.post(address(model, "add"), blank)
    assert "This field is required." in errors(answer)
    assert not model.objects.exists()


@pytest.mark.few(6)
@EACH_MODEL
def test_the_slug_of_a_record_can_be_chosen_once(client, editor, model):
    record = MAKERS[model]()
    slug = record.slug
    assert change(client, record, slug="another").status_code == 302
    record.refresh_from_db()
    assert record.slug == slug


@pytest.mark.each_database
@pytest.mark.few(6)
@EACH_MODEL
def test_the_number_of_queries_of_a_list_does_not_grow_with_its_rows(client, editor, model):
    MAKERS[model]()
    client.get(address(model))  # content types are looked up once
    few = queries_of(client, model)
    for _ in range(3):
        MAKERS[model]()
    assert queries_of(client, model) == few


def queries_of(client, model) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.get(address(model))
    return len(queries)


@pytest.mark.each_database
@pytest.mark.few(6)
@EACH_MODEL
def test_a_change_is_in_the_history_with_the_user_who_made_it(client, editor, model):
    record = MAKERS[model]()
    change(client, record)
    newest = record.history.first()
    assert (newest.history_user, newest.history_type) == (editor, "~")


@pytest.mark.few(6)
@EACH_MODEL
def test_who_may_only_look_sees_each_record_and_saves_none(client, model):
    guest = get_user_model().objects.create_user("guest", is_staff=True)
    guest.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    client.force_login(guest)
    where = address(MAKERS[model](), "change")
    assert client.get(where).status_code == 200
    assert client.post(where, {}).status_code == 403


SHOWN = [model for model in MAKERS if hasattr(model, "get_absolute_url")]


@pytest.mark.few(6)
@pytest.mark.parametrize("model", SHOWN, ids=lambda model: model.__name__)
def test_each_record_leads_to_where_readers_see_it(client, editor, model):
    shown = (MAKERS | REVIEWED)[model]()
    page = client.get(address(shown, "change"))
    answer = client.get(page.context["absolute_url"])
    assert client.get(answer.url.partition("#")[0]).status_code == 200


def test_who_is_not_signed_in_is_asked_to(client):
    assert client.get(address(models.Finding)).url.startswith(reverse("admin:login"))
    assert "regcompare: editing" in client.get(reverse("admin:login")).content.decode()


def test_the_criteria_are_listed_as_pillars_and_topics_only(client, editor):
    shown = client.get(reverse("admin:index")).content.decode()
    assert "Pillars" in shown
    assert "Topics" in shown
    assert "Criteria" not in shown


def test_a_finding_finds_its_pillar_by_typing(client, editor):
    pillar = make.make_pillar(title="Non-custodial architecture")
    question = {"app_label": "jurisdictions", "model_name": "finding", "field_name": "criterion"}
    answer = client.get(reverse("admin:autocomplete"), {"term": "custodial", **question})
    assert [found["id"] for found in answer.json()["results"]] == [str(pillar.pk)]


# Findings


def cited(number: int, **fields) -> dict:
    return {f"citations-{number}-{name}": value for name, value in fields.items()}


def test_an_added_finding_needs_no_slug_of_the_editor(client, editor):
    place, pillar = make.make_jurisdiction(slug="dubai"), make.make_criterion(slug="custody")
    for day in ("2024-01-01", "2024-06-01"):
        add_finding(client, jurisdiction=place.pk, criterion=pillar.pk, valid_from=day)
    slugs = models.Finding.objects.order_by("valid_from").values_list("slug", flat=True)
    assert list(slugs) == ["dubai-custody-2024", "dubai-custody-2024-2"]


@pytest.mark.each_database
def test_a_changed_rule_is_saved_as_a_new_finding_with_its_citations(client, editor):
    old = make.make_citation().finding
    answer = change(client, old, valid_from="2025-05-05", answer="No longer", _saveasnew="1")
    assert answer.status_code == 302, errors(answer)
    new = models.Finding.objects.get(valid_from=date(2025, 5, 5))
    assert (new.answer, new.citations.get().pinpoint) == ("No longer", "Art. 1")
    assert models.Finding.objects.get(pk=old.pk).answer == old.answer


def test_lines_are_stored_as_they_were_and_not_as_browsers_send_them(client, editor):
    finding = make_draft()
    change(client, finding, detail="One.\r\n\r\nTwo.")
    finding.refresh_from_db()
    assert finding.detail == "One.\n\nTwo."


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"stance": Stance.RECOGNISED}, "not in the scale of the criterion"),
        ({"answer": "x" * 71}, "at most 70 characters"),
        ({"valid_from": "tomorrow"}, "This is no day that can be understood"),
        ({"detail": "x" * 6001}, "at most 6000 characters"),
    ],
)
def test_a_wrong_finding_is_refused_in_a_sentence(client, editor, changes, sentence):
    assert sentence in errors(add_finding(client, **changes))
    assert not models.Finding.objects.exists()


@pytest.mark.each_database
def test_a_second_finding_of_a_cell_on_one_day_is_refused_in_a_sentence(client, editor):
    old = make.make_finding()
    answer = add_finding(client, jurisdiction=old.jurisdiction_id, criterion=old.criterion_id)
    assert "begins on that day already" in errors(answer)


def test_the_stances_of_pillars_and_topics_are_offered_apart(client, editor):
    form = client.get(address(models.Finding, "add")).context["adminform"].form
    groups = [name for name, _ in form.fields["stance"].choices]
    assert groups == ["", "For pillars", "For topics", "For both"]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        (("pinpoint",), "choose the instrument too"),
        (("instrument", "source"), "fill in exactly one of the two"),
        (("position",), "fill in exactly one of the two"),
    ],
)
def test_a_citation_of_both_or_of_neither_is_refused_in_a_sentence(
    client, editor, fields, sentence
):
    given = {
        "instrument": make.make_instrument().pk,
        "source": make.make_source().pk,
        "pinpoint": "Art. 1",
        "position": "3",
    }
    citation = cited(0, **{name: given[name] for name in fields})
    answer = add_finding(client, **citation, **{"citations-TOTAL_FORMS": 1})
    assert sentence in errors(answer)


def test_the_same_citation_twice_in_one_form_is_refused_in_a_sentence(client, editor):
    twins = {"instrument": make.make_instrument().pk, "pinpoint": "Art. 1"}
    answer = add_finding(
        client, **cited(0, **twins), **cited(1, **twins), **{"citations-TOTAL_FORMS": 2}
    )
    assert "The finding cites this provision already." in errors(answer)


@pytest.mark.each_database
def test_the_same_citation_as_a_stored_one_is_refused_in_a_sentence(client, editor):
    stored = make.make_citation()
    page = client.get(address(stored.finding, "change"))
    twin = row(page, 1, instrument=stored.instrument_id, pinpoint="Art. 1")
    answer = client.post(address(stored.finding, "change"), entries(page, **twin))
    assert "The finding cites this provision already." in errors(answer)


@pytest.mark.each_database
def test_two_citations_that_change_places_are_refused_in_a_sentence(client, editor):
    first = make.make_citation(finding=make_draft())
    second = make.make_citation(finding=first.finding, position=2)
    page = client.get(address(first.finding, "change"))
    swap = row(page, 0, instrument=second.instrument_id) | row(
        page, 1, instrument=first.instrument_id
    )
    answer = client.post(address(first.finding, "change"), entries(page, **swap))
    assert "The finding cites this provision already." in errors(answer)


def test_a_citation_without_a_position_comes_last(client, editor):
    first = make.make_citation(finding=make_draft(), position=4)
    page = client.get(address(first.finding, "change"))
    last = row(page, 1, source=make.make_source().pk, position="")
    client.post(address(first.finding, "change"), entries(page, **last))
    assert list(first.finding.citations.values_list("position", flat=True)) == [4, 5]


def test_the_page_of_a_draft_is_not_offered_to_view(client, editor):
    draft = make.make_finding(publication=Publication.DRAFT)
    shown = make.make_finding()
    assert "View on site" not in client.get(address(draft, "change")).content.decode()
    assert "View on site" in client.get(address(shown, "change")).content.decode()


@pytest.mark.parametrize("kind", ["today", "superseded", "later"])
def test_the_list_can_be_narrowed_to_what_is_in_force(client, editor, kind):
    today, days = date.today(), {"superseded": -400, "today": -200, "later": 200}
    cell = {"jurisdiction": make.make_jurisdiction(), "criterion": make.make_criterion()}
    findings = {
        name: make.make_finding(valid_from=today + timedelta(days=ahead), **cell)
        for name, ahead in days.items()
    }
    make.make_finding(publication=Publication.DRAFT)
    answer = client.get(address(models.Finding), {"in_force": kind})
    assert list(answer.context["cl"].result_list) == [findings[kind]]


@pytest.mark.parametrize(("kind", "due"), [("due", True), ("fresh", False)])
def test_the_list_can_be_narrowed_to_what_is_due_for_verification(client, editor, kind, due):
    today = date.today()
    days = [today - timedelta(days=ago) for ago in (0, 179, 180, 181, 400)]
    for day in [None, *days]:
        make.make_finding(verified_on=day)
    shown = client.get(address(models.Finding), {"verification": kind}).context["cl"].result_list
    expected = [f for f in models.Finding.objects.all() if f.verification_due(today) is due]
    assert set(shown) == set(expected)


# Places and law


@pytest.mark.parametrize("typed", ["AT, DE", "at de", " AT,DE ", "AT;\tDE"])
def test_territories_are_typed_as_plain_codes(client, editor, typed):
    place = make.make_jurisdiction(territories=["FR"])
    page = client.get(address(place, "change"))
    assert 'value="FR"' in page.content.decode()
    client.post(address(place, "change"), entries(page, territories=typed))
    place.refresh_from_db()
    assert place.territories == ["AT", "DE"]


def test_a_code_that_is_none_is_refused_in_a_sentence(client, editor):
    answer = change(client, make.make_jurisdiction(), territories="AT, Austria")
    assert "is not an ISO 3166 code such as AT or AE-DU" in errors(answer)
    assert 'value="AT, Austria"' in answer.content.decode()


def test_a_jurisdiction_is_no_part_of_itself(client, editor):
    whole = make.make_jurisdiction()
    part = make.make_jurisdiction(parent=whole)
    for parent in (whole, part):
        answer = change(client, whole, parent=parent.pk)
        assert "can&#x27;t be a part of itself" in errors(answer)


@pytest.mark.each_database
def test_a_taken_position_is_refused_in_a_sentence(client, editor):
    answer = change(client, as_pillar(), position=as_topic().position)
    assert "has this position already: choose another." in errors(answer)


def test_a_new_record_is_proposed_the_last_position(client, editor):
    make.make_approach(position=30)
    form = client.get(address(models.Approach, "add")).context["adminform"].form
    assert form["position"].value() == 40


def test_a_milestone_without_an_instrument_is_refused_in_a_sentence(client, editor):
    answer = change(client, make.make_event(), is_milestone="on")
    assert "A milestone belongs to an instrument" in errors(answer)


def test_an_event_takes_over_the_jurisdiction_of_its_instrument(client, editor):
    instrument = make.make_instrument()
    add_event(client, instrument=instrument.pk)
    assert models.Event.objects.get().jurisdiction == instrument.jurisdiction


def test_an_event_of_no_place_and_no_instrument_is_refused_in_a_sentence(client, editor):
    assert "Choose a jurisdiction, or an instrument" in errors(add_event(client))


def test_a_milestone_added_on_its_instrument_needs_a_day_and_a_kind_only(client, editor):
    instrument = make.make_instrument(slug="the-act", short_name="Act")
    answer = add_milestones(client, instrument, {"date": "2024-05-01", "kind": "in-force"})
    assert answer.status_code == 302, errors(answer)
    event = instrument.events.get()
    assert event.jurisdiction == instrument.jurisdiction
    assert (event.slug, event.title) == ("the-act-in-force-2024-05-01", "Act: in force")
    assert event.history.get().history_user == editor


def test_an_instrument_is_added_with_its_milestones(client, editor):
    page = client.get(address(models.Instrument, "add"))
    given = {"name": "The Act", "short_name": "Act", "slug": "act", "kind": "statute"}
    place = make.make_jurisdiction().pk
    milestone = row(page, 0, date="2024-05-01", kind="adopted", is_milestone="on")
    posted = entries(page, **given, jurisdiction=place, **milestone)
    answer = client.post(address(models.Instrument, "add"), posted)
    assert answer.status_code == 302, errors(answer)
    assert models.Event.objects.get().slug == "act-adopted-2024-05-01"


def test_an_instrument_of_no_place_is_refused_with_its_milestones_still_there(client, editor):
    page = client.get(address(models.Instrument, "add"))
    given = {"name": "The Act", "short_name": "Act", "slug": "act", "kind": "statute"}
    milestone = row(page, 0, date="2024-05-01", kind="adopted", title="Royal assent")
    answer = client.post(address(models.Instrument, "add"), entries(page, **given, **milestone))
    assert answer.status_code == 200
    assert "Royal assent" in answer.text
    assert not models.Instrument.objects.exists()


def test_the_same_milestone_twice_in_one_form_is_refused_in_a_sentence(client, editor):
    twin = {"date": "2024-05-01", "kind": "in-force"}
    answer = add_milestones(client, make.make_instrument(), twin, twin)
    assert "has a milestone of this kind on that day already" in errors(answer)


def test_an_instrument_that_moves_away_from_its_events_is_refused_visibly(client, editor):
    instrument = make.make_instrument()
    make.make_event(instrument=instrument, jurisdiction=instrument.jurisdiction)
    answer = change(client, instrument, jurisdiction=make.make_jurisdiction().pk)
    assert "is an instrument of" in answer.content.decode()


def test_a_list_of_instruments_says_their_status_today(client, editor):
    instrument = make.make_instrument()
    make.make_event(instrument=instrument, kind="in-force", is_milestone=True)
    assert "In force" in client.get(address(models.Instrument)).content.decode()


@pytest.mark.each_database
def test_a_record_that_others_rest_on_is_not_deleted(client, editor):
    place = make.make_finding().jurisdiction
    answer = client.post(address(place, "delete"), {"post": "yes"})
    assert answer.status_code == 200
    assert answer.context["protected"]
    assert models.Jurisdiction.objects.filter(pk=place.pk).exists()


# Proposals


def test_the_parts_of_a_proposal_are_reached_from_its_page(client, editor):
    argument = make.make_argument()
    page = client.get(address(argument.proposal, "change")).content.decode()
    listed = f"{address(models.Argument)}?proposal__id__exact={argument.proposal_id}"
    assert f'<a href="{listed}">1 argument</a>' in page
    assert client.get(listed).context["cl"].result_count == 1


def test_a_part_added_from_a_proposal_knows_its_proposal(client, editor):
    proposal = make.make_proposal()
    page = client.get(address(models.Argument, "add"), {"proposal": proposal.pk})
    assert page.context["adminform"].form["proposal"].value() == str(proposal.pk)


# History


@pytest.mark.each_database
def test_a_reverted_record_says_again_what_it_said(client, editor):
    finding = make_draft(answer="As it was")
    version = finding.history.get()
    change(client, finding, answer="As it became")
    where = reverse("admin:jurisdictions_finding_simple_history", args=[finding.pk, version.pk])
    page = client.get(where)
    form = page.context["adminform"].form
    posted = {field.html_name: field.value() for field in form if field.value() is not None}
    assert client.post(where, posted).status_code == 302
    finding.refresh_from_db()
    assert finding.answer == "As it was"
