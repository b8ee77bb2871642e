"""What was corrected, in the words of readers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext

from ..days import in_words
from ..known import APPROACHES, CRITERIA, PLACES
from ..models import (
    Approach,
    ApproachPeriod,
    Citation,
    Criterion,
    Finding,
    Instrument,
    Jurisdiction,
    Source,
)
from ..texts.differences import LISTED, Edit, edits
from ..texts.markup import to_words
from .entries import (
    DETAIL,
    LISTS,
    REMOVED,
    SEEN,
    VERIFIED,
    HistoryEntry,
    name_of,
    names_along,
)
from .steps import CorrectionKind, Step

# What an address calls each kind of entry.
WAYS = {Finding: "finding", ApproachPeriod: "approach-period", Citation: "citation"}


@dataclass(frozen=True, slots=True)
class Correction:
    """One recorded change of a published entry, as readers may see it.

    `record` is the finding or approach period as it is now; None when it isn't published, or as
    long as nobody has looked.
    """

    entry: HistoryEntry
    kind: CorrectionKind
    subject: HistoryEntry
    edits: tuple[Edit, ...]
    jurisdiction: Any
    criterion: Any
    record: Any = None

    @property
    def of(self) -> tuple[type[Model], int]:
        """The model and the key of the record."""
        return self.subject.model, self.subject.row["id"]

    @property
    def slug(self) -> str:
        return f"{WAYS[self.entry.model]}-{self.entry.key}"

    @property
    def at(self) -> datetime:
        return self.entry.at

    @property
    def day(self) -> date:
        return localdate(self.at)

    @property
    def revision(self) -> int:
        return self.entry.row["revision"]

    @property
    def about(self) -> str:
        """What the entry is about: a criterion, or the approach."""
        return self.criterion.title if self.criterion else gettext("Regulatory approach")

    @property
    def headline(self) -> str:
        """What the entry said then, in short."""
        return self.subject.row.get("answer") or self.subject.row.get("label", "")

    def get_absolute_url(self):
        return reverse("correction", args=[self.slug])


# The records that others name, by model and key.
Names = Mapping[type[Model], Mapping[int, Model]]


def in_words_of(steps: Iterable[Step]) -> list[Correction]:
    """The steps in the words of readers, the newest first; what changed nothing that they see is
    left out.
    """
    known = {Jurisdiction: PLACES, Criterion: CRITERIA, Approach: APPROACHES}
    names = {model: records.by_key() for model, records in known.items()}
    told = filter(None, (told_of(step, names) for step in steps))
    return sorted(told, key=lambda one: (one.entry.moment, one.slug), reverse=True)


def told_of(step: Step, names: Names) -> Correction | None:
    changed, row = differing(step, names), step.subject.row
    kind = kind_of(step, changed)
    jurisdiction = names[Jurisdiction].get(row["jurisdiction_id"])
    criterion = names[Criterion].get(row.get("criterion_id"))
    if kind is None or jurisdiction is None or (criterion is None and "criterion_id" in row):
        # Where its place or criterion is gone, so is every page that it could belong to.
        return None
    return Correction(step.entry, kind, step.subject, changed, jurisdiction, criterion)


def kind_of(step: Step, changed: tuple[Edit, ...]) -> CorrectionKind | None:
    """Of which kind it is by what changed; None where that is nothing that readers see."""
    if step.kind is not CorrectionKind.CORRECTED:
        return step.kind
    if not changed:
        return None
    is_verification = {edit.label for edit in changed} == {str(VERIFIED)}
    return CorrectionKind.VERIFIED if is_verification else step.kind


def differing(step: Step, names: Names) -> tuple[Edit, ...]:
    if step.kind in (CorrectionKind.FIRST, CorrectionKind.WITHDRAWN):
        return ()
    if step.entry.model is Citation:
        return cited_otherwise(step.before, step.after)
    changed = edits(texts(step.before, names), texts(step.after, names))
    return tuple(readable(one) if one.label == str(DETAIL) else one for one in changed)


def cited_otherwise(before: HistoryEntry | None, after: HistoryEntry | None) -> tuple[Edit, ...]:
    old, new = (cited(one) if one else "" for one in (before, after))
    label = gettext("Source") if (after or before).row["source_id"] else gettext("Provision")
    return (Edit(label, old, new),) if old != new else ()


def readable(edit: Edit) -> Edit:
    """The edit of a Markdown text in words; in Markdown where they stayed, as under a new link."""
    words = Edit(edit.label, to_words(edit.before), to_words(edit.after))
    return edit if words.before == words.after else words


def texts(entry: HistoryEntry, names: Names) -> dict[str, str]:
    """What an entry says, by label."""
    said = {
        str(label): text(entry.model, name, entry.row[name], names)
        for name, label in SEEN[entry.model].items()
    }
    lists = {str(LISTS[name]): LISTED.join(sorted(found)) for name, found in entry.lists.items()}
    return said | lists


def text(model: type[Model], name: str, value, names: Names) -> str:
    field = model._meta.get_field(name.removesuffix("_id"))
    if value is None:
        return ""
    if field.is_relation:
        return str(names[field.related_model].get(value, REMOVED))
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return in_words(value) if isinstance(value, date) else value


def cited(entry: HistoryEntry) -> str:
    """A citation in words: MiCA, Art. 59(1), or the title of a source."""
    row, model = entry.row, Source if entry.row["source_id"] else Instrument
    name = name_of(model, [row[column] for column in names_along(model, model._meta.model_name)])
    return f"{name}, {row['pinpoint']}" if row["pinpoint"] else name
