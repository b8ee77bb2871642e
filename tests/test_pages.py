"""What the pages about one thing show."""

from datetime import date

import pytest
from django.test import Client

from jurisdictions.models import Finding

from .factories import (
    make_citation,
    make_event,
    make_finding,
    make_instrument,
    make_jurisdiction,
    make_period,
    make_pillar,
    make_proposal,
)
from .pages import page_at, parse, squeeze

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def test_a_profile_shows_the_approach_over_time_from_the_day_shown_backwards(four_places):
    periods = page_at("/jurisdictions/united-states/?as_of=2025-06-01").select(".periods > li")
    assert [li["id"] for li in periods] == [
        "us-approach-2026-09",
        "us-approach-2026-03",
        "us-approach-2025",
        "us-approach-2021",
        "us-approach-2017",
    ]
    assert squeeze(periods[0]).startswith("from 17 September 2026")
    assert squeeze(periods[2]).startswith("since 20 January 2025 Guidance-led")
    assert squeeze(periods[3]).startswith("from 17 April 2021 to 19 January 2025 Enforcement-led")


def test_a_profile_shows_what_is_already_known_for_a_later_day(db):
    later = make_finding(valid_from=date(2099, 10, 25))
    shown = page_at(f"/jurisdictions/{later.jurisdiction.slug}/")
    assert f"from 25 October 2099 {later.criterion}" in squeeze(shown)
    assert "Not researched" in squeeze(shown)


def test_a_profile_names_its_regulators_instruments_whole_and_parts(four_places):
    shown = squeeze(page_at("/jurisdictions/dubai/"))
    assert "Virtual Assets Regulatory Authority (VARA)" in shown
    assert "part of United Arab Emirates" in shown
    assert "Dubai VA Law Statute · In force" in shown
    whole = squeeze(page_at("/jurisdictions/united-arab-emirates/"))
    assert "Its parts: Emirate of Dubai" in whole
    assert "not compared as a column of its own" in whole


def test_the_matrix_of_pillars_has_a_row_for_every_jurisdiction(four_places):
    shown = page_at("/pillars/?as_of=2026-11-24")
    assert [squeeze(th.a) for th in shown.select("tbody th")] == [
        "United States",
        "European Union",
        "UAE/Dubai",
    ]
    assert len(shown.select("tbody td")) == 12


def test_the_matrix_of_pillars_says_which_proposal_they_belong_to_and_that_it_is_no_law(db):
    make_jurisdiction()
    one, other = (make_proposal(slug=slug, title=slug.title()) for slug in ("one", "other"))
    for name, proposal in (("A", one), ("B", other), ("C", one)):
        make_pillar(slug=name.lower(), title=name, proposal=proposal)
    chosen = "criterion=a&criterion=b&criterion=c"
    page = parse(Client().get(f"/pillars/?{chosen}&as_of=2026-01-01"))
    said = [squeeze(note) for note in page.select(".opening .note")]
    assert said == [
        "A, C: Pillars of One , a proposal, not law",
        "B: Pillars of Other , a proposal, not law",
    ]
    links = [link["href"] for link in page.select(".opening .note a")]
    assert links == [f"/proposals/{slug}/?as_of=2026-01-01" for slug in ("one", "other")]


def test_the_matrix_of_topics_has_fourteen_columns(four_places):
    assert len(page_at("/topics/").select("thead tr:last-child th")) == 15


def test_one_criterion_is_answered_for_every_jurisdiction(four_places):
    shown = page_at("/topics/stablecoins/?as_of=2023-01-01")
    rows = {squeeze(tr.th.a): squeeze(tr.td) for tr in shown.select(".comparison tbody tr")}
    assert list(rows) == ["United States", "European Union", "UAE/Dubai"]
    assert rows["UAE/Dubai"].startswith("Not researched")


def test_a_proposal_is_marked_as_not_being_law(four_places):
    opening = squeeze(page_at("/proposals/innovation-exemption/").select_one(".opening"))
    assert opening.startswith("A proposal, not law · Requested; not granted in this form")


def test_a_proposal_names_the_nearest_rule_and_the_gap_in_each_cell(four_places):
    shown = page_at("/proposals/innovation-exemption/?as_of=2026-11-24")
    gaps = [squeeze(gap) for gap in shown.select(".comparison .gap")]
    assert len(gaps) == 12
    assert all(gap.startswith("Nearest rule: ") for gap in gaps)
    assert "SEC innovation exemption order" in gaps[1]
    assert gaps[0].endswith("by guidance or relief that can be withdrawn.")


def test_arguments_for_and_against_stand_side_by_side(four_places):
    shown = page_at("/proposals/innovation-exemption/")
    sides = [squeeze(h3) for h3 in shown.select(".sides h3")]
    assert sides == ["For", "Against", "On conditions", "Neutral"]
    counts = [len(div.select(".entry")) for div in shown.select(".sides > div")]
    assert counts == [9, 5, 1, 1]


def test_checkpoints_tell_the_article_apart_from_what_was_found_later(four_places):
    checkpoint = page_at("/proposals/innovation-exemption/").select_one("#sec-response")
    voices = [squeeze(voice) for voice in checkpoint.select(".voice")]
    assert voices == ["The article", "Found later"]
    assert "Partly answered" in squeeze(checkpoint.h3)


@pytest.mark.parametrize(
    ("day", "status"),
    [
        ("2019-01-01", "Not yet proposed"),
        ("2021-01-01", "Proposed"),
        ("2023-06-28", "Adopted"),
        ("2023-06-29", "In force, not yet applicable"),
        ("2024-06-30", "In force"),
    ],
)
def test_an_instrument_has_the_status_of_the_day(four_places, day, status):
    assert squeeze(page_at(f"/instruments/eu-mica/?as_of={day}").select_one(".status")) == status
    listed = page_at(f"/instruments/?q=MiCA&as_of={day}")
    row = listed.select_one("a[href^='/instruments/eu-mica/']").find_parent("tr")
    assert squeeze(row.select_one(".status")) == status


def test_instruments_can_be_filtered_by_the_status_of_the_day(four_places):
    shown = page_at("/instruments/?status=not-yet&as_of=2020-01-01&jurisdiction=european-union")
    statuses = {squeeze(tag) for tag in shown.select(".status")}
    assert statuses == {"Not yet proposed"}


def test_an_instrument_names_a_finding_once_with_all_places_where_it_is_cited():
    text, finding = make_instrument(), make_finding(answer="A licence", valid_from=date(2024, 1, 1))
    for position, pinpoint in ((2, "s. 1"), (1, "s. 2")):
        make_citation(finding=finding, instrument=text, pinpoint=pinpoint, position=position)
    make_citation(finding=finding, instrument=make_instrument(), pinpoint="s. 3")
    whole = make_finding(answer="A ban", jurisdiction=finding.jurisdiction)
    make_citation(finding=whole, instrument=text, pinpoint="")
    shown = page_at(f"/instruments/{text.slug}/?as_of=2024-06-30")
    cited, cited_whole = (squeeze(one) for one in shown.select("[aria-labelledby=citing] li"))
    assert cited.startswith("A licence")
    assert "s. 2; s. 1" in cited
    assert "s. 3" not in cited
    assert cited_whole.startswith("A ban")


def test_an_instrument_names_the_findings_of_the_day_that_cite_it(four_places):
    shown = squeeze(page_at("/instruments/dubai-vara-regs/?as_of=2024-01-01").select_one("main"))
    assert "No: licensing follows the activity, not who holds the assets" in shown
    assert "Reg. III.A.1; Schedule 1 (Broker-Dealer Services (a), (c))" in shown


def test_a_milestone_after_the_day_is_marked(db):
    text = make_instrument()
    make_event(
        instrument=text, jurisdiction=text.jurisdiction, date=date(2030, 1, 1), is_milestone=True
    )
    shown = page_at(f"/instruments/{text.slug}/?as_of=2029-12-31")
    assert "after the day shown" in squeeze(shown)
    assert "after the day shown" not in squeeze(
        page_at(f"/instruments/{text.slug}/?as_of=2030-01-01")
    )


def test_a_finding_has_links_to_its_earlier_and_later_versions(four_places):
    shown = page_at("/findings/dubai-non-custodial-2025/?as_of=2024-01-01")
    text = squeeze(shown.select_one("main"))
    assert "Not yet in force as of 1 January 2024" in text
    assert "earlier, from 7 February 2023" in text
    assert "later, from 16 September 2026" in text
    first = squeeze(
        page_at("/findings/dubai-non-custodial-2023/?as_of=2026-01-01").select_one("main")
    )
    assert "Superseded as of 1 January 2026" in first
    assert "Held from 7 February 2023 until 16 September 2025" in first


def test_a_draft_finding_has_no_public_page_and_is_no_version(four_places):
    Finding.objects.filter(slug="dubai-non-custodial-2025").update(publication="in-review")
    assert Client().get("/findings/dubai-non-custodial-2025/").status_code == 404
    assert "16 September 2025" not in squeeze(page_at("/findings/dubai-non-custodial-2023/"))


def test_findings_can_be_filtered(four_places):
    query = "jurisdiction=dubai&section=pillars&stance=not-recognised&as_of=2024-01-01"
    shown = page_at(f"/findings/?{query}")
    rows = [squeeze(tr) for tr in shown.select("tbody tr")]
    assert rows
    assert all("UAE/Dubai" in row and "Not recognised" in row for row in rows)
    total = Finding.objects.as_of(date(2024, 1, 1)).count()
    assert squeeze(shown.caption).startswith(f"{len(rows)} of {total} findings")


def test_findings_go_on_from_page_to_page(four_places):
    first, second = page_at("/findings/"), page_at("/findings/?page=2")
    assert "Page 1 of 2" in squeeze(first.select_one(".pages"))
    assert first.select_one("[rel=next]")["href"] == "?page=2"
    answers = [squeeze(th) for shown in (first, second) for th in shown.select("tbody th")]
    assert len(answers) == 54


def test_sources_say_how_they_were_read_and_how_many_findings_rest_on_them(four_places):
    row = page_at("/sources/?q=Application+of+the+Federal+Securities&as_of=2026-11-24").select_one(
        "tbody tr"
    )
    assert "Read as quoted by others" in squeeze(row)
    assert int(squeeze(row.select("td")[-1])) > 3


def test_sources_and_findings_of_a_place_without_entries_are_empty_not_broken(db):
    period = make_period()
    for address in (
        "/",
        "/pillars/",
        "/topics/",
        "/proposals/",
        "/findings/",
        "/sources/",
        "/instruments/",
        "/about/",
        period.jurisdiction.get_absolute_url(),
    ):
        page_at(address)


def test_an_empty_database_makes_empty_pages(db):
    for address in ("/", "/compare/", "/pillars/", "/topics/", "/findings/", "/sitemap.xml"):
        assert Client().get(address).status_code == 200


@pytest.mark.few(7)
@pytest.mark.parametrize(
    "address",
    [
        "/", "/compare/", "/jurisdictions/dubai/", "/pillars/", "/pillars/iterative-development/",
        "/topics/", "/topics/custody/", "/proposals/", "/proposals/innovation-exemption/",
        "/instruments/", "/instruments/eu-mica/", "/findings/",
        "/findings/dubai-non-custodial-2023/", "/timeline/", "/changes/",
        "/changes/dubai-non-custodial-2025/", "/sources/", "/glossary/", "/coverage/",
    ],
)  # fmt: skip
def test_the_way_to_files_and_citation_follows_the_heading(four_places, address):
    shown = page_at(address)
    onward = shown.h1.find_next("a")
    assert onward["href"] == f"#{shown.select_one('.take-away h2')['id']}"


@pytest.mark.parametrize(
    "address",
    [
        "/proposals/innovation-exemption/",
        "/jurisdictions/dubai/",
        "/jurisdictions/united-arab-emirates/",
    ],
)
def test_a_long_page_leads_from_its_head_to_each_of_its_parts(four_places, address):
    shown = page_at(address)
    # To files and citation leads a link of its own.
    parts = shown.select("main section > h2:not(#take-away)")
    assert len(parts) > 2
    assert [(link["href"], squeeze(link)) for link in shown.select(".below a")] == [
        (f"#{part['id']}", squeeze(part)) for part in parts
    ]


def test_and_to_no_part_that_is_not_there(db):
    bare = page_at(f"/proposals/{make_proposal().slug}/")
    assert [link["href"] for link in bare.select(".below a")] == ["#pillars"]
