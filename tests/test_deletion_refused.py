"""What other records refer to stays, and the page says which these are and what to do."""

import pytest
from bs4 import BeautifulSoup

from jurisdictions.models import Jurisdiction, Pillar, Topic
from tests import factories as make
from tests.desk import address
from tests.workflow import reviewer, signed_in

from .pages import squeeze

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return signed_in(make.make_editor())


def page_of(desk, record):
    answer = desk.get(address(record, "delete"))
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser").select_one("#content")


def asked(desk, *records):
    """The page after the action of the list."""
    keys = [record.pk for record in records]
    chosen = {"action": "delete_selected", "_selected_action": keys}
    answer = desk.post(address(type(records[0])), chosen)
    return BeautifulSoup(answer.content, "html.parser").select_one("#content")


def test_a_jurisdiction_names_by_kind_what_refers_to_it(desk):
    finding = make.make_finding()
    place = finding.jurisdiction
    event = make.make_event(jurisdiction=place)
    page = page_of(desk, place)
    assert f"“{place}” can’t be deleted" in squeeze(page)
    kinds = [str(one.find(string=True)).strip() for one in page.select("#deleted-objects > li")]
    assert kinds == ["Events (1)", "Findings (1)"]
    links = {one["href"]: one.text for one in page.select("#deleted-objects a")}
    assert links == {
        address(event, "change"): str(event),
        address(finding, "change"): str(finding),
    }


def test_it_is_told_how_to_leave_the_comparison(desk):
    finding = make.make_finding()
    page = page_of(desk, finding.jurisdiction)
    assert "“Compared”" in squeeze(page)
    assert page.find("a", href=address(finding.jurisdiction, "change"))
    source = make.make_source()
    make.make_citation(source=source, instrument=None, pinpoint="")
    assert "“Compared”" not in squeeze(page_of(desk, source))


def test_an_instrument_names_each_finding_that_cites_it_once(desk):
    text, finding = make.make_instrument(), make.make_finding()
    for pinpoint in ("s. 1", "s. 2"):
        make.make_citation(finding=finding, instrument=text, pinpoint=pinpoint)
    page = page_of(desk, text)
    assert [one.text for one in page.select("#deleted-objects a")] == [str(finding)]
    assert "Findings (1)" in squeeze(page)


def test_a_draft_among_them_is_told_apart(desk):
    draft = make.make_finding(publication="draft")
    assert f"{draft} (draft)" in squeeze(page_of(desk, draft.jurisdiction))


def test_nobody_is_told_of_permissions_that_would_not_help(desk):
    topic = Topic.objects.get(pk=make.make_criterion().pk)
    pillar = Pillar.objects.get(pk=make.make_pillar(section=topic.section).pk)
    page = page_of(desk, topic.section)
    assert "permission" not in squeeze(page)
    links = [one["href"] for one in page.select("#deleted-objects a")]
    assert sorted(links) == sorted([address(topic, "change"), address(pillar, "change")])


def test_so_it_is_told_of_several_at_once(desk):
    finding, alone = make.make_finding(), make.make_jurisdiction()
    page = asked(desk, finding.jurisdiction, alone)
    assert "Nothing was deleted" in squeeze(page)
    assert page.find("a", href=address(finding, "change"))
    assert Jurisdiction.objects.filter(pk=alone.pk).exists()


def test_a_request_that_says_yes_all_the_same_deletes_nothing(desk):
    finding = make.make_finding()
    answer = desk.post(address(finding.jurisdiction, "delete"), {"post": "yes"})
    assert "can’t be deleted" in answer.content.decode()
    assert Jurisdiction.objects.filter(pk=finding.jurisdiction_id).exists()


def test_what_nothing_refers_to_is_deleted_as_ever():
    source = make.make_source()
    desk = signed_in(reviewer())
    assert "Are you sure" in squeeze(page_of(desk, source))
    desk.post(address(source, "delete"), {"post": "yes"})
    assert not type(source).objects.exists()
