"""Who hears a form of staff instead of seeing it is told what each control is for."""

import pytest

from jurisdictions.editing import workflow

from . import factories
from .desk import address
from .pages import parse, squeeze
from .workflow import editor, reviewer, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def form_of(user, record):
    return parse(signed_in(user).get(address(record, "change")))


def test_each_control_in_a_row_of_citations_is_named_by_its_column_and_row():
    finding = factories.make_finding()
    factories.make_citation(finding=finding)
    factories.make_citation(finding=finding)
    page = form_of(reviewer(), finding)
    named = [page.select_one(f"#id_citations-{row}-pinpoint")["aria-label"] for row in (0, 1)]
    assert named == ["Pinpoint, row 1", "Pinpoint, row 2"]
    controls = page.select("#citations-group tbody :is(input:not([type=hidden]), select)")
    assert len(controls) > 8
    assert all(control.get("aria-label") for control in controls)


def test_a_draft_beside_is_not_told_that_its_slug_is_for_ever():
    author = editor()
    published = factories.make_finding()
    draft = workflow.begin_draft(published, by=author)
    assert "for ever" not in squeeze(form_of(author, draft).select_one(".field-slug"))
    assert "Of the draft only" in squeeze(form_of(author, draft).select_one(".field-slug"))


def test_the_sign_in_and_the_search_have_words_for_what_they_are(client):
    assert squeeze(parse(client.get("/admin/login/")).select_one("h1")) == "Sign in"
    page = parse(signed_in(editor()).get("/admin/jurisdictions/finding/"))
    assert squeeze(page.select_one("label[for=searchbar]")) == "Words"


def choices(page, name: str) -> list[tuple[str, str]]:
    return [(one["value"], squeeze(one)) for one in page.select(f"select[name={name}] option")]


def test_a_choice_that_is_searched_begins_with_words_for_nothing_as_other_choices_do():
    event = factories.make_event()
    page = form_of(reviewer(), event)
    chosen = (str(event.jurisdiction_id), str(event.jurisdiction))
    assert choices(page, "jurisdiction") == [("", "---------"), chosen]
    assert choices(page, "instrument")[0] == ("", "---------")
    added = parse(signed_in(reviewer("eve")).get("/admin/jurisdictions/event/add/"))
    assert choices(added, "jurisdiction") == [("", "---------")]


def test_every_label_stands_for_a_control_that_is_shown():
    page = form_of(reviewer(), factories.make_finding())
    hidden = {one.get("id") for one in page.select("input[type=hidden]")}
    assert not hidden & {label.get("for") for label in page.select("label[for]")}


def test_nothing_hidden_is_described(admin_client):
    page = parse(admin_client.get("/admin/jurisdictions/jurisdiction/add/"))
    assert page.select("[name=territories][aria-describedby]")
    assert not page.select("input[type=hidden][aria-describedby]")


def test_the_summary_of_a_password_is_text_and_no_control(admin_client, admin_user):
    page = parse(admin_client.get(f"/admin/auth/user/{admin_user.pk}/change/"))
    assert page.select_one("#id_password p")
    assert not page.select("div[disabled]")
