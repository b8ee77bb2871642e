"""A save that was refused and is sent again undoes nothing that only somebody else changed."""

import re

import pytest

from jurisdictions import models
from jurisdictions.choices import Publication
from tests import factories as make
from tests.desk import (
    Desk,
    address,
    as_pillar,
    cited,
    conflict,
    entries,
    errors,
    make_draft,
    make_draft_event,
    row,
)

pytestmark = pytest.mark.any_database


@pytest.fixture
def anna(db):
    return Desk("anna")


@pytest.fixture
def ben(db):
    return Desk("ben")


def shown(answer, name: str):
    """What stands in a field of the form that a refused save shows."""
    return answer.context["adminform"].form[name].value()


def values(page) -> dict:
    """What a browser posts from a page without rows."""
    form = page.context["adminform"].form
    return {field.html_name: field.value() for field in form if field.value() is not None}


def milestone(*, is_milestone: bool = True):
    instrument = make.make_instrument()
    place = instrument.jurisdiction
    return make_draft_event(jurisdiction=place, instrument=instrument, is_milestone=is_milestone)


# Fields


@pytest.mark.each_database
def test_what_only_the_other_changed_stays_changed(anna, ben):
    finding = make_draft(answer="As it was")
    page = ben.open(finding)
    anna.change(finding, answer="From Anna", valid_from="2024-02-01", stance="prohibited")
    refused = ben.save(page, detail="From Ben")
    conflict(refused)
    assert ben.save(refused).status_code == 302
    finding.refresh_from_db()
    assert (finding.answer, finding.detail) == ("From Anna", "From Ben")
    assert (finding.valid_from.isoformat(), finding.stance) == ("2024-02-01", "prohibited")


def test_what_was_taken_over_is_told_apart_from_what_both_changed(anna, ben):
    finding = make_draft()
    page = ben.open(finding)
    anna.change(finding, answer="From Anna", valid_from="2024-02-01")
    told = conflict(refused := ben.save(page, answer="From Ben"))
    assert "<td>From Anna</td><td>From Ben</td>" in told
    assert "<td>1 February 2024</td><td>1 February 2024 <em>(taken over" in told
    assert shown(refused, "answer") == "From Ben"
    assert shown(refused, "valid_from") == "2024-02-01"


def test_what_is_wrong_is_kept_as_typed(anna, ben):
    finding = make_draft()
    page = ben.open(finding)
    anna.change(finding, valid_from="2024-02-01")
    refused = ben.save(page, valid_from="32 May")
    conflict(refused)
    assert shown(refused, "valid_from") == "32 May"


@pytest.mark.parametrize("ticked", [True, False])
def test_a_tick_is_taken_over_and_so_is_that_there_is_none(anna, ben, ticked):
    event = milestone(is_milestone=not ticked)
    page = ben.open(event)
    posted = entries(anna.open(event))
    posted.pop("is_milestone", None)
    anna.client.post(address(event, "change"), posted | ({"is_milestone": "on"} if ticked else {}))
    refused = ben.save(page, title="From Ben")
    conflict(refused)
    assert ben.save(refused).status_code == 302
    event.refresh_from_db()
    assert (event.title, event.is_milestone) == ("From Ben", ticked)


def test_choices_and_lists_are_taken_over_too(anna, ben):
    parent, other = make.make_jurisdiction(), make.make_jurisdiction()
    place = make.make_jurisdiction(parent=parent, territories=["AE"])
    page = ben.open(place)
    anna.change(place, parent=other.pk, territories="AE, SA")
    refused = ben.save(page, name="From Ben")
    conflict(refused)
    assert ben.save(refused).status_code == 302
    place.refresh_from_db()
    assert (place.name, place.parent, place.territories) == ("From Ben", other, ["AE", "SA"])


def test_sources_are_taken_over_and_so_is_that_there_are_none(anna, ben):
    first, second = make.make_source(), make.make_source()
    for before, after in (([], [first, second]), ([first], [])):
        instrument = make.make_instrument()
        instrument.sources.set(before)
        page = ben.open(instrument)
        anna.save(anna.open(instrument), sources=[one.pk for one in after])
        refused = ben.save(page, note="From Ben")
        conflict(refused)
        assert ben.save(refused).status_code == 302
        instrument.refresh_from_db()
        assert (instrument.note, set(instrument.sources.all())) == ("From Ben", set(after))


def test_what_was_emptied_is_not_filled_again(anna, ben):
    finding = make_draft(note="Anna takes this out.")
    page = ben.open(finding)
    anna.change(finding, note="")
    assert ben.save(ben.save(page, answer="From Ben")).status_code == 302
    finding.refresh_from_db()
    assert (finding.answer, finding.note) == ("From Ben", "")


def test_a_third_change_in_between_is_taken_over_as_well(anna, ben):
    finding = make_draft()
    refused = ben.open(finding)
    for day in ("2024-02-01", "2024-03-01"):
        anna.change(finding, valid_from=day)
        refused = ben.save(refused, answer="From Ben")
        conflict(refused)
    assert ben.save(refused).status_code == 302
    finding.refresh_from_db()
    assert (finding.answer, finding.valid_from.isoformat()) == ("From Ben", "2024-03-01")


def test_of_a_published_record_that_was_published_anew_the_draft_says_the_new_too(anna, ben):
    published = make.make_cited_finding(answer="As it was", note="")
    page = ben.open(published)
    models.Finding.objects.filter(pk=published.pk).update(note="Published meanwhile.")
    refused = ben.save(page, answer="From Ben")
    conflict(refused)
    assert ben.save(refused).status_code == 302
    draft = models.Finding.objects.get(draft_of=published)
    assert (draft.answer, draft.note) == ("From Ben", "Published meanwhile.")


def test_beside_the_draft_of_another_nothing_is_taken_over(anna, ben):
    published = make.make_cited_finding(answer="As it was", note="")
    page = ben.open(published)
    models.Finding.objects.filter(pk=published.pk).update(note="Published meanwhile.")
    anna.change(published, answer="From Anna")
    told = conflict(refused := ben.save(page, detail="From Ben"))
    assert "taken over" not in told
    assert "<td>From Anna</td><td>As it was <em>(not changed by you)" in told
    assert shown(refused, "note") == ""


def test_a_pillar_is_merged_like_any_record(anna, ben):
    pillar = as_pillar()
    page = ben.open(pillar)
    anna.change(pillar, question="Asked by Anna?")
    assert ben.save(ben.save(page, title="From Ben")).status_code == 302
    pillar.refresh_from_db()
    assert (pillar.title, pillar.question) == ("From Ben", "Asked by Anna?")


def test_a_revert_that_was_refused_reverts_all_of_it_when_sent_again(anna, ben):
    finding = make_draft(answer="As it was", note="As it was.")
    oldest = finding.history.last()
    where = f"{address(finding, 'history')}{oldest.pk}/"
    opened = ben.client.get(where)
    anna.change(finding, answer="From Anna")
    refused = ben.client.post(where, values(opened))
    assert "taken over" not in conflict(refused)
    assert ben.client.post(where, values(refused)).status_code == 302
    finding.refresh_from_db()
    assert finding.answer == "As it was"


# Rows of inlines


def two_citations():
    """A draft that rests on two provisions."""
    first = make.make_citation(finding=make_draft(), pinpoint="Art. 1", position=1)
    second = make.make_citation(finding=first.finding, pinpoint="Art. 2", position=2)
    return first.finding, first, second


def pinpoints(finding) -> list[str]:
    return list(finding.citations.order_by("position").values_list("pinpoint", flat=True))


@pytest.mark.each_database
def test_a_row_that_only_the_other_changed_stays_changed(anna, ben):
    finding, *_ = two_citations()
    page = ben.open(finding)
    anna.save(opened := anna.open(finding), **row(opened, 0, pinpoint="Art. 1 by Anna"))
    refused = ben.save(page, **row(page, 1, pinpoint="Art. 2 by Ben"))
    told = conflict(refused)
    assert "Art. 1 by Anna <em>(changed meanwhile: so it stands in your form now, too)" in told
    assert ben.save(refused).status_code == 302
    assert pinpoints(finding) == ["Art. 1 by Anna", "Art. 2 by Ben"]


@pytest.mark.each_database
def test_a_row_that_the_other_deleted_and_one_left_untouched_stays_deleted(anna, ben):
    finding, first, _second = two_citations()
    page = ben.open(finding)
    anna.save(opened := anna.open(finding), **row(opened, 0, DELETE="on"))
    refused = ben.save(page, answer="From Ben")
    told = conflict(refused)
    assert f"<li>{first} <em>(taken out meanwhile: it is not in your form any more" in told
    assert [one["pinpoint"] for one in cited(refused)] == ["Art. 2"]
    assert ben.save(refused).status_code == 302
    assert pinpoints(finding) == ["Art. 2"]


def test_a_row_that_the_other_deleted_and_one_changed_is_told_to_become_a_new_one(anna, ben):
    finding, first, _second = two_citations()
    page = ben.open(finding)
    anna.save(opened := anna.open(finding), **row(opened, 0, DELETE="on"))
    refused = ben.save(page, **row(page, 0, pinpoint="Art. 3"))
    assert f"<li>{first} <em>(taken out meanwhile: in your form it is a new row" in conflict(
        refused
    )
    assert ben.save(refused).status_code == 302
    assert pinpoints(finding) == ["Art. 3", "Art. 2"]


def test_a_row_that_both_deleted_is_told_of_no_more(anna, ben):
    finding, *_ = two_citations()
    page = ben.open(finding)
    anna.save(opened := anna.open(finding), **row(opened, 0, DELETE="on"))
    refused = ben.save(page, answer="From Ben", **row(page, 0, DELETE="on"))
    assert "taken out meanwhile" not in conflict(refused)
    assert ben.save(refused).status_code == 302
    assert pinpoints(finding) == ["Art. 2"]


def test_a_row_that_both_changed_says_what_was_typed(anna, ben):
    finding, *_ = two_citations()
    page = ben.open(finding)
    anna.save(opened := anna.open(finding), **row(opened, 0, pinpoint="Art. 1 by Anna"))
    refused = ben.save(page, **row(page, 0, pinpoint="Art. 1 by Ben"))
    assert "Art. 1 by Anna <em>(in your form it says something else)" in conflict(refused)
    assert ben.save(refused).status_code == 302
    assert pinpoints(finding) == ["Art. 1 by Ben", "Art. 2"]


def test_a_row_that_one_deletes_goes_though_the_other_changed_it(anna, ben):
    finding, *_ = two_citations()
    page = ben.open(finding)
    anna.save(opened := anna.open(finding), **row(opened, 0, pinpoint="Art. 1 by Anna"))
    refused = ben.save(page, **row(page, 0, DELETE="on"))
    assert "Art. 1 by Anna <em>(not in your form)" in conflict(refused)
    assert ben.save(refused).status_code == 302
    assert pinpoints(finding) == ["Art. 2"]


def test_what_cannot_be_understood_in_a_row_is_kept_as_typed(anna, ben):
    finding, *_ = two_citations()
    page = ben.open(finding)
    anna.save(opened := anna.open(finding), **row(opened, 0, pinpoint="Art. 1 by Anna"))
    refused = ben.save(page, **row(page, 0, position="first"))
    conflict(refused)
    assert "Enter a whole number" in errors(refused)
    assert cited(refused)[0]["position"] == "first"


def test_rows_of_a_jurisdiction_are_merged_with_its_fields(anna, ben):
    regulator = make.make_regulator(role="As it was.")
    place = regulator.jurisdiction
    page = ben.open(place)
    anna.save(opened := anna.open(place), **row(opened, 0, role="Anna's words"))
    assert ben.save(ben.save(page, name="From Ben")).status_code == 302
    regulator.refresh_from_db()
    place.refresh_from_db()
    assert (regulator.role, place.name) == ("Anna's words", "From Ben")


def saved_as_shown(desk, page, **changes):
    """Save a form whose rows are only shown: a browser posts which they are, and nothing else."""
    entered = entries(page, **changes)
    shown_only = re.compile(r"events-\d+-(?!id$)")
    posted = {name: value for name, value in entered.items() if not shown_only.match(name)}
    return desk.client.post(page.request["PATH_INFO"], posted)


def test_a_row_that_is_only_shown_says_what_the_other_made_of_it(anna, ben):
    event = milestone()
    page = ben.open(event.instrument)
    anna.change(event, title="By Anna")
    refused = saved_as_shown(ben, page, note="From Ben")
    assert "By Anna <em>(changed meanwhile: so it stands" in conflict(refused)
    assert saved_as_shown(ben, refused).status_code == 302
    event.refresh_from_db()
    assert event.title == "By Anna"


def test_a_row_that_was_only_shown_is_gone_from_the_form_when_it_is_gone(anna, ben):
    event = milestone()
    page = ben.open(event.instrument)
    anna.client.post(address(event, "delete"), {"post": "yes"})
    refused = saved_as_shown(ben, page, note="From Ben")
    assert f"<li>{event} <em>(taken out meanwhile: it is not in your form" in conflict(refused)
    assert cited(refused) == []
    assert saved_as_shown(ben, refused).status_code == 302
    assert not models.Event.objects.unpublished().exists()


def test_a_citation_published_meanwhile_is_not_said_to_stand_in_a_form_where_it_does_not(ben):
    published = make.make_cited_finding()
    page = ben.open(published)
    added = make.make_citation(finding=published, pinpoint="Art. 9")
    told = conflict(ben.save(page, answer="From Ben"))
    assert f"<li>{added} <em>(not in your form)" in told
    assert published.publication == Publication.PUBLISHED


def test_a_citation_that_readers_see_no_more_is_told_to_stand_in_the_draft_all_the_same(ben):
    published = make.make_cited_finding()
    away = make.make_citation(finding=published, pinpoint="Art. 9")
    page = ben.open(published)
    told_as = str(away)
    away.delete()
    refused = ben.save(page, answer="From Ben")
    told = conflict(refused)
    assert f"<li>{told_as} <em>(taken out meanwhile: in your form it is a new row" in told
    assert "Art. 9" in [one["pinpoint"] for one in rows_in_form(refused)]


def rows_in_form(page) -> list[dict]:
    formset = page.context["inline_admin_formsets"][0].formset
    return [{name: form[name].value() for name in form.fields} for form in formset.forms]
