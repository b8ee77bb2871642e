"""The start page of the editing pages says what waits for whom, and each list holds as much."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from jurisdictions import models
from jurisdictions.choices import LinkState, Publication
from jurisdictions.editing import authors, workflow
from tests import factories as make
from tests.desk import change
from tests.workflow import draft_by, edited_by, editor, member, reviewer, signed_in

pytestmark = pytest.mark.django_db


def lists(client) -> dict[str, tuple[str, int]]:
    """The lists of the start page: label, then address and count."""
    page = client.get(reverse("admin:index"))
    shown = next(context["lists"] for context in page.context if "lists" in context)
    return {one.label: (one.address, count) for one, count in shown}


def much_of_everything(by):
    """Two rows for each list, and some that belong in none."""
    place = make.make_jurisdiction(researched_until=date(2026, 10, 8))
    today = timezone.localdate()
    for number in range(2):
        draft_by(by, jurisdiction=place)
        edited_by(by, make.make_period(publication=Publication.DRAFT))
        edited_by(by, make.make_event(publication=Publication.DRAFT))
        make.make_cited_finding(publication=Publication.IN_REVIEW)
        make.make_cited_finding(verified_on=today - timedelta(days=400))
        make.make_cited_finding(verified_on=today)
        passed = today - timedelta(days=number)
        make.make_event(jurisdiction=place, date=passed, publication=Publication.PUBLISHED)
        broken = make.make_source(url=f"https://example.org/{number}").url
        models.Link.objects.create(address=broken, state=LinkState.BROKEN)
        models.Link.objects.create(address=f"https://example.com/{number}")
        finding = make.make_cited_finding(verified_on=today)
        models.Report.objects.create(
            finding=finding, kind="wrong", text="It is not so.", answer_read="A", day=today,
            received_at=timezone.now(),
        )  # fmt: skip
        models.Answer.objects.create(
            proposal=make.make_proposal(), position="needed", text="Yes.",
            received_at=timezone.now(),
        )  # fmt: skip


@pytest.mark.any_database
def test_each_count_is_the_number_of_rows_of_its_list():
    rae = reviewer()
    much_of_everything(rae)
    desk = signed_in(rae)
    found = lists(desk)
    missing = found.pop("Missing cells")
    assert len(found) == 11
    for label, (address, count) in found.items():
        shown = desk.get(address).context["cl"].result_count
        assert (label, count) == (label, shown)
        # Nobody may publish their own, and no program submitted a period or an event.
        empty = label.startswith("Awaiting my review") and "findings" not in label
        assert (count > 0) != empty, label
    tiles = desk.get(missing[0]).context["coverage"]
    assert missing[1] == tiles.total["missing"]


def test_the_number_of_statements_does_not_grow_with_the_work():
    rae = reviewer()
    desk = signed_in(rae)
    much_of_everything(rae)
    few = statements(desk)
    models.Link.objects.all().delete()
    much_of_everything(rae)
    assert statements(desk) == few


def statements(desk) -> int:
    desk.get(reverse("admin:index"))
    with CaptureQueriesContext(connection) as queries:
        desk.get(reverse("admin:index"))
    return len(queries)


def test_my_drafts_are_those_that_i_edited_last():
    ed, other = editor(), editor("other")
    mine = draft_by(ed)
    draft_by(other)
    once_mine = draft_by(ed)
    edited_by(other, once_mine, answer="By another")
    published = make.make_cited_finding()
    change(signed_in(ed), published, answer="Beside")
    assert set(authors.authored_by(ed, models.Finding.objects.all())) == {mine, published.draft}


def test_what_i_wrote_does_not_wait_for_my_review():
    rae = reviewer()
    workflow.submit(draft_by(rae), by=rae)
    other = workflow.submit(draft_by(editor()), by=rae)
    assert list(workflow.to_be_reviewed_by(rae, models.Finding.objects.all())) == [other]


def test_where_one_eye_is_enough_my_own_waits_for_me_too(settings):
    settings.FOUR_EYES = False
    rae = reviewer()
    own = workflow.submit(draft_by(rae), by=rae)
    assert list(workflow.to_be_reviewed_by(rae, models.Finding.objects.all())) == [own]


def test_a_broken_link_with_an_archived_copy_is_no_work_any_more():
    for number, copy in enumerate(["", "https://archive.example/1"]):
        address = f"https://example.org/{number}"
        make.make_source(slug=f"source-{number}", url=address)
        models.Link.objects.create(address=address, state=LinkState.BROKEN, archive_address=copy)
    desk = signed_in(editor())
    address, count = lists(desk)["Broken links"]
    assert (count, desk.get(address).context["cl"].result_count) == (1, 1)


def test_everybody_is_shown_their_own_work_only():
    labels = set(lists(signed_in(editor())))
    assert "My drafts: findings" in labels
    assert not [label for label in labels if label.startswith("Awaiting my review")]
    assert "Reports by readers" not in labels
    assert lists(signed_in(member("guest"))) == {}


def test_a_list_of_somebody_else_is_no_secret_and_no_filter():
    make.make_cited_finding()
    desk = signed_in(editor())
    for work in ("review", "nonsense"):
        answer = desk.get(reverse("admin:jurisdictions_finding_changelist"), {"work": work})
        assert answer.status_code == 200
