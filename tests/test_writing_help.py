"""Editors see what they write as readers will, and what stands around it, before they save."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from jurisdictions import days
from jurisdictions.admin.neighbours import around
from jurisdictions.choices import Publication
from jurisdictions.editing import workflow
from jurisdictions.models import ApproachPeriod, Finding
from jurisdictions.models.fields import MARKDOWN_LIMIT
from jurisdictions.texts.markup import to_html
from tests import factories as make
from tests.desk import address, change, entries
from tests.pages import parse, squeeze
from tests.workflow import editor, member, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

PREVIEW = "/admin/preview/"
MARKDOWN = (
    "A *first* line with [a link](https://example.org).\r\n\r\n- one\r\n- **two**\r\n\r\n"
    "<script>alert(1)</script> [bad](javascript:alert(1))"
)
DAY = date(2024, 5, 1)


@pytest.fixture
def desk():
    return signed_in(editor())


def shown(desk, text, **others):
    return desk.post(PREVIEW, {"field": "detail", "detail": text} | others)


# Preview


def test_the_preview_is_word_for_word_what_the_site_shows(desk):
    finding = make.make_finding(detail=MARKDOWN.replace("\r\n", "\n"))
    html = str(to_html(finding.detail))
    assert html in shown(desk, MARKDOWN).content.decode()
    assert html in Client().get(finding.get_absolute_url()).content.decode()


def test_the_part_for_the_script_is_the_same_without_the_page(desk):
    part = shown(desk, MARKDOWN, part="").content.decode()
    assert part.strip() == str(to_html(MARKDOWN.replace("\r\n", "\n"))).strip()


def test_a_preview_is_kept_by_nobody(desk):
    assert "no-store" in shown(desk, "A text")["Cache-Control"]


def test_a_preview_saves_nothing(desk):
    draft = make.make_finding(publication=Publication.DRAFT)
    posted = entries(desk.get(address(draft, "change")), detail="Other words", field="detail")
    assert "Other words" in desk.post(PREVIEW, posted).content.decode()
    draft.refresh_from_db()
    assert draft.detail == "Because."


def test_a_text_as_long_as_a_field_may_be_is_shown(desk):
    assert shown(desk, "x" * MARKDOWN_LIMIT).status_code == 200


@pytest.mark.parametrize("part", [{}, {"part": ""}])
def test_a_longer_text_is_refused_in_a_sentence(desk, part):
    answer = shown(desk, "x" * (MARKDOWN_LIMIT + 1), **part)
    assert answer.status_code == 400
    assert f"at most {MARKDOWN_LIMIT} characters" in squeeze(parse(answer))


def test_line_ends_of_browsers_count_once(desk):
    assert shown(desk, "x\r\n" * (MARKDOWN_LIMIT // 2)).status_code == 200


@pytest.mark.parametrize("posted", [{}, {"field": "detail"}, {"detail": "A text"}])
def test_a_form_that_names_no_field_is_refused(desk, posted):
    assert desk.post(PREVIEW, posted).status_code == 400


def test_a_preview_that_is_only_opened_says_where_to_go(desk):
    answer = desk.get(PREVIEW)
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "Go back to the form" in squeeze(parse(answer))


# Who may


def staff_addresses() -> list[str]:
    finding = make.make_finding()
    instrument = make.make_instrument()
    return [
        PREVIEW,
        f"/admin/pinpoints/?instrument={instrument.pk}",
        address(Finding, "neighbours"),
        address(finding, "sides"),
    ]


def test_nobody_but_staff_gets_an_answer():
    reader = signed_in(member("reader", is_staff=False))
    for client in (Client(), reader):
        for where in staff_addresses():
            for answer in (client.get(where), client.post(where)):
                assert answer.status_code == 302
                assert answer.url.startswith("/admin/login/")


def test_staff_who_may_not_see_findings_see_nothing_of_them():
    _, *of_findings = staff_addresses()
    guest = signed_in(member("guest"))
    assert [guest.get(where).status_code for where in of_findings] == [403, 403, 403]


def test_a_post_without_the_token_of_a_form_is_refused():
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(editor())
    for where in (PREVIEW, address(Finding, "neighbours")):
        assert careful.post(where, {"field": "detail", "detail": "x"}).status_code == 403


# The form


def test_enter_in_a_field_still_saves(desk):
    for model in (Finding, ApproachPeriod):
        form = parse(desk.get(address(model, "add"))).select_one("#content-main form")
        assert form.select_one("button, input[type=submit]")["name"] == "_save"


def test_the_form_works_without_its_script(desk):
    form = parse(desk.get(address(Finding, "add"))).select_one("#content-main form")
    button = form.select_one(".preview-button")
    assert (button["formaction"], button["formtarget"]) == (PREVIEW, "_blank")
    assert (button["name"], button["value"]) == ("field", "detail")
    assert form.select_one(".preview").has_attr("hidden")


def test_nothing_on_the_form_is_inline(desk):
    page = parse(desk.get(address(Finding, "add")))
    assert not page.select("[style], style, script:not([src]):not([type='application/json'])")
    assert page.select_one("script[src*='js/writing'][defer]")


@pytest.mark.parametrize(
    ("model", "name", "limit"),
    [(Finding, "answer", 70), (ApproachPeriod, "label", 70), (Finding, "detail", MARKDOWN_LIMIT)],
)
def test_a_field_knows_its_limit(desk, model, name, limit):
    page = parse(desk.get(address(model, "add")))
    assert page.select_one(f"#id_{name}")["data-limit"] == str(limit)
    if limit == 70:
        assert page.select_one(f"#id_{name}")["maxlength"] == "70"
        assert "At most 70 characters." in squeeze(page.select_one(f"#id_{name}_helptext"))


# Before and after


@pytest.fixture
def cell():
    finding = make.make_finding(valid_from=DAY)
    return {"jurisdiction": finding.jurisdiction, "criterion": finding.criterion}


def near(cell, days: int, record=None):
    return around(Finding, cell, DAY + timedelta(days), record)


def test_the_days_around_an_entry_are_told_apart(cell):
    one = Finding.objects.get()
    eve, day, after = (near(cell, days) for days in (-1, 0, 1))
    assert (eve.before, eve.same, eve.after, eve.ends) == (None, None, one, DAY)
    assert (day.before, day.same, day.after, day.ends) == (None, one, None, None)
    assert (after.before, after.same, after.after, after.ends) == (one, None, None, None)


def test_the_nearest_entries_are_the_neighbours(cell):
    days = (-700, -300, 300, 700)
    made = {n: make.make_finding(valid_from=DAY + timedelta(n), **cell) for n in days}
    found = near(cell, 0)
    assert (found.before, found.after) == (made[-300], made[300])


def test_other_cells_are_no_neighbours(cell):
    make.make_finding(valid_from=DAY, jurisdiction=cell["jurisdiction"])
    make.make_finding(valid_from=DAY, criterion=cell["criterion"])
    assert near(cell, 0).same == Finding.objects.get(**cell)


def test_an_entry_is_no_neighbour_of_itself(cell):
    one = Finding.objects.get(**cell)
    found = near(cell, 0, one)
    assert (found.before, found.same, found.after) == (None, None, None)


def test_a_draft_may_replace_what_is_published_or_follow_it(cell):
    published = Finding.objects.get(**cell)
    draft = workflow.begin_draft(published, by=editor())
    eve, day, after = (near(cell, days, draft) for days in (-1, 0, 1))
    assert (eve.after, day.same, after.before) == (None, None, published)


def test_what_is_not_published_ends_nothing(cell):
    later = make.make_finding(valid_from=DAY + timedelta(9), publication=Publication.DRAFT, **cell)
    found = near(cell, 1)
    assert (found.after, found.ends) == (later, None)


def test_what_ends_already_will_be_history_and_the_rest_ends_later(cell):
    found = near(cell, -1)
    assert found.warning(DAY) == (
        "This will be history: it ends on 1 May 2024, when the next one begins."
    )
    assert found.warning(DAY - timedelta(1)) == "It ends on 1 May 2024, when the next one begins."
    assert near(cell, 1).warning(DAY) == ""


def asked(desk, cell, day, **others):
    posted = {name: record.pk for name, record in cell.items()} | {"valid_from": day}
    return squeeze(parse(desk.post(address(Finding, "neighbours"), posted | others)))


def test_neighbours_are_named_with_their_days(desk, cell):
    said = asked(desk, cell, "2024-05-02", part="")
    name = Finding.objects.get().answer
    assert said == f"Before it: {name} (in a new tab) , from 1 May 2024 After it: nothing"


def test_a_collision_is_said_as_the_save_would_say_it(desk, cell):
    assert "begins on that day already" in asked(desk, cell, "2024-05-01")


@pytest.mark.parametrize("day", ["", "2024-05", "2024-02-30", "soon"])
def test_without_a_day_the_form_says_what_is_missing(desk, cell, day):
    assert asked(desk, cell, day, part="").endswith("these are given: valid from.")


def test_the_form_shows_the_neighbours_of_what_it_holds(desk, cell):
    draft = make.make_finding(valid_from=DAY - timedelta(1), publication=Publication.DRAFT, **cell)
    box = parse(desk.get(address(draft, "change"))).select_one("[data-neighbours]")
    assert "This will be history: it ends on 1 May 2024" in squeeze(box)
    assert box.a["href"] == address(Finding.objects.published().get(), "change")
    assert box["data-neighbours"] == f"{address(Finding, 'neighbours')}?record={draft.pk}"


def test_what_readers_see_there_already_is_no_news(desk, cell):
    make.make_finding(valid_from=DAY + timedelta(9), **cell)
    one = Finding.objects.get(valid_from=DAY)
    change(desk, one, answer="Other words")
    for record in (one, one.draft):
        box = parse(desk.get(address(record, "change"), follow=True))
        assert "After it: Answer of" in squeeze(box.select_one("[data-neighbours]"))
        assert "history" not in squeeze(box)
    change(desk, one.draft, valid_from="2024-05-02")
    assert "This will be history" in squeeze(parse(desk.get(address(one.draft, "change"))))


def test_a_save_that_moves_a_draft_before_a_later_entry_says_so(desk, cell):
    draft = make.make_finding(valid_from=DAY + timedelta(9), publication=Publication.DRAFT, **cell)
    change(desk, draft, valid_from="2024-04-30")
    said = squeeze(parse(desk.get(address(Finding))).select_one(".messagelist"))
    assert "This will be history: it ends on 1 May 2024" in said
    change(desk, draft, answer="Other words")
    assert "history" not in squeeze(parse(desk.get(address(Finding))).select_one(".messagelist"))


def test_approach_periods_have_neighbours_too(desk):
    period = make.make_period(valid_from=DAY)
    posted = {"jurisdiction": period.jurisdiction_id, "valid_from": "2024-04-30", "part": ""}
    said = squeeze(parse(desk.post(address(ApproachPeriod, "neighbours"), posted)))
    assert f"After it: {period.label}" in said


# Known pinpoints


def test_an_instrument_offers_its_pinpoints_once_in_their_order(desk):
    instrument = make.make_instrument()
    for pinpoint in ("Art. 59(1)", "Art. 9", "", "Art. 59(1)"):
        make.make_citation(instrument=instrument, pinpoint=pinpoint)
    make.make_citation(pinpoint="Art. 7")
    answer = desk.get(f"/admin/pinpoints/?instrument={instrument.pk}")
    assert answer.json() == {"pinpoints": ["Art. 9", "Art. 59(1)"]}


@pytest.mark.parametrize("query", ["", "?instrument=", "?instrument=x", f"?instrument={'9' * 30}"])
def test_an_unknown_instrument_is_not_found(desk, query):
    assert desk.get(f"/admin/pinpoints/{query}").status_code == 404


def test_the_form_offers_the_pinpoints_of_the_instruments_of_its_jurisdiction(desk):
    instrument = make.make_instrument()
    make.make_citation(instrument=instrument, pinpoint="Art. 5")
    make.make_citation(pinpoint="Art. 7")
    where = f"{address(Finding, 'add')}?jurisdiction={instrument.jurisdiction_id}"
    page = parse(desk.get(where))
    options = page.select("#known-pinpoints option")
    assert [(one["value"], squeeze(one)) for one in options] == [("Art. 5", instrument.short_name)]
    assert page.select_one("[name=citations-0-pinpoint]")["list"] == "known-pinpoints"
    assert parse(desk.get(address(Finding, "add"))).select("#known-pinpoints option") == []


# Side by side


def sides(desk, record):
    page = parse(desk.get(address(record, "sides")))
    found = [
        page.select_one(f"section[aria-labelledby={name}]") for name in ("published", "proposed")
    ]
    return page, *map(squeeze, found)


def test_a_draft_stands_beside_what_readers_see(desk):
    source = make.make_source()
    published = make.make_finding(answer="Old words stay", detail="It *was* so.")
    make.make_citation(finding=published, instrument=None, pinpoint="", source=source)
    draft = workflow.begin_draft(published, by=editor("other"))
    draft.answer, draft.detail = "New words stay", "It *is* so."
    draft.save()
    page, left, right = sides(desk, draft)
    assert "Readers see Old words stay" in left
    assert "Proposed New words stay" in right
    assert str(to_html("It *is* so.")) in desk.get(address(draft, "sides")).content.decode()
    differs = page.select_one("section[aria-labelledby=differs]")
    assert [squeeze(one) for one in differs.select("dt")] == ["Answer", "Detail"]
    assert "[removed: Old ]" in squeeze(differs)
    assert "[added: New ]" in squeeze(differs)
    assert len(page.select("#note-1")) == 1


def test_from_what_readers_see_the_same_page_is_reached(desk):
    published = make.make_finding()
    assert "There is no draft beside it." in sides(desk, published)[2]
    draft = workflow.begin_draft(published, by=editor("other"))
    link = parse(desk.get(address(draft, "change"))).find(
        "a", string=lambda s: s and "Side by" in s
    )
    assert link["href"] == address(draft, "sides")
    assert sides(desk, published)[1:] == sides(desk, draft)[1:]


def test_a_successor_stands_beside_what_holds_before_it(desk, cell):
    successor = make.make_finding(
        valid_from=DAY + timedelta(1), publication=Publication.DRAFT, **cell
    )
    _, left, right = sides(desk, successor)
    assert left.startswith("Readers see before it")
    assert right.startswith("Proposed to follow")


def test_a_first_draft_stands_beside_nothing(desk):
    draft = make.make_finding(publication=Publication.DRAFT)
    page, left, right = sides(desk, draft)
    assert left == "Readers see Nothing yet."
    assert draft.answer in right
    assert page.select_one("section[aria-labelledby=differs]") is None


@pytest.mark.parametrize("maker", [make.make_period, make.make_event])
def test_approach_periods_and_events_have_both_sides_too(desk, maker):
    published = maker()
    draft = workflow.begin_draft(published, by=editor("other"))
    name = "label" if maker is make.make_period else "title"
    setattr(draft, name, "Other words")
    draft.save()
    page, left, right = sides(desk, draft)
    assert getattr(published, name) in left
    assert "Other words" in right
    assert "[added: Other words ]" in squeeze(page.select_one("section[aria-labelledby=differs]"))


def test_no_record_has_no_sides(desk):
    answer = desk.get(reverse("admin:jurisdictions_finding_sides", args=["none"]))
    assert (answer.status_code, answer.url) == (302, "/admin/")


def test_readers_never_meet_any_of_it():
    for where in ("/", make.make_finding().get_absolute_url()):
        assert "js/writing" not in Client().get(where).content.decode()


def test_today_decides_what_is_history(desk, cell):
    make.make_finding(valid_from=days.today() + timedelta(30), **cell)
    assert "This will be history" not in asked(desk, cell, days.today().isoformat())
