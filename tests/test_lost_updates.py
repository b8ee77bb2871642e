"""Two editors of one record: the second save is refused, shows both versions, loses nothing."""

import re
import threading
from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db import connections

from jurisdictions import models
from tests import factories as make
from tests.desk import (
    Desk,
    address,
    as_pillar,
    as_topic,
    cited,
    conflict,
    entries,
    errors,
    finding_entries,
    make_draft,
    make_draft_event,
    row,
)

pytestmark = pytest.mark.any_database


@pytest.fixture
def anna(db):
    return Desk("anna", first_name="Anna", last_name="Berg")


@pytest.fixture
def ben(db):
    return Desk("ben")


# One after the other


@pytest.mark.each_database
def test_a_second_save_is_refused_and_names_who_was_quicker(anna, ben):
    finding = make_draft(answer="As it was")
    page = ben.open(finding)
    anna.change(finding, answer="Anna's answer")
    shown = conflict(ben.save(page, answer="Ben's answer"))
    assert "Not saved: Anna Berg changed it on" in shown
    finding.refresh_from_db()
    assert finding.answer == "Anna's answer"


def test_a_refused_save_shows_both_versions_and_keeps_what_was_typed(anna, ben):
    finding = make_draft()
    page = ben.open(finding)
    anna.change(finding, answer="From Anna", stance="prohibited", valid_from="2024-02-01")
    answer = ben.save(page, answer="From Ben", detail="A long text by Ben", stance="unclear")
    shown = conflict(answer)
    for stored, typed in (("From Anna", "From Ben"), ("Prohibited", "Unclear")):
        assert f"<td>{stored}</td><td>{typed}</td>" in shown
    assert (
        "<td>1 February 2024</td><td>1 February 2024 <em>(taken over: you had not changed it)"
        in shown
    )
    form = answer.context["adminform"].form
    assert [form[name].value() for name in ("answer", "detail")] == [
        "From Ben",
        "A long text by Ben",
    ]


def test_a_refused_save_names_related_records_and_not_their_keys(anna, ben):
    old, new, source = make.make_jurisdiction(), make.make_jurisdiction(), make.make_source()
    event = make_draft_event(jurisdiction=old)
    page = ben.open(event)
    anna.change(event, jurisdiction=new.pk, sources=[source.pk])
    shown = conflict(ben.save(page, title="From Ben"))
    assert f"<td>{new}</td><td>{new} <em>(taken over" in shown
    assert f"<td>{source}</td><td>{source} <em>(taken over" in shown


def test_saving_again_after_reading_both_versions_succeeds(anna, ben):
    finding = make_draft()
    page = ben.open(finding)
    anna.change(finding, answer="From Anna")
    refused = ben.save(page, answer="From Ben")
    assert ben.save(refused).status_code == 302
    finding.refresh_from_db()
    assert finding.answer == "From Ben"
    assert [version.answer for version in finding.history.all()][:2] == ["From Ben", "From Anna"]


def test_a_third_change_in_between_is_shown_again(anna, ben):
    finding = make_draft()
    refused = ben.open(finding)
    for text in ("First by Anna", "Second by Anna"):
        anna.change(finding, answer=text)
        refused = ben.save(refused, answer="From Ben")
        assert text in conflict(refused)


def test_another_mistake_does_not_hide_the_conflict(anna, ben):
    finding = make_draft()
    page = ben.open(finding)
    anna.change(finding, valid_from="2024-02-02")
    refused = ben.save(page, valid_from="32 May")
    assert "<td>2 February 2024</td><td>32 May</td>" in conflict(refused)
    assert "This is no day that can be understood" in errors(refused)


def test_a_save_of_nothing_by_somebody_else_is_no_conflict(anna, ben):
    finding = make_draft()
    page = ben.open(finding)
    anna.change(finding)
    assert ben.save(page, answer="From Ben").status_code == 302


def test_a_change_outside_of_the_pages_is_a_conflict_too(ben):
    finding = make_draft()
    page = ben.open(finding)
    finding.answer = "From a script"
    finding.save()
    shown = conflict(ben.save(page, answer="From Ben"))
    assert "a script or a data load changed it" in shown


@pytest.mark.each_database
def test_a_change_that_left_no_trace_is_a_conflict_too(ben):
    finding = make_draft()
    page = ben.open(finding)
    models.Finding.objects.update(answer="From a script")
    finding.history.all().delete()
    assert "a script or a data load changed it while" in conflict(ben.save(page, answer="Ben's"))


def test_a_pillar_and_a_topic_are_guarded_like_their_table(anna, ben):
    for record in (as_pillar(), as_topic()):
        page = ben.open(record)
        anna.change(record, title="From Anna")
        assert "Anna Berg changed it on" in conflict(ben.save(page, title="From Ben"))


def test_a_save_that_does_not_say_what_was_seen_is_refused(ben):
    finding = make_draft()
    conflict(ben.save(ben.open(finding), answer="From Ben", seen=""))
    conflict(ben.save(ben.open(finding), answer="From Ben", seen="nonsense"))


def test_what_was_typed_is_shown_as_text_and_not_as_markup(anna, ben):
    finding = make_draft()
    page = ben.open(finding)
    anna.change(finding, answer="<b>Anna</b>")
    shown = conflict(ben.save(page, answer="<script>Ben</script>"))
    assert "<td>&lt;b&gt;Anna&lt;/b&gt;</td><td>&lt;script&gt;Ben&lt;/script&gt;</td>" in shown


def version_page(desk, record):
    """The oldest version of a record, opened to revert to it."""
    oldest = record.history.last()
    return desk.client.get(f"{address(record, 'history')}{oldest.pk}/")


def revert(desk, page):
    form = page.context["adminform"].form
    posted = {field.html_name: field.value() for field in form if field.value() is not None}
    return desk.client.post(page.request["PATH_INFO"], posted)


def test_reverting_over_a_newer_version_is_refused(anna, ben):
    finding = make_draft(answer="As it was")
    page = version_page(ben, finding)
    anna.change(finding, answer="From Anna")
    conflict(revert(ben, page))
    finding.refresh_from_db()
    assert finding.answer == "From Anna"


def test_reverting_what_was_deleted_meanwhile_is_refused(anna, ben):
    finding = make_draft()
    page = version_page(ben, finding)
    anna.client.post(address(finding, "delete"), {"post": "yes"})
    assert "Anna Berg deleted it on" in conflict(revert(ben, page))
    assert not models.Finding.objects.exists()


# Rows of inlines

NEW_EVENT = {"date": "2024-05-06", "kind": "adopted", "title": "Anna's", "is_milestone": "on"}


def test_a_citation_added_by_somebody_else_is_a_conflict(anna, ben):
    citation = make.make_citation(finding=make_draft())
    finding, source = citation.finding, make.make_source()
    page = ben.open(finding)
    anna.save(open_page := anna.open(finding), **row(open_page, 1, source=source.pk))
    refused = ben.save(page, answer="From Ben")
    shown = conflict(refused)
    assert f"<li>{citation}</li><li>{source} <em>(added meanwhile" in shown
    assert ben.save(refused).status_code == 302
    assert finding.citations.count() == 2


def test_a_citation_added_meanwhile_stands_in_the_form_that_replaces_what_is_stored(anna, ben):
    finding = make.make_citation(finding=make_draft()).finding
    page = ben.open(finding)
    anna.save(opened := anna.open(finding), **row(opened, 1, source=make.make_source().pk))
    first, added = finding.citations.order_by("pk")
    mine = make.make_source()
    refused = ben.save(page, **row(page, 1, source=mine.pk))
    assert [str(one["id"]) for one in cited(refused)] == [str(first.pk), str(added.pk)]
    assert str(cited(refused)[1]["source"]) == str(added.source_id)
    assert not cited(refused)[1]["DELETE"]
    assert ben.save(refused).status_code == 302
    assert {one.source for one in finding.citations.all()} == {first.source, added.source, mine}


def test_so_it_can_be_taken_out_again(anna, ben):
    citation = make.make_citation(finding=make_draft())
    page = ben.open(citation.finding)
    anna.save(opened := anna.open(citation.finding), **row(opened, 1, source=make.make_source().pk))
    refused = ben.save(page, answer="From Ben")
    assert ben.save(refused, **row(refused, 1, DELETE="on")).status_code == 302
    assert list(citation.finding.citations.all()) == [citation]


def test_rows_of_every_kind_that_were_added_meanwhile_stand_in_the_form(anna, ben):
    regulator = make.make_regulator()
    place, instrument = regulator.jurisdiction, make.make_instrument()
    event = make_draft_event(jurisdiction=instrument.jurisdiction, instrument=instrument)
    for record, fields in (
        (place, {"name": "New Authority", "acronym": "NA", "role": "To ask"}),
        (
            instrument,
            {"date": "2024-05-06", "kind": event.kind, "title": "Anna's", "is_milestone": "on"},
        ),
    ):
        page = ben.open(record)
        anna.save(opened := anna.open(record), **row(opened, 1, **fields))
        refused = ben.save(page)
        conflict(refused)
        shown = cited(refused)[1]
        assert {name: str(shown[name]) for name in fields} == {
            name: "True" if value == "on" else value for name, value in fields.items()
        }
        before = list(opened.context["inline_admin_formsets"][0].formset.model.objects.values())
        assert ben.save(refused).status_code == 302
        assert (
            list(opened.context["inline_admin_formsets"][0].formset.model.objects.values())
            == before
        )


def test_a_citation_changed_by_somebody_else_is_a_conflict(anna, ben):
    finding = make.make_citation(finding=make_draft()).finding
    page = ben.open(finding)
    anna.save(open_page := anna.open(finding), **row(open_page, 0, pinpoint="Art. 2"))
    refused = ben.save(page, **row(page, 0, pinpoint="Art. 3"))
    assert "Art. 2 <em>(in your form it says something else)</em>" in conflict(refused)
    assert 'value="Art. 3"' in refused.content.decode()
    assert ben.save(refused).status_code == 302
    assert finding.citations.get().pinpoint == "Art. 3"


def test_a_citation_is_called_what_it_is_after_somebody_else_put_them_in_another_order(anna, ben):
    first = make.make_citation(finding=make_draft(), pinpoint="Art. 1", position=1)
    finding = first.finding
    second = make.make_citation(finding=finding, pinpoint="Art. 2", position=2)
    page = ben.open(finding)
    opened = anna.open(finding)
    moved = row(opened, 0, position=3) | row(opened, 2, source=make.make_source().pk, position=1)
    anna.save(opened, **moved)
    refused = ben.save(page, answer="From Ben")
    [inline] = refused.context["inline_admin_formsets"]
    shown = [(one.original, one.form["id"].value()) for one in inline if one.original]
    assert [str(original.pk) for original, _ in shown] == [str(key) for _, key in shown]
    assert [original for original, _ in shown][:2] == [first, second]
    assert f"<li>{first} <em>(changed meanwhile: so it stands" in conflict(refused)


def test_a_source_that_somebody_deleted_before_it_was_cited_is_named(anna, ben):
    finding, source = make.make_citation(finding=make_draft()).finding, make.make_source()
    page = ben.open(finding)
    anna.client.post(address(source, "delete"), {"post": "yes"})
    refused = ben.save(page, **row(page, 1, source=source.pk))
    assert f"“{source}” is gone: Anna Berg deleted it on " in errors(refused)


def test_of_several_sources_the_one_that_somebody_deleted_is_named(anna, ben):
    record, source = make.make_instrument(), make.make_source()
    page = ben.open(record)
    anna.client.post(address(source, "delete"), {"post": "yes"})
    refused = ben.save(page, sources=[source.pk])
    assert f"“{source}” is gone: Anna Berg deleted it on " in errors(refused)


def test_a_choice_that_there_never_was_is_refused_as_before(ben):
    finding = make.make_citation(finding=make_draft()).finding
    refused = ben.save(page := ben.open(finding), **row(page, 1, source=999_999))
    assert "Select a valid choice." in errors(refused)


@pytest.mark.each_database
def test_a_citation_deleted_by_somebody_else_is_kept_as_typed(anna, ben):
    finding = make.make_citation(finding=make_draft()).finding
    make.make_citation(finding=finding, pinpoint="Art. 5", position=2)
    page = ben.open(finding)
    anna.save(open_page := anna.open(finding), **row(open_page, 0, DELETE="on"))
    refused = ben.save(page, **row(page, 0, pinpoint="Art. 3"))
    assert "Anna Berg changed it" in conflict(refused)
    assert ben.save(refused).status_code == 302
    assert list(finding.citations.values_list("pinpoint", flat=True)) == ["Art. 3", "Art. 5"]


@pytest.mark.each_database
def test_the_same_citation_added_by_both_is_refused_in_a_sentence(anna, ben):
    finding, source = make_draft(), make.make_source()
    page = ben.open(finding)
    twin = row(page, 0, source=source.pk)
    anna.save(anna.open(finding), **twin)
    refused = ben.save(page, **twin)
    conflict(refused)
    assert "The finding cites this source already." in errors(refused)
    again = ben.save(refused, **row(refused, 1, DELETE="on"))
    assert again.status_code == 302, errors(again)
    assert finding.citations.get().source == source


def test_a_row_edited_on_its_own_page_is_a_conflict_too(anna, ben):
    regulator = make.make_regulator()
    page = ben.open(regulator.jurisdiction)
    anna.change(regulator, role="It was given more to do.")
    conflict(ben.save(page, **row(page, 0, role="Ben's words")))


def test_rows_that_are_only_shown_say_the_same_as_before(anna, ben):
    instrument = make.make_instrument()
    place = instrument.jurisdiction
    event = make_draft_event(jurisdiction=place, instrument=instrument, is_milestone=True)
    page = ben.open(event.instrument)
    anna.save(opened := anna.open(event.instrument), **row(opened, 1, **NEW_EVENT))
    entered = entries(page, name="From Ben")
    # A browser posts which row it is, and nothing else of it.
    shown_only = {name for name in entered if name.startswith("events-0-")} - {"events-0-id"}
    posted = {name: value for name, value in entered.items() if name not in shown_only}
    shown = conflict(ben.client.post(page.request["PATH_INFO"], posted))
    assert f"<li>{event}</li>" in shown
    assert "Anna&#x27;s <em>(added meanwhile" in shown


# Records that are gone


def test_what_was_typed_into_a_record_that_was_deleted_meanwhile_is_kept_and_not_saved(anna, ben):
    finding = make_draft()
    page = ben.open(finding)
    anna.client.post(address(finding, "delete"), {"post": "yes"})
    refused = ben.save(page, answer="From Ben")
    shown = conflict(refused)
    assert "Not saved: Anna Berg deleted it on" in shown
    assert refused.context["adminform"].form["answer"].value() == "From Ben"
    assert not models.Finding.objects.exists()


def test_saving_it_again_makes_a_new_draft_with_its_rows(anna, ben):
    citation = make.make_citation(finding=make_draft(), pinpoint="Art. 1")
    page = ben.open(citation.finding)
    anna.client.post(address(citation.finding, "delete"), {"post": "yes"})
    answer = ben.save(ben.save(page, answer="From Ben", **row(page, 0, pinpoint="Art. 2")))
    again = models.Finding.objects.get()
    assert answer.url == address(again, "change")
    assert (again.answer, again.publication) == ("From Ben", "draft")
    assert again.pk != citation.finding_id
    assert [one.pinpoint for one in again.citations.all()] == ["Art. 2"]


def test_so_it_is_where_something_else_is_wrong_in_between(anna, ben):
    finding = make_draft()
    page = ben.open(finding)
    anna.client.post(address(finding, "delete"), {"post": "yes"})
    told = ben.save(page, answer="From Ben")
    wrong = ben.save(told, answer="With a full stop.")
    assert "no full stop" in wrong.content.decode()
    assert ben.save(wrong, answer="From Ben").status_code == 302
    assert models.Finding.objects.get().answer == "From Ben"


def test_who_may_add_nothing_is_told_that_it_is_gone(anna, ben):
    finding = make_draft()
    page = ben.open(finding)
    anna.client.post(address(finding, "delete"), {"post": "yes"})
    user = get_user_model().objects.get(username="ben")
    user.is_superuser = False
    user.save()
    names = ("view_finding", "change_finding")
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    answer = ben.save(page, answer="From Ben")
    assert "doesn’t exist" in ben.client.get(answer.url).content.decode()
    assert not models.Finding.objects.exists()


@pytest.mark.each_database
def test_a_record_deleted_twice_is_deleted_once(anna, ben):
    finding = make_draft()
    where = address(finding, "delete")
    for desk in (anna, ben):
        desk.client.get(where)
    answers = [desk.client.post(where, {"post": "yes"}).status_code for desk in (anna, ben)]
    assert answers == [302, 302]
    assert finding.history.filter(history_type="-").count() == 1


# At the same moment

EDITORS = 4


def at_once(desks: list[Desk], act) -> list:
    """The answers to what all do at the same moment, each in a thread."""
    start, answers = threading.Barrier(len(desks)), [None] * len(desks)

    def run(number: int):
        try:
            start.wait()
            answers[number] = act(desks[number], number)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(desks))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def make_desks() -> list[Desk]:
    return [Desk(f"editor-{number}") for number in range(EDITORS)]


def winners(answers) -> list[int]:
    """Which saves went through; the others must be answered with a page, not an error."""
    assert {answer.status_code for answer in answers} <= {200, 302}
    return [number for number, answer in enumerate(answers) if answer.status_code == 302]


@pytest.mark.django_db(transaction=True)
def test_of_many_saves_at_once_exactly_one_wins():
    desks, finding = make_desks(), make_draft()
    for turn in range(5):
        pages = [desk.open(finding) for desk in desks]
        answers = at_once(
            desks, lambda desk, n, pages=pages, turn=turn: desk.save(pages[n], answer=f"{turn}-{n}")
        )
        [winner] = winners(answers)
        finding.refresh_from_db()
        assert finding.answer == f"{turn}-{winner}"
        assert all(
            "conflict" in errors_of(answer) for answer in answers if answer.status_code == 200
        )


def errors_of(answer) -> list[str]:
    return [error.code for error in answer.context["adminform"].form.errors.as_data()["__all__"]]


@pytest.mark.django_db(transaction=True)
def test_of_many_changes_of_one_row_at_once_exactly_one_wins():
    desks, finding = make_desks(), make.make_citation(finding=make_draft()).finding
    pages = [desk.open(finding) for desk in desks]
    answers = at_once(
        desks, lambda desk, n: desk.save(pages[n], **row(pages[n], 0, pinpoint=f"s. {n}"))
    )
    [winner] = winners(answers)
    assert finding.citations.get().pinpoint == f"s. {winner}"


@pytest.mark.django_db(transaction=True)
def test_of_a_row_and_its_own_page_saved_at_once_one_wins():
    desks, regulator = make_desks()[:2], make.make_regulator()
    records = [regulator, regulator.jurisdiction]
    pages = [desk.open(record) for desk, record in zip(desks, records, strict=True)]
    words = [{"role": "own page"}, row(pages[1], 0, role="inline")]
    answers = at_once(desks, lambda desk, n: desk.save(pages[n], **words[n]))
    [winner] = winners(answers)
    regulator.refresh_from_db()
    assert regulator.role == ["own page", "inline"][winner]


@pytest.mark.django_db(transaction=True)
def test_of_many_findings_of_one_cell_added_at_once_exactly_one_is():
    desks, posted = make_desks(), finding_entries()
    where = address(models.Finding, "add")
    answers = at_once(desks, lambda desk, n: desk.client.post(where, posted))
    assert len(winners(answers)) == 1
    assert models.Finding.objects.get().valid_from == date(2024, 1, 1)
    refused = [errors(answer) for answer in answers if answer.status_code == 200]
    assert len(refused) == len(answers) - 1
    assert all("begins on that day already" in refusal for refusal in refused)


@pytest.mark.django_db(transaction=True)
def test_a_save_and_a_deletion_at_once_never_bring_a_record_back():
    desks, finding = make_desks()[:2], make_draft()
    page = desks[0].open(finding)
    acts = [
        lambda desk: desk.save(page, answer="From the first"),
        lambda desk: desk.client.post(address(finding, "delete"), {"post": "yes"}),
    ]
    winners(at_once(desks, lambda desk, n: acts[n](desk)))
    assert not models.Finding.objects.exists()


# A draft beside what is published


def test_a_draft_that_went_on_since_it_was_shown_is_shown_again_before_it_is_replaced(anna, ben):
    published = make.make_finding(answer="Published")
    page = ben.open(published)
    anna.change(published, answer="Anna's first words")
    refused = ben.save(page, answer="From Ben")
    assert "Anna&#x27;s first words" in conflict(refused)
    anna.change(published.draft, answer="Anna's last words")
    again = ben.save(refused)
    assert "Anna&#x27;s last words" in conflict(again)
    assert ben.save(again).status_code == 302
    assert models.Finding.objects.get(draft_of=published).answer == "From Ben"


def test_what_only_the_other_draft_cites_is_named_before_it_is_replaced(anna, ben):
    citation = make.make_citation(finding=make.make_finding(answer="Published"))
    page = ben.open(citation.finding)
    anna.save(
        opened := anna.open(citation.finding),
        **row(opened, 1, source=make.make_source(title="Only Anna's").pk),
        answer="From Anna",
    )
    shown = conflict(refused := ben.save(page, answer="From Ben"))
    assert f"<li>{citation}</li>" in shown
    assert re.search(r"Only Anna&#x27;s \([^)]*\) <em>\(not in your form\)</em>", shown)
    assert ben.save(refused).status_code == 302
    draft = models.Finding.objects.get(draft_of=citation.finding)
    assert [str(one) for one in draft.citations.all()] == [str(citation)]


@pytest.mark.each_database
def test_a_citation_that_one_deletes_while_another_saves_is_told(anna, ben):
    finding = make.make_citation(finding=make_draft()).finding
    page = ben.open(finding)
    anna.change(finding, **row(anna.open(finding), 0, pinpoint="Art. 2"))
    shown = conflict(ben.save(page, **row(page, 0, DELETE="on")))
    assert "Art. 2 <em>(not in your form)</em>" in shown
