"""Only the rows with a difference, or only those with a gap, and how many were left out."""

from datetime import date

import pytest

from jurisdictions.choices import Only, Stance
from jurisdictions.models import Criterion, Jurisdiction

from .factories import LATELY, make_criterion, make_finding, make_jurisdiction, together
from .pages import parse, squeeze
from .test_comparison import ONE, TWO, A, Answer, B, arranged

pytestmark = pytest.mark.any_database

LONG_AGO = date(2026, 1, 1)


def criteria_of(comparison):
    return [row.criterion for row in comparison.rows]


class TestRows:
    def test_without_a_choice_every_row_stays(self):
        comparison = arranged([Answer(1, A, ONE)])
        assert (len(comparison.rows), comparison.left_out) == (3, 0)

    def test_differences_keeps_rows_whose_stance_differs(self):
        findings = [Answer(1, A, ONE, "regulated"), Answer(2, B, ONE, "prohibited")]
        findings += [Answer(3, A, TWO, "regulated"), Answer(4, B, TWO, "regulated")]
        comparison = arranged(findings, only=Only.DIFFERENCES)
        assert criteria_of(comparison) == [ONE]
        assert comparison.left_out == 2

    def test_a_cell_that_nobody_researched_is_a_gap_and_no_difference(self):
        assert criteria_of(arranged([Answer(1, A, ONE)], only=Only.DIFFERENCES)) == []
        assert ONE in criteria_of(arranged([Answer(1, A, ONE)], only=Only.GAPS))

    def test_gaps_keeps_rows_with_a_missing_cell(self):
        findings = [Answer(1, A, ONE), Answer(2, B, ONE), Answer(3, A, TWO)]
        comparison = arranged(findings, criteria=(ONE, TWO), only=Only.GAPS)
        assert criteria_of(comparison) == [TWO]

    def test_and_rows_with_a_verification_that_is_due(self):
        findings = [Answer(1, A, ONE, due=True), Answer(2, B, ONE)]
        findings += [Answer(3, A, TWO), Answer(4, B, TWO)]
        comparison = arranged(findings, criteria=(ONE, TWO), only=Only.GAPS)
        assert criteria_of(comparison) == [ONE]

    def test_sections_without_rows_go_and_notes_count_what_is_shown(self):
        findings = [Answer(1, A, TWO, sources=("a", "b"))]
        findings += [Answer(2, B, TWO, "unclear", sources=("c",))]
        findings += [Answer(3, A, ONE, sources=("hidden",))]
        findings += [Answer(4, B, ONE, sources=("hidden",))]
        comparison = arranged(findings, only=Only.DIFFERENCES)
        numbered = [(note.number, note.source) for note in comparison.notes]
        assert numbered == [(1, "a"), (2, "b"), (3, "c")]
        assert [group.section for group in comparison.groups] == ["law"]


@pytest.fixture
@together()
def table(db):
    """Two jurisdictions: one row alike, one that differs, one with a gap."""
    here, there = make_jurisdiction(slug="here"), make_jurisdiction(slug="there")
    alike, differing, due = (make_criterion(slug=s, title=s) for s in ("alike", "differing", "due"))
    for place in (here, there):
        make_finding(jurisdiction=place, criterion=alike, verified_on=LATELY)
        make_finding(jurisdiction=place, criterion=due, verified_on=LONG_AGO)
    for place, stance in ((here, Stance.REGULATED), (there, Stance.PROHIBITED)):
        make_finding(jurisdiction=place, criterion=differing, stance=stance, verified_on=LATELY)


ADDRESS = "/compare/?jurisdiction=here&jurisdiction=there&as_of=2026-11-24"


def rows_of(page):
    return [th.a.get_text() for th in page.select("table.comparison th[scope=row]")]


@pytest.mark.parametrize(("only", "row"), [("differences", "differing"), ("gaps", "due")])
def test_the_page_keeps_those_rows(client, table, only, row):
    assert rows_of(parse(client.get(f"{ADDRESS}&only={only}"))) == [row]


def test_the_page_says_how_many_are_hidden_and_how_to_see_them(client, table):
    line = parse(client.get(f"{ADDRESS}&only=differences")).select_one(".left-out")
    told = "2 criteria without a known difference hidden (the same stance wherever researched)."
    assert squeeze(line).startswith(told)
    assert "only" not in line.a["href"]
    gaps = parse(client.get(f"{ADDRESS}&only=gaps")).select_one(".left-out")
    assert squeeze(gaps).startswith("2 criteria without a gap hidden.")


def test_held_against_another_day_a_row_that_changed_is_a_difference_too(client, table):
    place, criterion = Jurisdiction.objects.get(slug="here"), Criterion.objects.get(slug="alike")
    make_finding(jurisdiction=place, criterion=criterion, valid_from=date(2026, 6, 1))
    page = parse(client.get(f"{ADDRESS}&only=differences&against=2026-05-31"))
    assert rows_of(page) == ["alike", "differing"]
    assert "and no change" in squeeze(page.select_one(".left-out"))


def test_words_mark_the_difference(client, table):
    head = parse(client.get(ADDRESS)).find("a", string="differing").find_parent("th")
    assert "Differs" in squeeze(head)


def test_a_file_keeps_the_same_rows(client, table):
    lines = client.get(f"{ADDRESS.replace('/?', '.csv?')}&only=gaps").getvalue()
    assert {line.split(",")[3] for line in lines.decode().splitlines()[1:]} == {"due"}


def test_when_nothing_differs_the_page_says_so(client, table):
    page = parse(client.get(f"{ADDRESS}&criterion=alike&only=differences"))
    assert squeeze(page.select_one(".left-out")).startswith("1 criterion without a known ")
    assert page.select_one("table.comparison") is None


@pytest.mark.parametrize("odd", ["both", "", "Differences", "gaps&only=differences"])
def test_anything_else_is_refused_by_name(client, table, odd):
    response = client.get(f"{ADDRESS}&only={odd}")
    assert response.status_code == 400
    assert "only" in squeeze(parse(response).main)
