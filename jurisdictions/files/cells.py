"""Cells as records: one row a cell, the same columns wherever findings leave the site."""

from datetime import date

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..comparison import Cell, State
from ..law.caveats import Caveats
from .caveats import PROVISION_COLUMNS, provision_values
from .content import Column, Value
from .document import Document
from .lists import SOURCE_COLUMNS, source_values

CELL_COLUMNS = (
    Column("jurisdiction", _("Jurisdiction (slug)"), _("Slug of the jurisdiction.")),
    Column("jurisdiction_name", _("Jurisdiction"), _("Its short name.")),
    Column("section", _("Section"), _("Slug of the section of the criterion.")),
    Column("criterion", _("Criterion (slug)"), _("Slug of the criterion.")),
    Column("criterion_title", _("Criterion"), _("Its title.")),
    Column("question", _("Question"), _("What the finding answers.")),
    Column(
        "state",
        _("State"),
        _(
            "stance: a finding is shown. not-researched: no finding is known, which is not “no”. "
            "outside-filter: a finding exists, the filter excludes it."
        ),
    ),
    Column("stance", _("Stance (code)"), _("The coded answer, out of the scale of the criterion.")),
    Column("stance_label", _("Stance"), _("The stance, or the state, in words.")),
    Column("answer", _("Answer"), _("The answer in short.")),
    Column("detail", _("Detail"), _("One to three sentences, in Markdown.")),
    *PROVISION_COLUMNS,
    *SOURCE_COLUMNS,
    Column("valid_from", _("Holds from"), _("First day on which it holds, until the next begins.")),
    Column("verified_on", _("Verified on"), _("When it was last held against its sources.")),
    Column(
        "verification_due", _("Verification due"), _("Is that longer ago than the review interval?")
    ),
    Column("confidence", _("Confidence"), _("sourced, or background knowledge.")),
    Column("note", _("Note"), _("A doubt or a chosen date, explained.")),
    Column("finding", _("Finding (slug)"), _("Slug of the finding.")),
    Column(
        "finding_address",
        _("Address of the finding"),
        _("Its page for the same day, as recorded then."),
    ),
)


def cell_values(cell: Cell, document: Document, texts: Caveats) -> list[Value]:
    """The values of a cell in the order of CELL_COLUMNS; `texts` are the caveats of its day."""
    return [*place_of(cell), cell.state.value, *answer_of(cell, texts), *finding_of(cell, document)]


def place_of(cell: Cell) -> list[Value]:
    jurisdiction, criterion = cell.jurisdiction, cell.criterion
    names = [jurisdiction.slug, jurisdiction.short_name, criterion.section.slug]
    return [*names, criterion.slug, criterion.title, criterion.question]


def answer_of(cell: Cell, texts: Caveats) -> list[Value]:
    """What the finding says; a cell that shows none only says why."""
    finding = cell.finding
    if cell.state is not State.STANCE:
        return ["", str(cell.word), *[""] * 2, *[()] * 5, *[None] * 3, *[""] * 2]
    return [
        finding.stance,
        str(cell.word),
        finding.answer,
        finding.detail,
        *provision_values(finding.provisions, texts),
        *source_values(finding.sources),
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
    Column(
        "against",
        pgettext_lazy("another day", "Against"),
        _("The other day that the cell is held against."),
    ),
    Column(
        "changed", _("Changed"), _("Does another finding hold on that day, or only on one of them?")
    ),
    Column(
        "then_stance", _("Stance then (code)"), _("The stance on that day; empty if none is known.")
    ),
    Column("then_stance_label", _("Stance then"), _("The same, or the state, in words.")),
    Column("then_answer", _("Answer then"), _("The answer on that day.")),
    Column("then_finding", _("Finding then (slug)"), _("Slug of the finding of that day.")),
)


def then_values(cell: Cell, against: date) -> list[Value]:
    """What the cell says on the other day, in the order of THEN_COLUMNS."""
    if not cell.is_compared:
        return [against, None, *[""] * 4]
    then, word = cell.before.finding, str(cell.before.word)
    if then is None:
        return [against, cell.changed, "", word, "", ""]
    return [against, cell.changed, then.stance, word, then.answer, then.slug]
