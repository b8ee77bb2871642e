"""Cells as records: one row a cell, the same columns wherever findings leave the site."""

from datetime import date

from ..comparison import Cell, State
from .content import Column, Value
from .document import Document

CELL_COLUMNS = (
    Column("jurisdiction", "Jurisdiction (slug)", "Slug of the jurisdiction."),
    Column("jurisdiction_name", "Jurisdiction", "Its short name."),
    Column("section", "Section", "Slug of the section of the criterion."),
    Column("criterion", "Criterion (slug)", "Slug of the criterion."),
    Column("criterion_title", "Criterion", "Its title."),
    Column("question", "Question", "What the finding answers."),
    Column(
        "state",
        "State",
        "stance: a finding is shown. not-researched: no finding is known, which is not “no”. "
        "outside-filter: a finding exists, the filter excludes it.",
    ),
    Column("stance", "Stance (code)", "The coded answer, out of the scale of the criterion."),
    Column("stance_label", "Stance", "The stance, or the state, in words."),
    Column("answer", "Answer", "The answer in short."),
    Column("detail", "Detail", "One to three sentences, in Markdown."),
    Column("provisions", "Provisions", "The provisions it rests on: instrument and pinpoint."),
    Column("sources", "Sources (slugs)", "Slugs of the sources it rests on, the primary first."),
    Column("source_titles", "Sources", "Their titles, in the same order."),
    Column("source_addresses", "Addresses of the sources", "Their addresses; empty if unknown."),
    Column("valid_from", "Holds from", "First day on which it holds, until the next begins."),
    Column("verified_on", "Verified on", "When it was last held against its sources."),
    Column("verification_due", "Verification due", "Is that longer ago than the review interval?"),
    Column("confidence", "Confidence", "sourced, or background knowledge."),
    Column("note", "Note", "A doubt or a chosen date, explained."),
    Column("finding", "Finding (slug)", "Slug of the finding."),
    Column("finding_address", "Address of the finding", "Its page for the same day."),
)


def cell_values(cell: Cell, document: Document) -> list[Value]:
    """The values of a cell in the order of CELL_COLUMNS."""
    return [*place_of(cell), cell.state.value, *answer_of(cell), *finding_of(cell, document)]


def place_of(cell: Cell) -> list[Value]:
    jurisdiction, criterion = cell.jurisdiction, cell.criterion
    names = [jurisdiction.slug, jurisdiction.short_name, criterion.section.slug]
    return [*names, criterion.slug, criterion.title, criterion.question]


def answer_of(cell: Cell) -> list[Value]:
    """What the finding says; a cell that shows none only says why."""
    finding = cell.finding
    if cell.state is not State.STANCE:
        return ["", cell.word, *[""] * 2, *[()] * 4, *[None] * 3, *[""] * 2]
    sources = finding.sources
    return [
        finding.stance,
        cell.word,
        finding.answer,
        finding.detail,
        [str(provision) for provision in finding.provisions],
        [source.slug for source in sources],
        [source.title for source in sources],
        [source.url for source in sources],
        finding.valid_from,
        finding.verified_on,
        cell.verification_due,
        finding.confidence,
        finding.note,
    ]


def finding_of(cell: Cell, document: Document) -> list[Value]:
    finding = cell.finding
    if finding is None:
        return ["", ""]
    return [finding.slug, document.absolute(finding.get_absolute_url())]


# Beside these, where the comparison is held against another day.
THEN_COLUMNS = (
    Column("against", "Against", "The other day that the cell is held against."),
    Column("changed", "Changed", "Does another finding hold on that day, or only on one of them?"),
    Column("then_stance", "Stance then (code)", "The stance on that day; empty if none is known."),
    Column("then_stance_label", "Stance then", "The same, or the state, in words."),
    Column("then_answer", "Answer then", "The answer on that day."),
    Column("then_finding", "Finding then (slug)", "Slug of the finding of that day."),
)


def then_values(cell: Cell, against: date) -> list[Value]:
    """What the cell says on the other day, in the order of THEN_COLUMNS."""
    if not cell.is_compared:
        return [against, None, *[""] * 4]
    then, word = cell.before.finding, cell.before.word
    if then is None:
        return [against, cell.changed, "", word, "", ""]
    return [against, cell.changed, then.stance, word, then.answer, then.slug]
