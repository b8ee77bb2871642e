"""Readers answer the question of a proposal: an opinion beside the findings, never among them."""

from datetime import timedelta

import html5lib
import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from jurisdictions.caching.held import forget
from jurisdictions.models import Answer, Revision
from jurisdictions.models.readers import Position

from .factories import make_proposal
from .pages import page_at, parse, squeeze
from .readers import NOON, QUESTION, make_answer, send

pytestmark = pytest.mark.django_db

PAGE, FORM = "/proposals/asked/", "/proposals/asked/answer/"


@pytest.fixture(autouse=True)
def asked():
    return make_proposal(slug="asked", question=QUESTION)


def shown(address: str = PAGE):
    return page_at(address)


def opinion(address: str = PAGE):
    return shown(address).select_one(".opinion")


def tally(address: str = PAGE) -> list[str]:
    return [squeeze(row) for row in opinion(address).select(".tally > div")]


# Asking


def test_the_question_of_the_article_is_asked_in_its_words(four_places):
    page = shown("/proposals/innovation-exemption/answer/")
    assert squeeze(page.h1).startswith("Is a safe harbour for DeFi developers needed")
    options = [squeeze(label) for label in page.select("fieldset label")]
    assert options == ["Needed", "Too risky", "Undecided"]


def test_a_proposal_leads_to_the_form_with_its_day():
    [link] = opinion(f"{PAGE}?as_of=2025-03-01").select("a")
    assert link["href"] == f"{FORM}?as_of=2025-03-01"
    action = shown(link["href"]).select_one("form[method=post]")["action"]
    assert action == f"{FORM}?as_of=2025-03-01"


def test_a_proposal_that_asks_nothing_takes_no_answers():
    make_proposal(slug="silent")
    assert not opinion("/proposals/silent/")
    assert Client().get("/proposals/silent/answer/").status_code == 404
    assert Client().get("/proposals/silent/answer/thanks/").status_code == 404


def test_nobody_answers_at_an_earlier_revision():
    response = Client().get(f"{FORM}?rev={Revision.current().number}")
    assert response.status_code == 400
    assert squeeze(parse(response).select_one(".terms dt")) == "rev"


# Answering


def test_an_answer_waits_for_an_editor_and_is_not_shown_before(asked):
    response = send(Client(), FORM, position="too-risky", name="Ada", text="Too much risk.")
    assert response.headers["Location"] == f"{FORM}thanks/"
    answer = Answer.objects.get()
    assert (answer.proposal, answer.position, answer.state) == (asked, "too-risky", "pending")
    assert (answer.name, answer.text) == ("Ada", "Too much risk.")
    assert "No answer has been approved yet." in squeeze(opinion())
    assert "Ada" not in str(shown())
    assert "Ada" not in str(shown(response.headers["Location"]))


def test_a_position_is_all_that_an_answer_needs():
    assert send(Client(), FORM, position="undecided").status_code == 302


def test_an_answer_makes_no_revision_of_the_data():
    before = Revision.current()
    send(Client(), FORM, position="needed")
    assert Revision.current() == before


# The opinion


def test_only_approved_answers_are_shown_and_counted(asked):
    for position, state in (
        ("needed", "approved"), ("needed", "approved"), ("too-risky", "approved"),
        ("too-risky", "pending"), ("undecided", "rejected"),
    ):  # fmt: skip
        make_answer(proposal=asked, position=position, state=state, text=f"{position}, {state}")
    make_answer(state="approved", text="To another question")
    assert tally() == [
        "Needed 2 of 3 answers",
        "Too risky 1 of 3 answers",
        "Undecided 0 of 3 answers",
    ]
    said = [squeeze(entry) for entry in opinion().select(".said")]
    assert said == ["too-risky, approved", "needed, approved", "needed, approved"]


def test_one_answer_is_counted_in_the_singular(asked):
    make_answer(proposal=asked, state="approved")
    assert tally()[0] == "Needed 1 of 1 answer"


def test_the_section_says_that_it_is_opinion_and_stands_apart_from_the_findings(asked):
    make_answer(proposal=asked, state="approved", text="Unmistakable")
    page = shown()
    section = page.select_one(".opinion")
    assert "Readers’ opinion" in squeeze(section.h3)
    assert "neither findings nor a poll" in squeeze(section)
    section.extract()
    assert "Unmistakable" not in str(page)


def test_what_a_reader_wrote_is_text_and_nothing_else(asked):
    make_answer(
        proposal=asked, state="approved", name="<i>Ada</i>",
        text="<script>x</script> **bold** https://example.org\n\nNew [a](https://b.c)\nline",
    )  # fmt: skip
    section = opinion()
    said = section.select_one(".said")
    assert not said.select("script, a, strong, i")
    assert [p.get_text("|") for p in said.select("p")] == [
        "<script>x</script> **bold** https://example.org",
        "New [a](https://b.c)|line",
    ]
    assert "<i>Ada</i>" in squeeze(section)
    html5lib.HTMLParser(strict=True).parse(Client().get(PAGE).text)


def test_without_a_name_it_is_a_reader_and_a_note_is_the_editors(asked):
    make_answer(proposal=asked, state="approved", text="So.", public_note="Moved here.")
    text = squeeze(opinion().select_one("article"))
    assert "A reader , 3 March 2026" in text
    assert "The editors Moved here." in text


def test_many_answers_are_paged_latest_first_and_the_day_travels_along(asked):
    for number in range(45):
        received = NOON + timedelta(minutes=number)
        make_answer(proposal=asked, state="approved", text=f"No. {number}", received_at=received)
    pages = [opinion(f"{PAGE}?as_of=2026-03-01&page={number}") for number in (1, 2, 3)]
    said = [squeeze(entry) for page in pages for entry in page.select(".said")]
    assert said == [f"No. {number}" for number in reversed(range(45))]
    assert tally(f"{PAGE}?page=3")[0] == "Needed 45 of 45 answers"
    assert pages[1].select_one("[rel=next]")["href"] == "?as_of=2026-03-01&page=3"


@pytest.mark.parametrize("number", ["0", "2", "x", "", "999999999"])
def test_a_page_of_answers_that_is_not_there_is_refused(number):
    response = Client().get(f"{PAGE}?page={number}")
    assert response.status_code == 400
    assert squeeze(parse(response).select_one(".terms dt")) == "page"


def test_at_a_revision_no_answer_is_shown_and_the_page_says_so(asked):
    make_answer(proposal=asked, state="approved", text="Unmistakable")
    address = f"{PAGE}?rev={Revision.current().number}"
    assert "Unmistakable" not in str(shown(address))
    assert "at an earlier revision none is shown" in squeeze(opinion(address))
    assert Client().get(f"{address}&page=2").status_code == 400


def test_the_opinion_costs_two_queries_however_many_there_are(asked, django_assert_max_num_queries):
    def queries(address: str) -> int:
        forget()
        with django_assert_max_num_queries(40) as captured:
            shown(address)
        return len(captured)

    make_proposal(slug="silent", jurisdiction=asked.jurisdiction)
    make_answer(proposal=asked, state="approved")
    few = queries(PAGE)
    for _ in range(50):
        make_answer(proposal=asked, state="approved", text="So.")
    assert queries(PAGE) == few == queries("/proposals/silent/") + 2


# What the database keeps


def test_an_answer_that_contradicts_itself_is_refused():
    for wrong in ({"state": "approved", "decided_at": None}, {"decided_at": NOON}):
        with pytest.raises(IntegrityError), transaction.atomic():
            make_answer(**wrong)


def test_each_position_has_its_place_in_a_tally_of_nothing():
    assert Answer.objects.approved().tally() == [(position, 0) for position in Position]
