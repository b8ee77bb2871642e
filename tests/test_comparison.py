"""The arrangement of a comparison: plain data, no database."""

from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest

from jurisdictions.comparison import State, compare

pytestmark = pytest.mark.any_database

TODAY = date(2026, 11, 24)


@dataclass(frozen=True)
class Thing:
    pk: int
    section: str = "law"


@dataclass(frozen=True)
class Answer:
    pk: int
    jurisdiction: Thing
    criterion: Thing
    stance: str = "regulated"
    sources: tuple = field(default=())
    due: bool = False

    jurisdiction_id = property(lambda self: self.jurisdiction.pk)
    criterion_id = property(lambda self: self.criterion.pk)

    def get_stance_display(self):
        return self.stance.capitalize()

    def verification_due(self, today):
        assert today == TODAY
        return self.due


A, B, C, D = Thing(1), Thing(2), Thing(3), Thing(4)
ONE, TWO, THREE = Thing(1), Thing(2), Thing(3, "markets")


def arranged(findings, jurisdictions=(A, B), criteria=(ONE, TWO, THREE), **options):
    return compare(jurisdictions, criteria, findings, day=TODAY, today=TODAY, **options)


def test_every_jurisdiction_meets_every_criterion_in_the_order_given():
    rows = arranged([], jurisdictions=(B, A)).rows
    assert [row.criterion for row in rows] == [ONE, TWO, THREE]
    assert all([cell.jurisdiction for cell in row.cells] == [B, A] for row in rows)


def test_rows_stand_in_groups_by_section():
    groups = arranged([]).groups
    assert [(g.section, len(g.rows)) for g in groups] == [("law", 2), ("markets", 1)]


def test_a_finding_lands_in_its_cell_and_a_cell_without_one_is_not_researched():
    answer = Answer(7, B, TWO)
    first, second, _ = arranged([answer]).rows
    assert {cell.state for cell in first.cells} == {State.NOT_RESEARCHED}
    assert [cell.finding for cell in second.cells] == [None, answer]
    assert second.cells[1].word == "Regulated"


def test_a_finding_that_the_filter_excludes_stays_in_its_cell_and_says_so():
    row = arranged([Answer(7, A, ONE), Answer(8, B, ONE)], criteria=[ONE], matching={8}).rows[0]
    assert [cell.state for cell in row.cells] == [State.OUTSIDE_FILTER, State.STANCE]
    assert row.cells[0].word == "Outside the filter"


def test_a_filter_that_nothing_matches_hides_every_finding():
    comparison = arranged([Answer(7, A, ONE)], matching=set())
    assert comparison.hidden == 1


def test_rows_differ_by_stance():
    findings = [
        Answer(1, A, ONE, "regulated"),
        Answer(2, B, ONE, "prohibited"),
        Answer(3, A, TWO, "regulated"),
        Answer(4, A, THREE, "unclear"),
        Answer(5, B, THREE, "unclear"),
    ]
    comparison = arranged(findings)
    assert [row.differs for row in comparison.rows] == [True, False, False]
    assert comparison.differing == 1


def test_what_nobody_researched_is_no_difference():
    findings = [Answer(1, A, ONE), Answer(2, B, ONE), Answer(3, A, TWO)]
    findings += [Answer(4, B, THREE, "unclear"), Answer(5, C, THREE)]
    rows = arranged(findings, jurisdictions=(A, B, C)).rows
    assert [row.differs for row in rows] == [False, False, True]
    assert not any(row.agrees for row in rows)


def test_rows_agree_where_every_jurisdiction_has_a_finding_of_one_stance():
    findings = [Answer(1, A, ONE), Answer(2, B, ONE), Answer(3, A, TWO)]
    assert [row.agrees for row in arranged(findings).rows] == [True, False, False]


def test_rows_that_nobody_researched_neither_differ_nor_agree():
    for row in arranged([]).rows:
        assert (row.differs, row.agrees) == (False, False)


def test_rows_outside_the_filter_say_nothing_of_agreement():
    findings = [Answer(1, A, ONE), Answer(2, B, ONE)]
    assert not arranged(findings, criteria=[ONE], matching={1}).rows[0].agrees


def test_a_table_that_shows_no_sources_numbers_none():
    comparison = arranged([Answer(1, A, ONE, sources=("act",))], numbered=False)
    assert comparison.notes == comparison.rows[0].cells[0].notes == ()


def test_a_filter_does_not_change_which_rows_differ():
    findings = [Answer(1, A, ONE), Answer(2, B, ONE), Answer(3, A, TWO)]
    findings.append(Answer(4, B, TWO, "prohibited"))
    rows = arranged(findings, criteria=[ONE, TWO], matching={1, 3}).rows
    assert [row.differs for row in rows] == [False, True]


def test_sources_are_numbered_once_in_the_order_of_their_first_use():
    findings = [
        Answer(1, A, ONE, sources=("act", "note")),
        Answer(2, B, ONE, sources=("note", "report")),
    ]
    comparison = arranged(findings, criteria=[ONE])
    assert [(n.number, n.source) for n in comparison.notes] == [
        (1, "act"),
        (2, "note"),
        (3, "report"),
    ]
    assert [[n.number for n in cell.notes] for cell in comparison.rows[0].cells] == [[1, 2], [2, 3]]


def test_sources_of_hidden_findings_are_not_listed():
    hidden = Answer(1, A, ONE, sources=("act",))
    assert arranged([hidden], matching=set()).notes == ()


def test_a_verification_due_is_marked():
    row = arranged([Answer(1, A, ONE, due=True), Answer(2, B, ONE)], criteria=[ONE]).rows[0]
    assert [cell.verification_due for cell in row.cells] == [True, False]


def test_a_verification_that_the_filter_hides_is_not_marked_and_makes_no_gap():
    row = arranged([Answer(1, A, ONE, due=True)], (A,), [ONE], matching=set()).rows[0]
    assert (row.cells[0].verification_due, row.has_gap) == (False, False)


@pytest.mark.parametrize(
    ("stances", "alone"),
    [
        ("regulated", None),
        ("regulated prohibited", None),
        ("regulated regulated regulated", None),
        ("regulated prohibited regulated", B),
        ("regulated prohibited unclear", None),
        ("regulated prohibited regulated prohibited", None),
    ],
)
def test_one_stands_apart_of_which_alone_the_others_differ_who_are_of_one_mind(stances, alone):
    columns = (A, B, C, D)[: len(stances.split())]
    pairs = enumerate(zip(columns, stances.split(), strict=True))
    findings = [Answer(key, place, ONE, stance) for key, (place, stance) in pairs]
    assert arranged(findings, columns, [ONE]).rows[0].apart is alone


def test_nobody_stands_apart_where_a_cell_is_unknown_or_hidden():
    findings = [Answer(1, A, ONE), Answer(2, B, ONE), Answer(3, C, ONE, "prohibited")]
    assert arranged(findings, (A, B, C), [ONE]).rows[0].apart is C
    assert arranged(findings, (A, B, C, D), [ONE]).rows[0].apart is None
    assert arranged(findings, (A, B, C), [ONE], matching={1, 3}).rows[0].apart is None


@pytest.mark.parametrize(("days", "back"), [(-1, True), (0, False), (1, False)])
def test_a_table_looks_back_where_the_other_day_is_the_earlier_one(days, back):
    assert arranged([], against=TODAY + timedelta(days)).looks_back is back


def test_columns_are_the_same_cells_turned():
    comparison = arranged([Answer(1, A, ONE), Answer(2, B, THREE)])
    turned = dict(comparison.columns)
    assert list(turned) == [A, B]
    for n, jurisdiction in enumerate((A, B)):
        assert turned[jurisdiction] == tuple(row.cells[n] for row in comparison.rows)


def test_a_table_without_columns_or_rows_is_empty_not_an_error():
    assert arranged([], jurisdictions=[]).columns == []
    assert arranged([], criteria=[]).columns == []
    assert arranged([], jurisdictions=[]).differing == 0
