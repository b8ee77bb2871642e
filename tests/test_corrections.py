"""What editors corrected is told apart from what the law changed."""

from datetime import date, datetime, timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from jurisdictions.corrections import CorrectionKind, corrections, recorded_of
from jurisdictions.corrections.entries import SAME_WORK
from jurisdictions.days import today
from jurisdictions.models import ApproachPeriod, Citation, Finding
from jurisdictions.recording.history import LOADED
from jurisdictions.views.changed import fetched

from .conftest import FOUR_PLACES
from .factories import (
    make_citation,
    make_editor,
    make_finding,
    make_instrument,
    make_period,
    make_source,
)
from .pages import parse, squeeze

pytestmark = pytest.mark.django_db


def found():
    """As a page lists them, with the records as they are now."""
    return fetched(corrections(today() - timedelta(1), today()))


def age(model=Finding, **by):
    """Move what was recorded so far into the past."""
    history = model.history.model
    for entry in history.objects.all():
        past = entry.history_date - timedelta(**by or {"minutes": 5})
        history.objects.filter(pk=entry.pk).update(history_date=past)


def change(record, **fields):
    for name, value in fields.items():
        setattr(record, name, value)
    record.save()
    return record


def told(one) -> list[tuple[str, str, str]]:
    return [(edit.label, edit.before, edit.after) for edit in one.edits]


def test_a_changed_text_is_a_correction_with_both_texts():
    finding = make_finding(answer="Yes")
    change(finding, answer="No", stance="not-regulated")
    (one,) = found()
    assert one.kind is CorrectionKind.CORRECTED
    assert told(one) == [("Stance", "Regulated", "Not regulated"), ("Answer", "Yes", "No")]
    assert (one.record, one.jurisdiction) == (finding, finding.jurisdiction)
    assert one.revision == Finding.history.first().revision


def test_a_detail_is_told_in_words_and_with_its_markup_where_that_alone_changed():
    finding = make_finding(detail="A *law*.")
    change(finding, detail="A *law*, [here](https://a.example).")
    change(finding, detail="A *law*, [here](https://b.example).")
    markup, words = found()
    assert told(words) == [("Detail", "A law.", "A law, here.")]
    assert told(markup) == [
        ("Detail", "A *law*, [here](https://a.example).", "A *law*, [here](https://b.example).")
    ]


def test_a_save_that_changes_nothing_is_none():
    make_finding().save()
    assert found() == []


def test_what_is_new_is_none():
    make_citation(finding=make_finding(), instrument=make_instrument())
    period = make_period()
    period.sources.add(make_source())
    period.key_instruments.add(make_instrument())
    assert found() == []


@pytest.mark.parametrize(
    "fixtures", [FOUR_PLACES[:2], pytest.param(FOUR_PLACES, marks=pytest.mark.thorough)]
)
def test_a_load_is_none(fixtures):
    call_command("loaddata", *fixtures, verbosity=0)
    assert found() == []


def test_publishing_a_draft_is_none_and_the_draft_stays_unseen():
    finding = make_finding(publication="draft", answer="Secret")
    change(finding, answer="Other", publication="in-review")
    change(finding, answer="Public", publication="published")
    assert found() == []
    assert [one.kind for one in recorded_of(finding)] == [CorrectionKind.FIRST]
    change(finding, answer="Better")
    (one,) = found()
    assert told(one) == [("Answer", "Public", "Better")]


def test_a_new_verification_is_none_but_recorded():
    finding = make_finding()
    change(finding, verified_on=today())
    assert found() == []
    assert [one.kind for one in recorded_of(finding)] == [
        CorrectionKind.VERIFIED,
        CorrectionKind.FIRST,
    ]


def test_withdrawing_and_publishing_again_hide_what_was_written_between():
    finding = make_finding(answer="One")
    change(finding, publication="draft", answer="Hidden")
    change(finding, answer="Hidden too")
    change(finding, publication="published", answer="Two")
    again, withdrawn = found()
    assert (withdrawn.kind, withdrawn.edits, withdrawn.headline) == (
        CorrectionKind.WITHDRAWN,
        (),
        "One",
    )
    assert (again.kind, told(again)) == (CorrectionKind.REPUBLISHED, [("Answer", "One", "Two")])
    text = Client().get("/changes/?kind=corrections").text
    assert "Hidden" not in text


def test_a_deleted_finding_is_withdrawn_and_its_citations_go_unmentioned():
    citation = make_citation()
    age(), age(Citation)
    citation.finding.delete()
    (one,) = found()
    assert (one.kind, one.record) == (CorrectionKind.WITHDRAWN, None)
    assert Client().get(one.get_absolute_url()).status_code == 200


def test_what_was_recorded_of_a_place_that_is_gone_is_left_out():
    finding = make_finding()
    place = finding.jurisdiction
    finding.delete()
    assert len(found()) == 1
    place.delete()
    assert found() == []
    assert Client().get("/changes.atom").status_code == 200


def test_a_moved_first_day_is_a_correction():
    finding = make_finding()
    change(finding, valid_from=today())
    (one,) = found()
    assert told(one) == [("Holds from", "1 January 2024", squeezed(today()))]


def squeezed(day) -> str:
    return f"{day.day} {day:%B %Y}"


def test_a_citation_that_comes_goes_or_changes_is_a_correction_of_its_finding():
    finding = make_finding()
    age()
    law = make_instrument(short_name="Act")
    cited = make_citation(finding=finding, instrument=law, pinpoint="s. 1")
    change(cited, pinpoint="s. 2")
    cited.delete()
    source = make_source()
    make_citation(finding=finding, instrument=None, pinpoint="", source=source)
    assert [told(one)[0] for one in found()][::-1] == [
        ("Provision", "", "Act, s. 1"),
        ("Provision", "Act, s. 1", "Act, s. 2"),
        ("Provision", "Act, s. 2", ""),
        ("Source", "", str(source)),
    ]
    assert {one.record for one in found()} == {finding}


def test_a_citation_of_what_is_gone_since_says_so():
    finding = make_finding()
    age()
    law, source = make_instrument(), make_source()
    cited = make_citation(finding=finding, instrument=law, pinpoint="s. 1")
    cited.delete()
    law.delete()
    cited = make_citation(finding=finding, instrument=None, pinpoint="", source=source)
    cited.delete()
    source.delete()
    assert [told(one)[0] for one in found()][::-1] == [
        ("Provision", "", "a record since removed, s. 1"),
        ("Provision", "a record since removed, s. 1", ""),
        ("Source", "", "a record since removed"),
        ("Source", "a record since removed", ""),
    ]


def test_a_citation_of_a_draft_is_no_correction():
    finding = make_finding(publication="draft")
    age()
    make_citation(finding=finding)
    assert found() == []


def test_a_citation_by_an_editor_is_one_right_after_a_load():
    finding = make_finding()
    Finding.history.update(history_change_reason=LOADED)
    make_citation(finding=finding)
    assert len(found()) == 1


def test_a_second_load_that_changes_the_text_is_one():
    finding = make_finding()
    Finding.history.update(history_change_reason=LOADED)
    age()
    finding._change_reason = LOADED
    change(finding, answer="Other")
    assert len(found()) == 1


def test_an_approach_period_is_corrected_in_its_words_and_its_lists():
    period = make_period(label="Old")
    age(ApproachPeriod, seconds=2 * SAME_WORK.total_seconds())
    source = make_source()
    period.sources.add(source)
    change(period, label="New")
    words, lists = found()
    assert told(words) == [("Period", "Old", "New")]
    assert told(lists) == [("Sources", "", str(source))]
    assert words.about == "Regulatory approach"


def test_a_list_that_held_what_is_gone_since_says_so():
    period = make_period()
    age(ApproachPeriod, seconds=2 * SAME_WORK.total_seconds())
    stays, goes = make_instrument(short_name="Act"), make_instrument()
    period.key_instruments.set([stays, goes])
    period.key_instruments.set([stays])
    goes.delete()
    assert [told(one) for one in found()][::-1] == [
        [("Instruments", "", "Act · a record since removed")],
        [("Instruments", "Act · a record since removed", "Act")],
    ]


def test_only_the_days_asked_for_are_looked_at():
    change(make_finding(), answer="Other")
    day = today()
    assert corrections(day, day + timedelta(5)) == []
    assert len(corrections(day - timedelta(1), day)) == 1
    assert corrections(day - timedelta(9), day - timedelta(1)) == []


@pytest.mark.parametrize(("after", "to"), [(0, 1), (1, 2)])
def test_a_day_begins_at_its_midnight_and_ends_before_the_next(after, to):
    """Of two corrections in the first moments of two days, each is told of its own day alone."""
    finding = make_finding()
    for answer in ("Second", "Third"):
        change(finding, answer=answer)
    first, second, third = Finding.history.order_by("history_id")
    noon = timezone.make_aware(datetime(2026, 3, 1, 12))
    midnights = [timezone.make_aware(datetime(2026, 3, day)) for day in (2, 3)]
    for entry, at in zip((first, second, third), (noon, *midnights), strict=True):
        Finding.history.filter(pk=entry.pk).update(history_date=at)
    (one,) = corrections(date(2026, 3, 1 + after), date(2026, 3, 1 + to))
    assert told(one)[0][2] == ("Second", "Third")[after]


def test_a_citation_that_was_changed_before_its_finding_went_is_told_with_it():
    cited = make_citation(pinpoint="s. 1")
    age()
    age(Citation)
    change(cited, pinpoint="s. 2")
    cited.finding.delete()
    gone, changed = found()
    assert gone.kind is CorrectionKind.WITHDRAWN
    assert [edit.label for edit in changed.edits] == ["Provision"]


def test_a_revision_hides_what_came_later():
    finding = change(make_finding(), answer="Other")
    first, last = Finding.history.last().revision, Finding.history.first().revision
    assert corrections(today() - timedelta(1), today(), revision=first) == []
    change(finding, answer="Third")
    assert len(corrections(today() - timedelta(1), today(), revision=last)) == 1


def test_the_page_tells_law_and_corrections_apart_and_shows_each_alone():
    change(make_finding(valid_from=today()), answer="Corrected")
    tags = [
        [squeeze(tag) for tag in parse(Client().get(f"/changes/{query}")).select(".entry .tag")]
        for query in ("", "?kind=first", "?kind=corrections")
    ]
    assert sorted(tags[0]) == ["Correction", "First record"]
    assert tags[1:] == [["First record"], ["Correction"]]


def test_corrections_obey_the_filters():
    finding = change(make_finding(), answer="Other")
    other = change(make_finding(), answer="Another")

    def number(query):
        page = parse(Client().get(f"/changes/?kind=corrections&{query}"))
        return len(page.select(".entry"))

    assert number(f"jurisdiction={finding.jurisdiction.slug}") == 1
    assert number(f"criterion={other.criterion.slug}") == 1
    assert number(f"section={other.criterion.section.slug}") == 1
    assert number(f"jurisdiction={finding.jurisdiction.slug}&criterion={other.criterion.slug}") == 0


def test_nobody_is_named():
    finding = make_finding()
    change(finding, answer="Other")
    Finding.history.update(history_user=make_editor(username="mallory"))
    for address in ("/changes/", finding.get_absolute_url(), "/changes.atom"):
        shown = Client().get(address).text
        assert "Correction" in shown
        assert "mallory" not in shown


def test_every_correction_has_a_page_that_stays():
    finding = make_finding(answer="One")
    change(finding, answer="Two")
    (one,) = found()
    address = one.get_absolute_url()
    assert address == f"/changes/corrections/finding-{Finding.history.first().history_id}/"
    change(finding, answer="Three", publication="draft")
    shown = parse(Client().get(address))
    assert "[removed: One ] [added: Two ]" in squeeze(shown.main)
    assert f"revision {one.revision}" in squeeze(shown.main)
    assert "Three" not in squeeze(shown.main)


@pytest.mark.parametrize("slug", ["finding-0", "finding-x", "place-1", "finding", "x" * 99])
def test_an_unknown_correction_is_not_found(slug):
    assert Client().get(f"/changes/corrections/{slug}/").status_code == 404


def test_what_was_recorded_of_a_draft_has_no_page():
    make_finding(publication="draft")
    key = Finding.history.first().history_id
    assert Client().get(f"/changes/corrections/finding-{key}/").status_code == 404


def test_a_load_of_other_records_corrects_nothing():
    finding = make_finding()
    call_command("load_data", "vocabulary", verbosity=0)
    assert found() == []
    assert [one.kind for one in recorded_of(finding)] == [CorrectionKind.FIRST]
