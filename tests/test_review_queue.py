"""A reviewer goes from one draft that waits to the next, without the list in between."""

import pytest
from bs4 import BeautifulSoup

from jurisdictions.editing import workflow
from tests import factories as make
from tests.workflow import draft_by, editor, review_address, reviewer, signed_in, take

pytestmark = pytest.mark.django_db


@pytest.fixture
def ed():
    return editor()


@pytest.fixture
def three(ed):
    return [workflow.submit(draft_by(ed), by=ed) for _ in range(3)]


def links(page) -> dict[str, str]:
    """The ways to other pages of review, by their texts."""
    found = BeautifulSoup(page.content, "html.parser").select("a[href$='/review/']")
    return {one.text: one["href"] for one in found if "next one" in one.text}


NEXT = "Review the next one ({} more {} you)"


def test_the_page_leads_to_the_next_that_waits_and_from_the_last_to_the_first(three):
    desk = signed_in(reviewer())
    first, second, third = map(review_address, three)
    for here, there in ((first, second), (second, third), (third, first)):
        assert links(desk.get(here)) == {NEXT.format(2, "await"): there}


@pytest.mark.parametrize(
    ("step", "given"), [("publish", {}), ("send-back", {"reason": "No source says so."})]
)
def test_after_a_decision_the_way_leads_to_the_next(three, step, given):
    desk = signed_in(reviewer())
    done = desk.get(take(desk, three[1], step, **given).url)
    assert NEXT.format(2, "await") in links(done)
    assert links(done)[NEXT.format(2, "await")] == review_address(three[2])
    done = desk.get(take(desk, three[2], step, **given).url)
    assert links(done)[NEXT.format(1, "awaits")] == review_address(three[0])
    done = desk.get(take(desk, three[0], step, **given).url)
    assert links(done) == {}


def test_what_one_wrote_and_what_is_a_draft_still_does_not_wait(ed, three):
    rae = reviewer()
    workflow.submit(draft_by(rae), by=rae)
    draft_by(ed)
    page = signed_in(rae).get(review_address(three[0]))
    assert links(page) == {NEXT.format(2, "await"): review_address(three[1])}


def test_an_editor_is_led_nowhere(ed, three):
    assert links(signed_in(ed).get(review_address(three[0]))) == {}


def test_each_kind_has_its_own_row(ed, three):
    event = make.make_event(publication="draft")
    workflow.submit(event, by=ed)
    assert links(signed_in(reviewer()).get(review_address(event))) == {}


def test_a_name_that_looks_like_html_stays_a_name(ed):
    place = make.make_jurisdiction(short_name="<b>x</b>")
    drafts = [workflow.submit(draft_by(ed, jurisdiction=place), by=ed) for _ in range(2)]
    desk = signed_in(reviewer())
    done = desk.get(take(desk, drafts[0], "publish").url).content.decode()
    assert "<b>x</b>" not in done
    assert "&lt;b&gt;x&lt;/b&gt;" in done
