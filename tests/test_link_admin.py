"""Editors find broken addresses, the records that use them, and room for an archived copy."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jurisdictions.choices import LinkState
from jurisdictions.links.uses import match_links
from jurisdictions.models import Instrument, Link, Source

from .factories import make_editor, make_instrument, make_regulator, make_source
from .pages import parse, squeeze

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

LIST = "/admin/jurisdictions/link/"
COPY = "https://archive.example/a"


@pytest.fixture
def editor(client):
    user = make_editor()
    client.force_login(user)
    return user


@pytest.fixture
def link(editor):
    """A broken one, which a source and an instrument use."""
    make_source(slug="memo", title="Memo", url="https://a.example/a")
    make_instrument(slug="act", short_name="Act", url="https://a.example/a")
    make_regulator(url="https://b.example/")
    match_links()
    Link.objects.filter(address__startswith="https://a").update(
        state=LinkState.BROKEN, status=404, checked_at=datetime(2026, 10, 3, tzinfo=UTC), failures=1
    )
    return Link.objects.get(state=LinkState.BROKEN)


def form(link: Link) -> str:
    return f"{LIST}{link.pk}/change/"


def save(client, link: Link, **changes):
    """Open a link, change entries and save it."""
    given = client.get(form(link)).context["adminform"].form
    entries = {field.html_name: field.value() for field in given}
    return client.post(form(link), entries | changes)


def test_broken_links_come_first_and_can_be_filtered(client, link):
    rows = parse(client.get(LIST)).select("#result_list tbody tr")
    assert [squeeze(row.select_one(".field-state")) for row in rows] == ["Broken", "Unchecked"]
    assert len(parse(client.get(f"{LIST}?state__exact=broken")).select("tbody tr")) == 1


def test_a_link_names_the_records_that_use_it_and_leads_to_their_forms(client, link):
    for page in (LIST, form(link)):
        cell = parse(client.get(page)).select_one(".field-used_by")
        anchors = {squeeze(a): a["href"] for a in cell.select("a")}
        assert list(anchors) == ["source: Memo (A publisher)", "instrument: Act"]
        assert all(client.get(href).status_code == 200 for href in anchors.values())


@pytest.mark.each_database
def test_the_list_asks_as_many_queries_however_many_links_there_are(client, link):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(LIST).status_code == 200
        return len(captured)

    few = queries()
    for number in range(30):
        make_source(url=f"https://c.example/{number}")
    match_links()
    assert queries() == few


def test_the_form_says_what_happened(client, link):
    told = squeeze(parse(client.get(form(link))).select_one("#content"))
    assert "Broken. The page is gone" in told
    assert "404" in told


def test_an_archived_copy_is_saved_and_the_history_says_by_whom(client, editor, link):
    assert save(client, link, archive_address=COPY).status_code == 302
    link.refresh_from_db()
    assert (link.archive_address, link.state) == (COPY, LinkState.BROKEN)
    entry = link.history.get()
    assert (entry.archive_address, entry.history_user) == (COPY, editor)
    assert client.get(f"{LIST}{link.pk}/history/").status_code == 200


def test_a_check_in_the_meantime_is_no_conflict_and_another_editor_is(client, link):
    given = client.get(form(link)).context["adminform"].form
    entries = {field.html_name: field.value() for field in given} | {"archive_address": COPY}
    Link.objects.update(state=LinkState.UNREACHABLE, failures=2)
    assert client.post(form(link), entries).status_code == 302
    link.refresh_from_db()
    assert (link.archive_address, link.state) == (COPY, LinkState.UNREACHABLE)
    assert client.post(form(link), entries).status_code == 200  # refused: it has changed


def test_what_is_no_web_address_is_refused(client, link):
    answer = save(client, link, archive_address="javascript:alert(1)")
    assert "Enter a valid URL" in str(answer.context["adminform"].form.errors)


def test_links_can_be_wanted_for_the_next_check(client, link):
    chosen = {"action": "check_again", "_selected_action": [link.pk]}
    told = client.post(LIST, chosen, follow=True)
    assert "1 link will be opened by the next check." in told.text
    assert list(Link.objects.filter(wanted=True)) == [link]
    assert client.get(f"{LIST}?wanted__exact=1").status_code == 200


def test_links_are_neither_added_nor_deleted_by_hand(client, link):
    assert client.get(f"{LIST}add/").status_code == 403
    assert client.get(f"{LIST}{link.pk}/delete/").status_code == 403


def test_who_may_only_look_changes_nothing(client, link):
    reader = get_user_model().objects.create_user("reader", is_staff=True)
    reader.user_permissions.add(Permission.objects.get(codename="view_link"))
    client.force_login(reader)
    assert client.get(form(link)).status_code == 200
    assert client.post(form(link), {"archive_address": COPY}).status_code == 403
    client.post(LIST, {"action": "check_again", "_selected_action": [link.pk]})
    assert not Link.objects.filter(wanted=True).exists()


def test_the_work_of_staff_names_how_many_addresses_no_longer_open(client, link):
    told = parse(client.get("/admin/coverage/")).find("a", href=lambda h: "link/?work" in h)
    assert squeeze(told) == "1 address no longer opens"
    assert len(parse(client.get(told["href"])).select("#result_list tbody tr")) == 1
    assert "no longer opens" not in client.get("/coverage/").text
    save(client, link, archive_address=COPY)
    assert "no longer opens" not in client.get("/admin/coverage/").text


def test_what_was_mended_in_its_records_is_work_no_more(client, link):
    for record in (Source.objects.get(slug="memo"), Instrument.objects.get(slug="act")):
        assert parse(client.get(f"{LIST}?work=broken")).select("#result_list tbody tr")
        record.url = "https://a.example/moved"
        record.save()
    assert not parse(client.get(f"{LIST}?work=broken")).select("#result_list tbody tr")
    assert "no longer opens" not in client.get("/admin/coverage/").text


def test_a_link_can_be_searched_for(client, link):
    assert len(parse(client.get(f"{LIST}?q=a.example")).select("#result_list tbody tr")) == 1
