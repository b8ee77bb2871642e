"""Before records that are reviewed are deleted, the page tells what goes, or why it doesn't."""

import pytest
from bs4 import BeautifulSoup

from jurisdictions.admin.records import CHOSEN_AT_MOST
from jurisdictions.choices import Publication
from jurisdictions.models import Event, Finding, Source
from tests import factories as make
from tests.desk import address, change
from tests.workflow import editor, reviewer, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def asked(desk, *records) -> BeautifulSoup:
    """The page that asks whether the chosen records are to be deleted."""
    keys = [record.pk for record in records]
    chosen = {"action": "delete_selected", "_selected_action": keys}
    page = desk.post(address(type(records[0])), chosen)
    return BeautifulSoup(page.content, "html.parser").select_one("#content")


def with_draft():
    finding = make.make_cited_finding(answer="As it was")
    change(signed_in(editor()), finding, detail="Typed")
    return finding, finding.draft


def test_a_draft_that_goes_with_what_it_stands_beside_is_told_apart():
    finding, draft = with_draft()
    desk = signed_in(reviewer())
    page = desk.get(address(finding, "delete"))
    shown = " ".join(BeautifulSoup(page.content, "html.parser").select_one("#content").text.split())
    assert str(draft) == str(finding)
    assert shown.count(f"Finding: {finding} (the draft beside it)") == 1
    assert shown.count(f"Finding: {finding}") == 2


def test_so_it_is_among_several():
    finding, _draft = with_draft()
    other = make.make_finding()
    shown = asked(signed_in(reviewer()), finding, other).text
    assert shown.count("(the draft beside it)") == 1


def test_a_draft_alone_stands_beside_nothing_that_goes():
    _finding, draft = with_draft()
    page = signed_in(reviewer()).get(address(draft, "delete")).content.decode()
    assert "the draft beside it" not in page


@pytest.mark.parametrize("made", [make.make_cited_finding, make.make_event])
def test_an_editor_is_told_why_what_readers_see_stays(made):
    shown, draft = made(), made(publication=Publication.DRAFT)
    content = asked(signed_in(editor()), shown, draft)
    text = " ".join(content.text.split())
    assert "only reviewers take from readers what they see" in text
    assert [one.text for one in content("li")] == [str(shown)]
    assert "would result in deleting related objects" not in text
    assert type(shown).objects.count() == 2


def test_an_editor_is_asked_about_drafts_as_ever():
    draft = make.make_event(publication=Publication.DRAFT)
    text = asked(signed_in(editor()), draft).text
    assert "Are you sure" in text
    assert str(draft) in text


def test_a_reviewer_is_asked_about_what_readers_see():
    assert "Are you sure" in asked(signed_in(reviewer()), make.make_event()).text
    assert Event.objects.count() == 1


def test_a_key_that_is_none_is_on_no_list():
    source = make.make_source()
    chosen = {"action": "delete_selected", "_selected_action": [source.pk, "no key"]}
    assert signed_in(reviewer()).post(address(Source), chosen).status_code == 404
    assert Source.objects.exists()


def chosen_all(desk, action: str, model):
    """The answer to an action on all that a list has, across its pages."""
    first = model.objects.order_by("pk").first().pk
    chosen = {"action": action, "_selected_action": first, "select_across": 1, "index": 0}
    return desk.post(address(model), chosen, follow=True)


@pytest.mark.parametrize(
    ("action", "model", "made"),
    [
        ("delete_selected", Source, make.make_source),
        ("verified_today", Finding, make.make_finding),
        ("checked_today", Event, make.make_event),
    ],
)
def test_more_than_one_can_be_asked_about_at_once_is_refused_before_anything_is_ticked(
    action, model, made, monkeypatch
):
    monkeypatch.setattr("jurisdictions.admin.records.CHOSEN_AT_MOST", 2)
    desk = signed_in(reviewer())
    made(), made()
    assert b"At most" not in chosen_all(desk, action, model).content
    made()
    page = chosen_all(desk, action, model)
    assert page.status_code == 200
    assert "At most 2 at once, and you chose 3: nothing was done." in page.content.decode()


def test_as_many_as_are_chosen_at_most_can_be_sent_with_a_tick_for_each(settings):
    assert 2 * CHOSEN_AT_MOST + 10 < settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
