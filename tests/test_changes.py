"""What changed in law between two days."""

from datetime import date, timedelta

import pytest
from django.test import Client

from jurisdictions.days import today
from jurisdictions.filtersets.changes import a_year_before
from jurisdictions.law.changes import Version, beginnings

from .factories import (
    make_citation,
    make_criterion,
    make_event,
    make_finding,
    make_instrument,
    make_jurisdiction,
    make_period,
    make_source,
    together,
)
from .pages import page_at, parse, refused, squeeze

pytestmark = pytest.mark.django_db

FROM, TO = date(2024, 1, 1), date(2025, 1, 1)
WINDOW = f"from={FROM}&to={TO}"


def page(query: str):
    return page_at(f"/changes/?{query}")


def entries(query: str) -> list[str]:
    return [squeeze(entry) for entry in page(query).select("article.entry")]


@pytest.fixture
def cell():
    return {
        "jurisdiction": make_jurisdiction(short_name="Here"),
        "criterion": make_criterion(title="Custody"),
    }


@pytest.fixture
def before(cell):
    return make_finding(
        **cell,
        slug="here-2020",
        stance="not-regulated",
        answer="No licence is needed",
        detail="Nothing was *enacted*.",
        valid_from=date(2020, 1, 1),
    )


@pytest.fixture
def after(cell, before):
    return make_finding(
        **cell,
        slug="here-2024",
        answer="A licence is needed",
        detail="A law was *enacted*.",
        valid_from=date(2024, 6, 1),
    )


@pytest.mark.parametrize(
    ("day", "inside"),
    [
        (FROM - timedelta(1), False),
        (FROM, False),
        (FROM + timedelta(1), True),
        (TO - timedelta(1), True),
        (TO, True),
        (TO + timedelta(1), False),
    ],
)
def test_the_window_begins_after_its_first_day_and_holds_its_last(day, inside):
    assert bool(beginnings([Version(1, (1, 1), day)], FROM, TO)) is inside
    make_finding(valid_from=day)
    make_period(valid_from=day)
    assert len(entries(WINDOW)) == 2 * inside


def test_what_begins_follows_the_last_version_before_it_in_its_cell():
    versions = [
        Version(1, ("a",), date(2024, 3, 1)),
        Version(2, ("b",), date(2024, 2, 1)),
        Version(3, ("a",), date(2020, 1, 1)),
        Version(4, ("a",), date(2022, 1, 1)),
    ]
    assert [(b.after, b.before) for b in beginnings(versions, FROM, TO)] == [(1, 4), (2, None)]


def test_a_change_shows_what_was_and_what_is_word_by_word(after):
    (entry,) = page(WINDOW + "&kind=law").select("article.entry")
    text = squeeze(entry)
    assert "Change of law" in text
    assert "Here, Custody, from 1 June 2024" in text
    assert "not regulated before, regulated since" in text
    removed = [squeeze(one) for one in entry.select("del")]
    added = [squeeze(one) for one in entry.select("ins")]
    assert removed == ["[removed: Not regulated ]", "[removed: No ]", "[removed: Nothing ]"]
    assert added == ["[added: Regulated ]", "[added: A ]", "[added: A law ]"]


def test_readers_see_the_words_of_a_detail_and_not_its_markup(after):
    assert "*" not in entries(WINDOW)[0]
    feed = Client().get(f"/changes.atom?{WINDOW}").content.decode()
    assert "Nothing was enacted. → A law was enacted." in feed
    assert "*" not in entries("from=2019-01-01&to=2020-12-31")[0]


def test_a_first_record_is_no_change_of_law(before):
    (text,) = entries("from=2019-01-01&to=2020-12-31")
    assert "First record" in text
    assert "Not researched before" in text
    assert "Change of law" not in text
    lede = squeeze(page("from=2019-01-01&to=2020-12-31").select_one(".lede"))
    assert "0 changes of law, 1 first record, 0 corrections" in lede


def test_a_kind_of_change_is_chosen_by_the_code_that_files_have_for_it(before, after):
    make_period(jurisdiction=before.jurisdiction, valid_from=date(2024, 3, 1))
    make_period(jurisdiction=before.jurisdiction, valid_from=date(2024, 9, 1))
    (first,) = entries(f"{WINDOW}&kind=first")
    assert "Regulatory approach, from 1 March 2024" in first
    assert len(entries(f"{WINDOW}&kind=law")) == 2
    assert len(entries(f"{WINDOW}&kind=law&kind=first")) == 3
    assert entries(f"{WINDOW}&kind=proposals") == []


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("kind=law", "1 change of law,"),
        ("kind=proposals", "0 changes of proposals,"),
        ("kind=first", "0 first records,"),
        ("kind=law&kind=first", "1 change of law, 0 first records,"),
        ("kind=corrections", "0 corrections,"),
    ],
)
def test_nothing_is_counted_as_none_that_was_not_asked_for(after, kind, said):
    lede = squeeze(page(f"{WINDOW}&{kind}").select_one(".lede"))
    assert f": {said} as of" in lede


def test_a_change_of_detail_alone_says_what_stayed(cell, before):
    make_finding(**cell, stance=before.stance, answer=before.answer, detail="New.", valid_from=TO)
    (text,) = entries(WINDOW)
    assert "as before, not regulated" in text
    assert "As before: answer." in text


def test_what_a_first_record_says_in_its_head_is_not_said_again_beneath(before):
    make_period(jurisdiction=before.jurisdiction, label="By statute", valid_from=date(2020, 6, 1))
    period, finding = page("from=2019-01-01&to=2020-12-31").select("article.entry")
    assert [squeeze(dt) for dt in finding.select("dt")] == ["Detail"]
    said = [squeeze(dt) for dt in period.select("dt")]
    assert "Period" in said
    assert "Approach" not in said


def test_a_provision_leads_to_its_text_on_the_day_shown(after):
    law = make_instrument(jurisdiction=after.jurisdiction, slug="act", short_name="The Act")
    make_citation(finding=after, instrument=law)
    for path in (f"/changes/?{WINDOW}&", f"/changes/{after.slug}/?"):
        shown = parse(Client().get(f"{path}as_of=2025-06-01"))
        links = shown.main.find_all("a", string="The Act")
        assert [link["href"] for link in links] == ["/instruments/act/?as_of=2025-06-01"]


def test_a_change_names_the_events_behind_it_and_its_sources(after):
    law = make_instrument(jurisdiction=after.jurisdiction)
    make_citation(finding=after, instrument=law)
    make_citation(finding=after, instrument=None, pinpoint="", source=make_source(title="Gazette"))
    same_day = {"date": after.valid_from, "jurisdiction": after.jurisdiction}
    make_event(**same_day, instrument=law, is_milestone=True, title="The law applies")
    make_event(**same_day, title="Something else")
    make_event(**same_day | {"date": TO}, instrument=law, title="Later")
    (text,) = entries(WINDOW)
    assert "Behind it: The law applies" in text
    assert "Gazette" in text
    assert "Something else" not in text
    assert "Later" not in text


def test_of_two_changes_each_names_the_events_of_its_own_day(cell, after):
    later = make_finding(**cell, answer="No licence any more", valid_from=date(2024, 9, 1))
    law = make_instrument(jurisdiction=after.jurisdiction)
    for finding, title in ((after, "It applies"), (later, "It is repealed")):
        make_citation(finding=finding, instrument=law)
        make_event(
            date=finding.valid_from, jurisdiction=law.jurisdiction, instrument=law, title=title
        )
    newest, older = entries(WINDOW)
    assert ("It is repealed" in newest, "It applies" in newest) == (True, False)
    assert ("It is repealed" in older, "It applies" in older) == (False, True)


def test_a_change_of_approach_is_a_change_too():
    old = make_period(label="Old", valid_from=date(2020, 1, 1))
    make_period(jurisdiction=old.jurisdiction, label="New", valid_from=date(2024, 2, 1))
    (text,) = entries(WINDOW)
    assert "Change of approach" in text
    assert "[removed: Old ] [added: New ]" in text


def test_why_an_approach_is_taken_is_no_markdown_and_stands_as_it_was_written():
    why = "2024. The *Kommission* asks for <5 % & 1 * 2"
    make_period(rationale=why, valid_from=date(2024, 2, 1))
    (text,) = entries(WINDOW)
    assert why in text


def test_criteria_leave_approaches_out(cell, after):
    make_period(jurisdiction=cell["jurisdiction"], valid_from=date(2024, 2, 1))
    assert len(entries(WINDOW)) == 2
    assert len(entries(f"{WINDOW}&criterion={cell['criterion'].slug}")) == 1
    assert len(entries(f"{WINDOW}&section={cell['criterion'].section.slug}")) == 1
    other = make_jurisdiction()
    assert len(entries(f"{WINDOW}&jurisdiction={cell['jurisdiction'].slug}")) == 2
    assert entries(f"{WINDOW}&jurisdiction={other.slug}") == []


def test_a_filter_does_not_make_a_first_record_of_a_change(cell, after):
    (text,) = entries(f"{WINDOW}&criterion={cell['criterion'].slug}")
    assert "Change of law" in text


def test_drafts_never_appear_neither_after_nor_before(cell, before):
    draft = make_finding(**cell, valid_from=date(2024, 3, 1), publication="draft")
    make_finding(**cell, valid_from=date(2024, 6, 1), answer="Public")
    make_period(valid_from=date(2024, 3, 1), publication="in-review")
    (text,) = entries(WINDOW)
    assert before.answer in text
    assert draft.answer not in text
    assert Client().get(f"/changes/{draft.slug}/").status_code == 404


def test_unasked_it_is_the_last_twelve_months_up_to_the_day():
    make_finding(valid_from=today())
    make_finding(valid_from=a_year_before(today()))
    make_finding(valid_from=today() + timedelta(1))
    assert len(entries("kind=law&kind=first")) == 1
    lede = squeeze(page("as_of=2024-02-29").select_one(".lede"))
    assert "After 28 February 2023 , up to and including 29 February 2024" in lede


@pytest.mark.parametrize(
    "query",
    [
        "from=2025-01-02&to=2025-01-01",
        "from=2025-01-02&as_of=2025-01-01",
        "from=2100-01-01",
        "from=2024-02-30",
        "from=",
        "from=2024-01-01&from=2024-01-02",
    ],
)
@pytest.mark.parametrize("address", ["/changes/", "/changes.atom"])
def test_a_first_day_that_is_none_or_lies_after_the_last_is_refused(address, query):
    assert list(refused(f"{address}?{query}")) == ["from"]


def test_a_window_without_a_day_is_empty():
    make_finding(valid_from=FROM)
    assert entries(f"from={FROM}&to={FROM}") == []


@pytest.mark.parametrize(
    ("query", "name"),
    [("to=x", "to"), ("kind=moon", "kind"), ("page=9", "page"), ("since=2024-01-01", "since")],
)
def test_other_parameters_are_strict_too(query, name):
    assert list(refused(f"/changes/?{query}")) == [name]


def test_the_links_carry_the_last_day(after):
    hrefs = [a["href"] for a in page(WINDOW).select("article.entry a[href]")]
    assert hrefs
    assert all(f"as_of={TO}" in href for href in hrefs if href.startswith("/"))


def test_every_change_has_a_page_with_its_neighbours(cell, before, after):
    last = make_finding(**cell, slug="here-2026", valid_from=date(2026, 1, 1))
    shown = parse(Client().get(f"/changes/{after.slug}/"))
    assert squeeze(shown.h1) == after.answer
    assert before.answer in squeeze(shown.main)
    assert [a["href"] for a in shown.select("nav.pages a")] == [
        "/changes/here-2020/",
        f"/changes/{last.slug}/",
    ]


def test_a_change_of_approach_has_a_page(cell):
    period = make_period(jurisdiction=cell["jurisdiction"])
    shown = parse(Client().get(f"/changes/{period.slug}/"))
    assert squeeze(shown.h1) == period.approach.name


def test_markup_in_a_text_is_shown_and_not_obeyed(cell, before):
    make_finding(**cell, answer="<b>x</b>", detail="<script>x</script>", valid_from=TO)
    assert "<script>x" not in Client().get(f"/changes/?{WINDOW}").text


def test_the_first_page_names_the_latest_changes_of_law(after):
    make_finding(valid_from=TO, answer="Only a first record")
    news = squeeze(parse(Client().get("/?as_of=2025-06-01")).select_one("aside"))
    assert "Latest changes 1 June 2024 A licence is needed" in news
    assert "Only a first record" not in news
    aside = parse(Client().get("/?as_of=2024-05-31")).select_one("aside")
    assert aside is None or "Latest changes" not in squeeze(aside)


def test_the_first_page_names_the_latest_changes_of_approach_among_them(after):
    make_period(jurisdiction=after.jurisdiction, valid_from=date(2020, 1, 1))
    later = make_period(jurisdiction=after.jurisdiction, valid_from=date(2024, 7, 1))
    news = squeeze(parse(Client().get("/?as_of=2025-06-01")).select_one("aside"))
    of_approach = f"1 July 2024 {later.approach.name} Here, Regulatory approach"
    assert f"Latest changes {of_approach} 1 June 2024 A licence is needed" in news
    assert "1 January 2020" not in news
    news = squeeze(parse(Client().get("/?as_of=2024-06-30")).select_one("aside"))
    assert "Regulatory approach" not in news


def test_the_first_page_names_as_many_changes_as_the_page_of_changes_leads_with():
    cells = [make_finding(valid_from=FROM) for _ in range(4)]
    for number, one in enumerate(cells, start=1):
        place = one.jurisdiction
        make_finding(jurisdiction=place, criterion=one.criterion, valid_from=date(2024, number, 2))
        make_period(jurisdiction=place, valid_from=FROM)
        make_period(jurisdiction=place, valid_from=date(2024, number, 2))
    asked = f"/changes/?from={FROM}&to=2025-06-01&kind=law"
    listed = [squeeze(entry.h3.a) for entry in parse(Client().get(asked)).select("article.entry")]
    lists = parse(Client().get("/?as_of=2025-06-01")).select("aside ul.list")
    assert [squeeze(one.a) for one in lists[0].select("li")] == listed[:5]


def test_a_page_asks_as_many_queries_of_many_changes_as_of_few(django_assert_max_num_queries):
    @together()
    def grow(number):
        for _ in range(number):
            first = make_finding(valid_from=date(2023, 1, 1))
            where = {"jurisdiction": first.jurisdiction, "criterion": first.criterion}
            second = make_finding(**where, valid_from=date(2024, 6, 1))
            law = make_instrument(jurisdiction=second.jurisdiction)
            make_citation(finding=second, instrument=law)
            make_citation(finding=second, instrument=None, pinpoint="", source=make_source())
            event = make_event(
                date=second.valid_from, jurisdiction=first.jurisdiction, instrument=law
            )
            event.sources.add(make_source())
            period = make_period(jurisdiction=first.jurisdiction, valid_from=date(2024, 6, 1))
            period.key_instruments.add(law)
            period.sources.add(make_source())
            first.detail = "Corrected."
            first.save()

    def queries(address) -> int:
        with django_assert_max_num_queries(40) as captured:
            assert Client().get(address).status_code == 200
        return len(captured)

    recorded = f"from={FROM}&to={today()}"
    addresses = [
        f"/changes/?{recorded}", f"/changes/?{WINDOW}&kind=law", f"/changes.atom?{recorded}",
        f"/changes/?{recorded}&kind=corrections", "/findings.atom", "/timeline.atom", "/",
    ]  # fmt: skip
    grow(2)
    few = [queries(address) for address in addresses]
    # No more than one page holds: another mix of records asks for other evidence.
    grow(10)
    assert [queries(address) for address in addresses] == few


@pytest.mark.parametrize("to", ["1900-01-01", "1900-06-01", "1900-12-31"])
def test_unasked_the_first_day_is_one_that_may_be_asked_for(db, to):
    shown = parse(Client().get(f"/changes/?to={to}")).select(".lede time")
    assert [moment["datetime"] for moment in shown[:2]] == ["1900-01-01", to]


def test_a_list_says_of_each_change_what_it_is_and_opens_the_words_on_demand(after):
    (entry,) = page(WINDOW + "&kind=law").select("article.entry")
    folded = entry.details.extract()
    assert not folded.has_attr("open")
    assert folded.select("del, ins")
    assert "Before: No licence is needed" in squeeze(entry)


def test_the_name_of_what_opens_says_of_which_change_it_is(after):
    (entry,) = page(WINDOW + "&kind=law").select("article.entry")
    name = "What changed, and its sources: Here, Custody, 1 June 2024"
    assert entry.summary.get_text() == name


def test_all_changes_of_a_page_are_opened_by_its_address(after):
    make_finding(valid_from=TO)
    shut, opened = page(WINDOW), page(WINDOW + "&open=all")
    assert len(shut.select("article details")) == len(opened.select("article details[open]")) == 2
    assert shut.find("a", string="Open all")["href"] == f"?{WINDOW}&open=all"
    assert opened.find("a", string="Close all")["href"] == f"/changes/?{WINDOW}"


def test_its_files_take_along_that_all_are_open_and_its_feed_has_nothing_to_open(after):
    shown = page(WINDOW + "&open=all")
    files = [a["href"] for a in shown.select("a.chip[href*='/changes.']")]
    feed = shown.select_one("a[href*='changes.atom']")["href"]
    assert "open" not in feed
    assert {Client().get(href).status_code for href in [*files, feed]} == {200}


def test_where_nothing_changed_there_is_nothing_to_open():
    assert page(WINDOW).find("a", string="Open all") is None
