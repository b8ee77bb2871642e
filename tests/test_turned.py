"""The comparison turned: jurisdictions go down and criteria across, on the page and in files."""

import json

import pytest
from django.test import Client

from jurisdictions.layouts import Style, laid_out
from jurisdictions.lines import Band, Line
from jurisdictions.models import Citation, Finding

from .factories import (
    make_criterion,
    make_finding,
    make_jurisdiction,
    make_section,
    make_source,
    together,
)
from .files import fetched
from .pages import page_at, parse, squeeze
from .test_comparison import ONE, THREE, TWO, A, Answer, B, arranged

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

QUERY = "jurisdiction=here&jurisdiction=there&as_of=2026-11-24"
TURNED = f"{QUERY}&rows=jurisdictions"


@pytest.fixture
@together()
def law():
    """Two places; two sections with one and two criteria; an answer in each cell but the last."""
    one, two = make_section(title="One"), make_section(title="Two")
    criteria = [
        make_criterion(slug="first", title="First", section=one),
        make_criterion(slug="second", title="Second", section=two),
        make_criterion(slug="third", title="Third", section=two),
    ]
    places = [make_jurisdiction(slug=slug, short_name=slug.title()) for slug in ("here", "there")]
    cells = [(place, criterion) for criterion in criteria for place in places]
    for place, criterion in cells[:-1]:
        finding = make_finding(
            jurisdiction=place, criterion=criterion, answer=f"{criterion} in {place}"
        )
        title = f"{place}: {criterion}"
        Citation.objects.create(finding=finding, source=make_source(title=title))


def page(query: str):
    return page_at(f"/compare/?{query}")


@pytest.mark.parametrize("query", [QUERY, TURNED])
def test_screen_readers_are_told_beside_each_cell_no_more_of_its_heads_than_their_names(law, query):
    """Their notes and the buttons that move them are read once, in the head itself."""
    heads = page(query).select(".comparison th:is([scope=col], [scope=row])")[1:]
    assert [head["abbr"] for head in heads] == [squeeze(head.a) for head in heads]
    assert len(heads) == 5


def cells(query: str) -> list[tuple]:
    """Each cell: the heads of its row and column, in the order of their names, and its words."""
    shown = page(query)
    labels = [squeeze(th.a) for th in shown.select(".comparison thead th[scope=col]") if th.a]
    return sorted(
        (*sorted([squeeze(row.th.a), label]), [squeeze(part) for part in td.select("span")])
        for row in shown.select(".comparison tbody tr:not(.group)")
        for label, td in zip(labels, row("td"), strict=True)
    )


def test_turning_changes_where_a_cell_stands_and_not_what_it_says(law):
    assert cells(TURNED) == cells(QUERY)


def test_turned_jurisdictions_head_the_rows_and_sections_the_columns(law):
    shown = page(TURNED)
    assert [squeeze(th.a) for th in shown.select("tbody th[scope=row]")] == ["Here", "There"]
    assert [squeeze(th) for th in shown.select(".bands th")] == ["One", "Two"]
    assert [th["colspan"] for th in shown.select(".bands th")] == ["1", "2"]
    assert squeeze(shown.select_one("thead tr:last-child th")) == "Jurisdiction"


def test_a_cell_names_the_head_of_its_column_for_phone_and_paper(law):
    labels = [td["data-label"] for td in page(TURNED).select(".comparison tbody tr td")]
    assert labels == ["First", "Second", "Third"] * 2
    assert [td["data-label"] for td in page(QUERY).select("td")][:2] == ["Here", "There"]


def test_turned_sources_are_numbered_in_the_order_in_which_they_are_read(law):
    links = page(TURNED).select(".comparison td a[href^='#note-']")
    assert [link["href"] for link in links] == [f"#note-{n}" for n in range(1, 6)]
    titles = [squeeze(li.cite) for li in page(TURNED).select(".notes li")]
    assert titles[:3] == ["Here: First", "Here: Second", "Here: Third"]


def test_a_turned_table_is_sorted_and_grouped_by_rows(law):
    shown = page(f"{TURNED}&group=region")
    assert [squeeze(th) for th in shown.select("tbody .group")] == ["Region not given"]
    back = page("jurisdiction=there&jurisdiction=here&rows=jurisdictions&sort=name")
    assert [squeeze(th.a) for th in back.select("tbody th[scope=row]")] == ["Here", "There"]


def test_rows_without_a_difference_are_columns_that_go(law):
    second = Finding.objects.filter(criterion__slug="second", jurisdiction__slug="there")
    second.update(stance="unclear")
    shown = page(f"{TURNED}&only=differences")
    assert [squeeze(a) for a in shown.select("thead th a")] == ["Second"]


def test_a_link_turns_the_table_and_another_turns_it_back(law):
    turn = page(QUERY).find("a", string="Turn the table")["href"]
    assert "rows=jurisdictions" in turn
    back = page(turn.partition("?")[2]).find("a", string="Turn back")["href"]
    assert "rows" not in back
    assert "jurisdiction=here" in back


def test_tables_in_files_are_turned_too(law):
    assert all(fetched(suffix, TURNED) for suffix in ("xlsx", "docx"))
    text = fetched("md", TURNED).decode()
    head = next(line for line in text.splitlines() if line.startswith("|"))
    assert head == "| Jurisdiction | First | Second | Third |"


def test_records_in_files_stay_the_same(law):
    def rows(query: str) -> list:
        return json.loads(fetched("json", query))["rows"]

    assert rows(QUERY) == rows(TURNED)


@pytest.mark.parametrize("odd", ["criteria", "", "yes", "jurisdictions&rows=jurisdictions"])
def test_nothing_else_goes_down(law, odd):
    response = Client().get(f"/compare/?rows={odd}")
    assert response.status_code == 400
    assert squeeze(parse(response).select_one(".terms dt")) == "rows"


def test_a_frame_is_turned_by_the_same_parameter(law):
    framed = parse(Client().get(f"/embed/compare/?{TURNED}"))
    assert [squeeze(th.a) for th in framed.select("tbody th[scope=row]")] == ["Here", "There"]


def test_a_layout_is_plain_data():
    comparison = arranged([Answer(1, A, ONE), Answer(2, B, THREE)])
    bands = [Band("", (Line(B), Line(A)))]
    upright, turned = laid_out(comparison, bands), laid_out(comparison, bands, turned=True)
    assert [strip.head.criterion for s in upright.down for strip in s.strips] == [ONE, TWO, THREE]
    assert [line.jurisdiction for line in upright.heads] == [B, A]
    assert [row.criterion for row in turned.heads] == [ONE, TWO, THREE]
    ((first, second),) = (strips.strips for strips in turned.down)
    assert (first.head.jurisdiction, second.head.jurisdiction) == (B, A)
    assert [cell.finding and cell.finding.pk for cell in second.cells] == [1, None, None]
    assert (upright.style, turned.turned) == (Style.FULL, True)


def ways_round(query: str) -> list[str]:
    """Where the sentence on so many columns leads."""
    return [link["href"] for link in page(query).select(".scroller ~ .note > a[href*=rows]")]


@pytest.mark.usefixtures("law")
def test_a_table_too_wide_for_answers_leads_to_the_other_way_that_has_room(monkeypatch):
    monkeypatch.setattr("jurisdictions.layouts.DENSE", 2)
    [turned] = ways_round(f"{QUERY}&criterion=first")
    assert "rows=jurisdictions" in turned
    assert page(turned.lstrip("?")).select_one(".comparison.turned:not(.dense)")


@pytest.mark.usefixtures("law")
def test_where_neither_way_has_room_none_is_offered(monkeypatch):
    monkeypatch.setattr("jurisdictions.layouts.DENSE", 2)
    assert page(QUERY).select_one(".comparison.dense")
    assert ways_round(QUERY) == []


@pytest.mark.usefixtures("law")
def test_where_the_answers_are_shown_none_is_offered():
    assert ways_round(QUERY) == []


def test_turned_the_page_counts_criteria_and_calls_none_a_row(client, law):
    shown = parse(client.get(f"/compare/?{TURNED}&only=gaps"))
    assert squeeze(shown.select_one(".left-out")).startswith("2 criteria without a gap hidden.")
    assert "row" not in squeeze(shown.select_one(".lede"))
