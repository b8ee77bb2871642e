"""Atom feeds: valid, with ids that stay, days that are right, and the choices of the page."""

from datetime import UTC, date, datetime, timedelta
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import pytest
from django.test import Client

from jurisdictions.days import today
from jurisdictions.models import Citation, Finding, Revision

from .factories import (
    make_citation,
    make_criterion,
    make_event,
    make_finding,
    make_instrument,
    make_jurisdiction,
    make_source,
    together,
)
from .pages import parse, refused, squeeze

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

ATOM = "{http://www.w3.org/2005/Atom}"
FEEDS = ["/changes.atom", "/findings.atom", "/timeline.atom"]
ALL = "from=2010-01-01"


def feed(address: str, **extra):
    response = Client().get(address, **extra)
    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith("application/atom+xml")
    return ElementTree.fromstring(response.content)


def texts(root, path: str) -> list[str]:
    return [one.text for one in root.findall("/".join(f"{ATOM}{p}" for p in path.split("/")))]


def entries(address: str):
    return feed(address).findall(f"{ATOM}entry")


def text(entry, name: str) -> str:
    return entry.find(f"{ATOM}{name}").text


def link(entry) -> str:
    return entry.find(f"{ATOM}link").get("href")


@pytest.fixture
def law():
    before = make_finding(answer="No", valid_from=date(2020, 1, 1))
    cell = {"jurisdiction": before.jurisdiction, "criterion": before.criterion}
    after = make_finding(**cell, answer="Yes & <no>", valid_from=date(2024, 6, 1))
    make_citation(finding=after, instrument=None, pinpoint="", source=make_source(title="Gazette"))
    return before, after


def recorded(record) -> datetime:
    return type(record).history.filter(id=record.pk).latest().history_date


def test_every_entry_has_what_atom_requires(law):
    make_event()
    for address in FEEDS:
        root = feed(f"{address}?{ALL}" if "changes" in address else address)
        for name in ("id", "title", "updated"):
            assert len(texts(root, name)) == 1, address
        found = root.findall(f"{ATOM}entry")
        assert found, address
        for entry in found:
            for name in ("id", "title", "updated", "summary"):
                assert text(entry, name), (address, name)
            assert link(entry).startswith("http://testserver/")
        assert root.find(f"{ATOM}author/{ATOM}name").text


def test_a_change_tells_before_and_after_with_its_source(law):
    first, second = sorted(entries(f"/changes.atom?{ALL}"), key=lambda e: text(e, "title"))
    assert text(first, "title").startswith("Change of law: ")
    assert text(first, "title").endswith("Yes & <no>")
    assert "Answer: No → Yes &amp; &lt;no&gt;" in text(first, "summary")
    assert "Gazette" in text(first, "summary")
    assert link(first).endswith(f"/changes/{law[1].slug}/")
    assert text(second, "title").startswith("First record: ")
    assert "not researched before" in text(second, "summary")
    assert [e.find(f"{ATOM}category").get("term") for e in (first, second)] == [
        "law",
        "first record",
    ]


def test_a_correction_is_marked_as_one(law):
    law[1].answer = "Perhaps"
    law[1].save()
    (entry,) = entries("/changes.atom?kind=corrections")
    assert text(entry, "title").startswith("Correction: ")
    assert entry.find(f"{ATOM}category").get("term") == "correction"
    assert "→ Perhaps" in text(entry, "summary")
    assert text(entry, "summary").count("law was not") == 1
    assert "/changes/corrections/finding-" in link(entry)
    assert datetime.fromisoformat(text(entry, "updated")) == recorded(law[1])


@pytest.mark.parametrize("address", [f"/changes.atom?kind=law&kind=first&{ALL}", "/findings.atom"])
def test_an_entry_is_as_new_as_what_was_recorded_last(address, law):
    past = datetime(2024, 7, 1, 12, tzinfo=UTC)
    Finding.history.update(history_date=past)
    Citation.history.update(history_date=past)
    assert {text(e, "updated") for e in entries(address)} == {past.isoformat()}
    assert texts(feed(address), "updated") == [past.isoformat()]
    law[1].detail = "Otherwise."
    law[1].save()
    newest = {datetime.fromisoformat(text(e, "updated")) for e in entries(address)}
    assert recorded(law[1]) in newest


@pytest.mark.parametrize("address", [f"/changes.atom?kind=law&kind=first&{ALL}", "/findings.atom"])
def test_an_entry_is_as_new_as_its_newest_source(address, law):
    past = datetime(2024, 7, 1, 12, tzinfo=UTC)
    Finding.history.update(history_date=past)
    Citation.history.update(history_date=past)
    citation = make_citation(finding=law[1], instrument=None, pinpoint="", source=make_source())
    assert text(entries(address)[0], "updated") == recorded(citation).isoformat()
    citation.delete()
    removed = Citation.history.filter(history_type="-").get()
    assert text(entries(address)[0], "updated") == removed.history_date.isoformat()


@pytest.mark.parametrize(
    "address", [f"/changes.atom?kind=law&kind=first&{ALL}", "/findings.atom?q=yes"]
)
def test_read_at_a_revision_a_feed_stays_as_it_was(address, law):
    address += f"&rev={Revision.current().number}"
    before = Client().get(address).content
    law[1].detail = "Otherwise."
    law[1].save()
    assert Client().get(address).content == before


def test_read_at_a_revision_the_feed_of_events_stays_as_it_was():
    event = make_event()
    address = f"/timeline.atom?rev={Revision.current().number}"
    before = Client().get(address).content
    event.title = "Otherwise"
    event.save()
    assert Client().get(address).content == before


@pytest.mark.parametrize("address", FEEDS)
def test_read_at_a_revision_an_empty_feed_is_as_old_as_that(address, law):
    address += f"?as_of=1900-01-02&rev={Revision.current().number}"
    assert entries(address) == []
    before = texts(feed(address), "updated")
    Revision.objects.create(recorded_at=datetime(2100, 1, 1, tzinfo=UTC))
    assert texts(feed(address), "updated") == before


@pytest.mark.parametrize("address", [f"/changes.atom?{ALL}", "/findings.atom?as_of=2024-07-01"])
def test_an_entry_without_a_history_still_has_a_day(address, law):
    Finding.history.all().delete()
    assert "2024-06-01T00:00:00+00:00" in {text(e, "updated") for e in entries(address)}


@pytest.mark.parametrize("address", FEEDS)
def test_an_empty_feed_does_not_look_new_at_each_request(address):
    root = feed(address)
    assert root.findall(f"{ATOM}entry") == []
    (updated,) = texts(root, "updated")
    assert datetime.fromisoformat(updated) < datetime.now(UTC) - timedelta(days=1)


def test_ids_stay_on_another_host_and_after_a_correction(law):
    make_event()

    def ids():
        addresses = [f"/changes.atom?kind=law&kind=first&{ALL}", "/findings.atom", "/timeline.atom"]
        roots = [feed(a, headers={"host": host}) for a in addresses]
        return [sorted([*texts(root, "id"), *texts(root, "entry/id")]) for root in roots]

    host = "testserver"
    before = ids()
    host = "localhost"
    law[1].answer = "Another"
    law[1].save()
    after = ids()
    assert before == after
    assert all(one.startswith("urn:uuid:") for found in before for one in found)
    assert len({one for found in before for one in found}) == sum(map(len, before))


def test_addresses_are_of_the_host_that_was_asked(law):
    root = feed(f"/changes.atom?{ALL}", headers={"host": "localhost"})
    links = [one.get("href") for one in root.iter(f"{ATOM}link")]
    assert links
    assert all(href.startswith("http://localhost/") for href in links)
    secure = feed(f"/changes.atom?{ALL}", secure=True)
    assert link(secure.find(f"{ATOM}entry")).startswith("https://testserver/")


@pytest.mark.parametrize("address", FEEDS)
def test_a_title_of_the_readers_own_is_the_title_of_the_feed(address):
    root = feed(f"{address}?title=My%20%3Cb%3E%26%20mine")
    assert texts(root, "title") == ["My <b>& mine"]
    links = {one.get("rel"): one.get("href") for one in root.findall(f"{ATOM}link")}
    assert "title" in parse_qs(urlsplit(links["self"]).query)
    assert "title" not in parse_qs(urlsplit(links["alternate"]).query)


@pytest.mark.parametrize("address", FEEDS)
@pytest.mark.parametrize(
    "query", ["title=", "title=" + "x" * 101, "title=a&title=b", "title=%00", "title=%1B[31m"]
)
def test_a_title_without_end_or_with_invisible_characters_is_refused(address, query):
    assert list(refused(f"{address}?{query}")) == ["title"]


def test_a_title_may_have_a_hundred_characters():
    assert texts(feed("/changes.atom?title=" + "x" * 100), "title") == ["x" * 100]


@pytest.mark.parametrize("address", FEEDS)
def test_a_feed_is_as_strict_as_its_page_and_has_no_pages(address):
    assert list(refused(f"{address}?page=1")) == ["page"]
    assert list(refused(f"{address}?jurisdiction=atlantis")) == ["jurisdiction"]
    assert list(refused(f"{address}?as_of=never")) == ["as_of"]


@pytest.mark.parametrize("address", FEEDS)
def test_a_feed_gives_no_cookie_and_takes_no_other_method(address):
    assert not Client().get(address).cookies
    assert Client().post(address).status_code == 405
    assert Client().head(address).status_code == 200


def test_a_feed_obeys_the_choices_of_its_page(law):
    other = make_finding()
    event, _ = make_event(), make_event()
    assert len(entries(f"/changes.atom?{ALL}&jurisdiction={other.jurisdiction.slug}")) == 1
    assert len(entries(f"/findings.atom?jurisdiction={other.jurisdiction.slug}")) == 1
    assert len(entries(f"/timeline.atom?jurisdiction={event.jurisdiction.slug}")) == 1
    assert len(entries("/findings.atom?as_of=2019-01-01")) == 0


def test_drafts_are_in_no_feed(law):
    make_finding(publication="draft", answer="Secret")
    for address in (f"/changes.atom?{ALL}", "/findings.atom"):
        assert "Secret" not in Client().get(address).text


def test_a_feed_holds_a_hundred_entries_the_newest_first():
    with together():
        for day in range(101):
            make_finding(valid_from=date(2024, 1, 1) + timedelta(day))
    titles = [text(e, "summary") for e in entries(f"/changes.atom?{ALL}")]
    assert len(titles) == 100
    assert "10 April 2024" in titles[0]
    assert "2 January 2024" in titles[-1]
    assert len(entries("/findings.atom")) == 100


def test_an_event_tells_what_happened_and_with_what_instrument():
    text_of_law = make_instrument(short_name="Act")
    make_event(
        jurisdiction=text_of_law.jurisdiction, instrument=text_of_law, title="It came",
        description="After **years**.", date=today(),
    ).sources.add(make_source(title="Gazette"))  # fmt: skip
    (entry,) = entries("/timeline.atom")
    assert text(entry, "title").endswith("It came")
    for said in ("Act", "<strong>years</strong>", "Gazette"):
        assert said in text(entry, "summary")


@pytest.mark.parametrize("odd", ["\x0b", "\x1b", "\ufffe", "\uffff"])
def test_what_xml_cannot_hold_does_not_break_a_feed(odd):
    place = make_jurisdiction(slug="place", short_name=f"The{odd}re")
    criterion = make_criterion(title=f"Cust{odd}ody")
    make_finding(jurisdiction=place, criterion=criterion, answer=f"A{odd}B", detail=f"C{odd}[31m")
    whole = feed("/findings.atom?jurisdiction=place")
    (entry,) = whole.findall(f"{ATOM}entry")
    assert text(whole, "title").endswith("(There)")
    assert text(entry, "title") == "There, Custody: AB"
    assert "Custody" in [one.get("term") for one in entry.findall(f"{ATOM}category")]


@pytest.mark.parametrize(
    ("page", "name"),
    [
        ("/changes/?from=2010-01-01&kind=law&page=1", "/changes.atom?from=2010-01-01&kind=law"),
        ("/findings/?stance=regulated", "/findings.atom?stance=regulated"),
        ("/timeline/?kind=adopted", "/timeline.atom?kind=adopted"),
        ("/timeline/", "/timeline.atom"),
    ],
)
def test_a_page_leads_to_its_feed_with_the_same_choices(page, name, law):
    shown = parse(Client().get(page))
    assert shown.select_one("head link[type='application/atom+xml']")["href"] == name
    visible = shown.find("a", href=name)
    assert squeeze(visible) == "Follow this selection"
    form = shown.select_one(f"form[action='{name.partition('?')[0]}']")
    kept = {i["name"]: i["value"] for i in form.select("input[type=hidden]")}
    assert kept == dict(pair.split("=") for pair in name.partition("?")[2].split("&") if pair)
    assert form.select_one("[name=title]")["maxlength"] == "100"
