"""What an editor writes reaches readers once a second person published it; none of it is lost."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from .keyboard import press_until
from .people import PASSWORD, sign_in

# Each test edits a finding of its own.
FINDINGS = {True: "ca-aml-2021", False: "ca-custody-2023"}
BY_TWO = "th-licensing-2025"
BY_TWO_UNSEEN = "th-marketing-2025"
BY_KEYBOARD = "kr-custody-2024"
OF_ONE = "kr-innovation-2019"


@pytest.fixture(params=[True, False], ids=["scripts-on", "scripts-off"])
def scripts(request) -> bool:
    return request.param


def signed_in(visit, name: str, *, scripts: bool = True) -> Page:
    page = visit(scripts=scripts, cookies=True)
    sign_in(page, name)
    return page


def opened(page: Page, slug: str) -> Page:
    """The form of a finding, found as staff find it."""
    page.goto("/admin/jurisdictions/finding/")
    page.get_by_role("textbox", name="Words").fill(slug)
    page.get_by_role("button", name="Search").click()
    expect(page).to_have_url(re.compile(f"q={slug}"))
    page.locator("#result_list tbody").get_by_role("link").first.click()
    expect(answer_field(page)).to_be_visible()
    return page


def answer_field(page: Page):
    return page.get_by_role("textbox", name=re.compile("^Answer"))


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def read(visit, slug: str):
    """The answer that somebody reads who isn't staff."""
    return visit(f"/findings/{slug}/").get_by_role("heading", level=1)


def submitted(visit, slug: str, *, answer: str, scripts: bool = True) -> Page:
    """Edith writes another answer and submits it."""
    page = opened(signed_in(visit, "edith", scripts=scripts), slug)
    answer_field(page).fill(answer)
    press(page, "Save and submit for review")
    expect(page.get_by_text("Submitted for review")).to_be_visible()
    return page


def reviewed(page: Page, answer: str) -> Page:
    """The page of review, found among what waits."""
    page.goto("/admin/")
    page.get_by_role("link", name="Awaiting my review: findings").click()
    page.get_by_role("link", name=answer).click()
    page.get_by_role("link", name="Review", exact=True).click()
    expect(page.get_by_role("heading", name=re.compile("^Review"))).to_be_visible()
    return page


def test_a_draft_is_written_reviewed_by_another_and_read_at_once(visit, scripts):
    slug, answer = FINDINGS[scripts], f"Rewritten with scripts {'on' if scripts else 'off'}"
    before = read(visit, slug).inner_text()
    page = submitted(visit, slug, answer=answer, scripts=scripts)
    visit.picture(page, "submitted")
    expect(read(visit, slug)).to_have_text(before)

    reviewer = reviewed(signed_in(visit, "rosa", scripts=scripts), answer)
    visit.picture(reviewer, "review")
    reviewer.get_by_label(re.compile("Editorial correction", re.IGNORECASE)).check()
    reviewer.get_by_role("textbox", name=re.compile("^Reason")).fill("Clearer words.")
    press(reviewer, "Publish")
    expect(reviewer.get_by_text(re.compile(r": published\."))).to_be_visible()

    expect(read(visit, slug)).to_have_text(answer)
    compared = visit("/compare/?jurisdiction=canada&jurisdiction=japan", scripts=scripts)
    expect(compared.get_by_text(answer).first).to_be_visible()
    visit.picture(compared, "read")


def test_the_correction_stands_among_the_changes_with_its_reason(visit):
    submitted(visit, OF_ONE, answer="Rewritten for the list of changes")
    reviewer = reviewed(signed_in(visit, "rosa"), "Rewritten for the list of changes")
    reviewer.get_by_label(re.compile("Editorial correction", re.IGNORECASE)).check()
    reviewer.get_by_role("textbox", name=re.compile("^Reason")).fill("A reason to be read.")
    press(reviewer, "Publish")
    expect(reviewer.get_by_text(re.compile(r": published\."))).to_be_visible()
    changes = visit("/changes/?jurisdiction=south-korea&kind=corrections")
    visit.picture(changes, "changes")
    expect(changes.locator("main")).to_contain_text("Rewritten for the list of changes")


def test_nobody_publishes_what_they_wrote_themselves(visit):
    page = opened(signed_in(visit, "rosa"), "br-defi-2026")
    answer_field(page).fill("Written by the reviewer")
    press(page, "Save and submit for review")
    page.get_by_role("link", name="Review", exact=True).click()
    expect(page.get_by_text("somebody else has to publish it")).to_be_visible()
    expect(page.get_by_role("button", name="Publish")).to_have_count(0)
    visit.picture(page, "own")


def test_a_save_over_what_another_wrote_meanwhile_is_refused_with_both_versions(visit, scripts):
    slug = BY_TWO if scripts else BY_TWO_UNSEEN
    first = opened(signed_in(visit, "edith", scripts=scripts), slug)
    second = opened(signed_in(visit, "emil", scripts=scripts), slug)
    answer_field(first).fill("Saved first, by Edith")
    press(first, "Save")
    expect(first.get_by_text("Saved as a draft")).to_be_visible()
    answer_field(second).fill("Typed meanwhile, by Emil")
    press(second, "Save")
    refused = second.locator(".errorlist").first
    visit.picture(second, "refused")
    expect(refused).to_contain_text("Saved first, by Edith")
    expect(refused).to_contain_text("Typed meanwhile, by Emil")
    expect(answer_field(second)).to_have_value("Typed meanwhile, by Emil")


def note_of(page: Page, served) -> Locator:
    """The note on the form of an instrument."""
    page.goto(f"/admin/jurisdictions/instrument/{served['records']['instrument']}/change/")
    return page.get_by_role("textbox", name="Note")


def test_what_the_back_button_brings_again_replaces_nothing_unseen(visit, served, scripts):
    first, second = (signed_in(visit, name, scripts=scripts) for name in ("edith", "emil"))
    mine = note_of(first, served)
    mine.fill("Typed by Edith, who went to look something up")
    first.get_by_role("link", name="Home").click()
    note_of(second, served).fill(f"Saved meanwhile, scripts {scripts}")
    press(second, "Save")
    expect(second.get_by_text("was changed successfully")).to_be_visible()
    first.go_back()
    if scripts:
        expect(mine).to_have_value("Typed by Edith, who went to look something up")
        press(first, "Save")
        expect(first.locator(".errorlist").first).to_contain_text("Saved meanwhile")
    else:
        expect(mine).to_have_value("Saved meanwhile, scripts False")


def test_a_choice_that_the_back_button_can_not_bring_again_stands_as_stored(visit, served):
    page = signed_in(visit, "edith")
    note_of(page, served)
    choice = page.locator("#id_jurisdiction")
    stored = choice.input_value()
    page.get_by_role("combobox", name=re.compile("^Jurisdiction")).click()
    page.get_by_role("searchbox", name="Jurisdiction").fill("Japan")
    page.get_by_role("option", name="Japan").click()
    expect(choice).not_to_have_value(stored)
    page.get_by_role("link", name="Home").click()
    page.go_back()
    expect(choice).to_have_value(stored)
    expect(page.locator("#select2-id_jurisdiction-container")).to_contain_text("European Union")


def test_the_keyboard_is_enough_to_write_and_submit(visit):
    page = visit("/admin/", cookies=True)
    page.keyboard.press("Tab")
    press_until(page, "Tab", page.get_by_label("Username"))
    page.keyboard.type("edith")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Log out")).to_be_visible()
    page.goto("/admin/jurisdictions/finding/")
    press_until(page, "Tab", page.get_by_role("textbox", name="Words"))
    page.keyboard.type(BY_KEYBOARD)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(BY_KEYBOARD))
    press_until(page, "Tab", page.locator("#result_list tbody").get_by_role("link").first)
    page.keyboard.press("Enter")
    expect(answer_field(page)).to_be_visible()
    press_until(page, "Tab", answer_field(page))
    page.keyboard.press("Control+a")
    page.keyboard.type("Written with the keyboard alone")
    visit.picture(page, "typed")
    submit = page.get_by_role("button", name="Save and submit for review")
    press_until(page, "Tab", submit)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Submitted for review")).to_be_visible()
