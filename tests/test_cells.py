"""What a cell shows, how much of it, what opens, and what stays the same wherever it stands."""

from datetime import date

import pytest
from django.test import Client

from jurisdictions.caching.held import forget
from jurisdictions.days import AsOf
from jurisdictions.law.caveats import Caveats
from jurisdictions.models import Citation, Finding
from jurisdictions.pieces import cells, parts

from .factories import (
    make_citation,
    make_criterion,
    make_finding,
    make_jurisdiction,
    make_source,
    together,
)
from .pages import page_at, parse, squeeze
from .test_comparison import ONE, A, Answer, B, C, arranged

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


TODAY, EARLIER = date(2026, 11, 24), date(2025, 3, 1)
NONE = Caveats({}, TODAY)


@pytest.fixture
def rows():
    return [make_criterion(slug=f"row-{n}", title=f"Row {n}") for n in range(2)]


@pytest.fixture
@together()
def table(rows):
    """Twelve places with an answer in each row, which rest on two sources."""
    shared = make_source(title="Shared")
    for n in range(12):
        place = make_jurisdiction(slug=f"place-{n}", short_name=f"Place {n}")
        for row in rows:
            finding = make_finding(jurisdiction=place, criterion=row, answer=f"{row} of {place}")
            Citation.objects.create(finding=finding, source=shared)
            make_citation(finding=finding)


def address(places: int, more: str = "") -> str:
    chosen = "&".join(f"jurisdiction=place-{n}" for n in range(places))
    return f"/compare/?{chosen}{more}"


def page(places: int, more: str = ""):
    return page_at(address(places, more))


def test_a_cell_opens_on_demand_and_its_answer_is_what_opens_it(table):
    details = page(3).select(".comparison td > details")
    assert len(details) == 6
    assert not [one for one in details if one.has_attr("open")]
    said = squeeze(details[0].summary)
    assert said == "Regulated Row 0 of Place 0 since 1 January 2024"


def test_all_cells_can_be_open_and_closed_again_by_a_link(table):
    link = page(3).find("a", string="Open all")["href"]
    opened = parse(Client().get(f"/compare/{link}"))
    details = opened.select(".comparison td > details")
    assert len(details) == 6
    assert all(one.has_attr("open") for one in details)
    back = opened.find("a", string="Close all")["href"]
    assert "open" not in back


@pytest.mark.parametrize("odd", ["none", "", "true", "all&open=all"])
def test_no_other_value_opens_a_cell(odd):
    response = Client().get(f"/compare/?open={odd}")
    assert response.status_code == 400
    assert squeeze(parse(response).select_one(".terms dt")) == "open"


def test_from_ten_columns_on_cells_show_stances_and_their_answers_on_demand(table):
    nine, ten = page(9), page(10)
    assert nine.select_one("table.comparison.close td .note")
    assert not ten.select("table.comparison.dense td .note")
    cell = ten.select_one("table.comparison.dense td")
    assert squeeze(cell.summary) == "Regulated"
    assert squeeze(cell.select_one(".answer")) == "Row 0 of Place 0"
    assert Client().get(cell.a["href"]).status_code == 200


def test_a_dense_table_asks_as_little_of_many_columns_as_of_ten(
    table, django_assert_max_num_queries
):
    def queries(places: int) -> int:
        forget()
        with django_assert_max_num_queries(20) as captured:
            page(places)
        return len(captured)

    assert queries(12) == queries(10) < queries(9)


def test_a_dense_table_has_no_notes_and_says_where_they_are(table):
    shown = page(10)
    assert not shown.select(".notes")
    assert "leads to its provisions and sources" in squeeze(shown.main)


def test_a_turned_table_is_as_dense_as_it_has_columns(table):
    assert page(12, "&rows=jurisdictions").select_one("table.comparison.roomy")


def test_the_notes_lead_back_to_every_cell_that_rests_on_them(table):
    shown = page(3)
    (note,) = shown.select(".notes li")
    back = note.select(".back a")
    assert [squeeze(a) for a in back][:2] == ["Place 0, Row 0", "Place 1, Row 0"]
    for link in back:
        (place,) = shown.select(f"[id='{link['href'][1:]}']")
        assert place.find_parent("details")
        assert place.find("a", href="#note-1")
    assert len(back) == 6


@pytest.mark.parametrize("path", ["/topics/row-0/", "/jurisdictions/place-0/"])
def test_notes_lead_back_on_other_pages_too(table, path):
    shown = parse(Client().get(path))
    links = [a["href"][1:] for a in shown.select(".notes .back a")]
    assert links
    assert all(len(shown.select(f"[id='{name}']")) == 1 for name in links)


class TestCore:
    """What can be kept as long as the finding stays as it is."""

    @pytest.fixture
    def finding(self, rows):
        cell = make_finding(criterion=rows[0], answer="Yes <b>", detail="*So* it is.")
        make_citation(finding=cell, pinpoint="Art. 1")
        return Finding.objects.with_evidence().get(pk=cell.pk)

    def test_it_asks_nothing_of_the_page_its_day_or_its_place(
        self, finding, django_assert_num_queries
    ):
        with django_assert_num_queries(0):
            assert cells.core(finding, NONE) == cells.core(finding, NONE)
        assert "as_of" not in cells.core(finding, NONE)
        assert "note-" not in cells.core(finding, NONE)

    def test_the_day_stands_in_each_link_out_of_a_cell_and_nowhere_else(self, finding):
        shown = AsOf(EARLIER, TODAY, asked=True)
        html = parts.dated(cells.core(finding, NONE), shown)
        assert html.count("?as_of=2025-03-01") == html.count("<a href") == 3
        assert parts.DAY not in html
        assert "?" not in parts.dated(cells.core(finding, NONE), AsOf(TODAY, TODAY))

    def test_texts_of_editors_are_escaped(self, finding):
        assert "Yes &lt;b&gt;" in cells.core(finding, NONE)
        assert "<em>So</em>" in cells.core(finding, NONE)


class TestWhoStandsApart:
    def apart(self, *stances: str):
        places = (A, B, C)[: len(stances)]
        findings = [
            Answer(n, place, ONE, stance)
            for n, (place, stance) in enumerate(zip(places, stances, strict=True))
            if stance
        ]
        return arranged(findings, jurisdictions=places, criteria=[ONE]).rows[0].apart

    def test_the_only_one_of_another_stance(self):
        assert self.apart("regulated", "regulated", "unclear") == C
        assert self.apart("prohibited", "regulated", "regulated") == A

    @pytest.mark.parametrize(
        "stances",
        [
            ("regulated", "regulated", "regulated"),
            ("regulated", "unclear", "prohibited"),
            ("regulated", "unclear"),
            ("regulated",),
            ("regulated", "regulated", ""),
            ("regulated", "", ""),
        ],
    )
    def test_nobody_where_it_cannot_be_said(self, stances):
        assert self.apart(*stances) is None

    def test_nothing_is_said_of_what_the_filter_hides(self):
        findings = [Answer(1, A, ONE), Answer(2, B, ONE), Answer(3, C, ONE, "unclear")]
        row = arranged(findings, jurisdictions=(A, B, C), criteria=[ONE], matching={1, 2}).rows[0]
        assert row.apart is None

    def test_the_page_says_it_in_words(self, table):
        Finding.objects.filter(jurisdiction__slug="place-1", criterion__slug="row-0").update(
            stance="unclear"
        )
        heads = [squeeze(note) for note in page(3).select("th .differs, th .same")]
        assert heads == ["Differs: Place 1 stands apart", "Same stance in all"]
