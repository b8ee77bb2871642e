"""What editors changed in published entries without a change of law, read from the history.

A later version of a cell is a change of law (`changes`). Everything else that readers could see
change is here: an entry corrected, withdrawn or published again, a citation added or removed.
Nothing that was never published is told, and nobody is named.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.urls import reverse
from django.utils.timezone import localdate, make_aware
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .caching.held import held
from .choices import Choices, Publication
from .days import in_words
from .differences import Edit, edits
from .history import LOADED
from .keys import key_in
from .known import APPROACHES, CRITERIA, PLACES
from .markup import to_words
from .models import (
    Approach,
    ApproachPeriod,
    Citation,
    Criterion,
    Finding,
    Instrument,
    Jurisdiction,
    Source,
)


class CorrectionKind(Choices):
    """What became of a published entry."""

    CORRECTED = "corrected", _("What it says was changed, its law was not."), _("Correction")
    WITHDRAWN = "withdrawn", _("It is no longer published."), _("Withdrawn")
    REPUBLISHED = "republished", _("It is published once more."), _("Published again")
    VERIFIED = "verified", _("It was held against its sources once more."), _("Verified again")
    FIRST = "first", _("It was published."), _("First published")


CORRECTIONS = (CorrectionKind.CORRECTED, CorrectionKind.WITHDRAWN, CorrectionKind.REPUBLISHED)
# One save or one load writes several entries of the history, moments apart.
SAME_WORK = timedelta(minutes=1)
VERIFIED, DETAIL = _("Verified on"), _("Detail")

# What readers see of a record, by field. A list is not a column of the history.
SEEN: dict[type[Model], dict[str, Any]] = {
    Finding: {
        "jurisdiction_id": _("Jurisdiction"),
        "criterion_id": _("Criterion"),
        "stance": _("Stance"),
        "answer": _("Answer"),
        "detail": DETAIL,
        "note": _("Note"),
        "valid_from": _("Holds from"),
        "confidence": _("Confidence"),
        "verified_on": VERIFIED,
    },
    ApproachPeriod: {
        "jurisdiction_id": _("Jurisdiction"),
        "approach_id": _("Approach"),
        "label": _("Period"),
        "key_instrument_label": _("Key regulatory instrument"),
        "rationale": _("Why"),
        "valid_from": _("Holds from"),
        "confidence": _("Confidence"),
    },
    Citation: {
        "instrument_id": _("Instrument"),
        "pinpoint": _("Pinpoint"),
        "source_id": _("Source"),
    },
}
# What citations and lists point to, by the columns that are read along with them for its name.
NAMED_BY = {Instrument: ("short_name",), Source: ("title", "publisher")}
LISTS = {"key_instruments": _("Instruments"), "sources": _("Sources")}
WAYS = {Finding: "finding", ApproachPeriod: "approach-period", Citation: "citation"}
BOOKKEEPING = (
    "id", "history_id", "history_date", "history_type", "history_user_id",
    "history_change_reason", "revision",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One entry of the history of a record, in plain values."""

    model: type[Model]
    row: dict[str, Any]
    lists: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def key(self) -> int:
        return self.row["history_id"]

    @property
    def at(self) -> datetime:
        return self.row["history_date"]

    @property
    def moment(self) -> tuple[int, datetime]:
        """Where it stands among all entries, as `history.moment` says it."""
        return self.row["revision"], self.at

    @property
    def deleted(self) -> bool:
        return self.row["history_type"] == "-"

    @property
    def visible(self) -> bool:
        """Could readers see the record from then on?"""
        return not self.deleted and self.row["publication"] == Publication.PUBLISHED

    def belongs_to(self, first: "HistoryEntry") -> bool:
        """Was it written by the same hand as `first`, in the same save or load?"""
        hand = ("history_user_id", "history_change_reason")
        same_hand = all(self.row[name] == first.row[name] for name in hand)
        return same_hand and abs(self.at - first.at) <= SAME_WORK

    @property
    def loaded(self) -> bool:
        return self.row["history_change_reason"] == LOADED

    def same_columns(self, other: "HistoryEntry") -> bool:
        return all(self.row[name] == other.row[name] for name in SEEN[self.model])


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


def corrections(after: date, to: date, revision: int | None = None) -> list[Correction]:
    """What was corrected after the day `after`, up to and including `to`, the newest first;
    nobody has looked for the records yet.

    `revision` is the last one to look at, if not all are.
    """
    begin, end = midnight_after(after), midnight_after(to)
    known = Q(history_date__lt=end)
    if revision is not None:
        known &= Q(revision__lte=revision)
    now = known & Q(history_date__gte=begin)
    changed = now & Q(history_type__in="~-")
    findings, citations = history_of(Finding), history_of(Citation)
    cited = citations.filter(now)
    touched = Q(id__in=findings.filter(changed).values("id"))
    touched |= Q(id__in=cited.values("finding_id"))
    steps = walked(
        findings.filter(known & touched),
        citations.filter(known, id__in=cited.values("id")),
        periods_changed(begin, end, revision),
    )
    # The others need no words: they are most of what a load wrote down.
    steps = [one for one in steps if one[0].at >= begin and one[1] in CORRECTIONS]
    return [one for one in in_words_of(steps) if one.kind in CORRECTIONS]


def periods_changed(begin: datetime, end: datetime, revision: int | None) -> list[HistoryEntry]:
    """All that is known of the approach periods that were changed from `begin` until `end`."""
    entered = [
        one
        for one in held(every_period_recorded)
        if one.at < end and (revision is None or one.row["revision"] <= revision)
    ]
    changed = {
        one.row["id"] for one in entered if one.at >= begin and one.row["history_type"] in "~-"
    }
    lists = held(every_list_recorded) if changed else {}
    return [replace(one, lists=lists[one.key]) for one in entered if one.row["id"] in changed]


def every_period_recorded() -> list[HistoryEntry]:
    """The history of all approach periods, which are few: read once per state of the data."""
    return entries(ApproachPeriod, history_of(ApproachPeriod), "slug", "publication")


def every_list_recorded() -> dict[int, dict[str, tuple[str, ...]]]:
    """What belongs to it."""
    return listed([one.key for one in held(every_period_recorded)])


def recorded_of(finding: Finding, revision: int | None = None) -> list[Correction]:
    """All that was recorded of one published finding and its citations, the newest first."""
    known = Q() if revision is None else Q(revision__lte=revision)
    found = in_words_of(recorded(finding.pk, Finding, known))
    return [replace(one, record=finding) for one in found]


def correction(slug: str) -> Correction | None:
    """The one that its address names."""
    way, _, number = slug.rpartition("-")
    model = next((model for model, name in WAYS.items() if name == way), None)
    if model is None or (key := key_in(number)) is None:
        return None
    owner = "finding_id" if model is Citation else "id"
    of = history_of(model).filter(history_id=key).values_list(owner, flat=True).first()
    steps = recorded(of, model, Q()) if of else []
    found = next((one for one in in_words_of(steps) if one.slug == slug), None)
    return found and replace(found, record=published(*found.of))


def recorded(key: int, model: type[Model], known: Q) -> list["Step"]:
    """All that was recorded of one finding (by a citation of it too) or one approach period."""
    findings, periods, citations = (history_of(m) for m in (Finding, ApproachPeriod, Citation))
    if model is ApproachPeriod:
        found = entries(model, periods.filter(known, id=key), "slug", "publication")
        lists = listed([one.key for one in found])
        of_period = [replace(one, lists=lists[one.key]) for one in found]
        return walked(findings.none(), citations.none(), of_period)
    return walked(findings.filter(known, id=key), citations.filter(known, finding_id=key))


def history_of(model: type[Model]) -> QuerySet:
    return model.history.model.objects.order_by("history_id")


def midnight_after(day: date) -> datetime:
    return make_aware(datetime.combine(day + timedelta(days=1), time.min))


def walked(
    findings: QuerySet, citations: QuerySet, periods: Iterable[HistoryEntry] = ()
) -> list["Step"]:
    """The entries of the history as steps that readers may know of."""
    of_findings = by_record(entries(Finding, findings, "slug", "publication"))
    columns = [*names_along(Instrument, "instrument"), *names_along(Source, "source")]
    of_citations = by_record(entries(Citation, citations, "finding_id", *columns))
    of_periods = by_record(periods)
    steps = [step for rows in [*of_findings.values(), *of_periods.values()] for step in walk(rows)]
    for rows in of_citations.values():
        steps += walk_citations(rows, of_findings.get(rows[0].row["finding_id"], []))
    return steps


def entries(model: type[Model], rows: QuerySet, *also: str) -> list[HistoryEntry]:
    """In plain values, without lists."""
    return [HistoryEntry(model, row) for row in rows.values(*BOOKKEEPING, *SEEN[model], *also)]


def names_along(model: type[Model], way: str) -> list[str]:
    """The columns that name a record of the model, from a row that points to it."""
    return [f"{way}__{column}" for column in NAMED_BY[model]]


def name_of(model: type[Model], values: Iterable[str | None]) -> str:
    """The name that these columns give, or that the record is gone by now."""
    named_by = dict(zip(NAMED_BY[model], values, strict=True))
    return str(REMOVED if None in named_by.values() else model(**named_by))


def listed(keys: list[int]) -> dict[int, dict[str, tuple[str, ...]]]:
    """What the lists of approach periods held, by the key of the entry and the name of the list."""
    found = {key: dict.fromkeys(LISTS, ()) for key in keys}
    history = ApproachPeriod.history.model
    for one in history._history_m2m_fields:
        through = history._meta.get_field(f"historicalapproachperiod_{one.name}").related_model
        rows = through.objects.filter(history_id__in=keys)
        columns = names_along(one.related_model, one.m2m_reverse_field_name())
        for key, *values in rows.values_list("history_id", *columns):
            found[key][one.name] += (name_of(one.related_model, values),)
    return found


def by_record(found: Iterable[HistoryEntry]) -> dict[int, list[HistoryEntry]]:
    records = defaultdict(list)
    for entry in found:
        records[entry.row["id"]].append(entry)
    return records


# A step: the entry, its kind, the entry that tells of the record, what was shown, what is shown.
Step = tuple[HistoryEntry, CorrectionKind, HistoryEntry, HistoryEntry | None, HistoryEntry | None]


def walk(rows: list[HistoryEntry]) -> Iterator[Step]:
    """The steps of one finding or approach period, oldest first, as far as readers saw them."""
    first = shown = None
    hidden = True
    for entry in rows:
        if not entry.visible:
            if not hidden:
                yield entry, CorrectionKind.WITHDRAWN, shown, shown, None
            hidden = True
            continue
        if first is None:
            first = entry
            yield entry, CorrectionKind.FIRST, entry, None, entry
        elif hidden:
            yield entry, CorrectionKind.REPUBLISHED, entry, shown, entry
        elif not part_of_first(entry, first):
            yield entry, CorrectionKind.CORRECTED, entry, shown, entry
        hidden, shown = False, entry


def part_of_first(entry: HistoryEntry, first: HistoryEntry) -> bool:
    """Does an entry complete the first one? So do lists, and a second file of the same load."""
    return entry.belongs_to(first) and (entry.loaded or entry.same_columns(first))


def walk_citations(rows: list[HistoryEntry], of_finding: list[HistoryEntry]) -> Iterator[Step]:
    """The steps of one citation, oldest first, while its finding was published."""
    first = next((entry for entry in of_finding if entry.visible), None)
    shown = None
    for entry in rows:
        after = None if entry.deleted else entry
        above = [one for one in of_finding if one.moment <= entry.moment]
        seen = above and above[-1].visible and not entry.belongs_to(first)
        if seen and not goes_with(entry, of_finding):
            yield entry, CorrectionKind.CORRECTED, above[-1], shown, after
        shown = after


def goes_with(entry: HistoryEntry, of_finding: list[HistoryEntry]) -> bool:
    """Was a citation deleted because its finding was?"""
    ends = [one.at for one in of_finding if one.deleted]
    return entry.deleted and any(timedelta(0) <= at - entry.at <= SAME_WORK for at in ends)


def in_words_of(steps: list[Step]) -> list[Correction]:
    """The steps in the words of readers, the newest first; what changed nothing that they see is
    left out.
    """
    known = {Jurisdiction: PLACES, Criterion: CRITERIA, Approach: APPROACHES}
    names = {model: records.by_key() for model, records in known.items()}
    found = []
    for entry, kind, subject, before, after in steps:
        changed = differing(kind, before, after, names)
        if kind is CorrectionKind.CORRECTED:
            if not changed:
                continue
            if {edit.label for edit in changed} == {str(VERIFIED)}:
                kind = CorrectionKind.VERIFIED
        jurisdiction = names[Jurisdiction].get(subject.row["jurisdiction_id"])
        criterion = names[Criterion].get(subject.row.get("criterion_id"))
        if jurisdiction is None or (criterion is None and "criterion_id" in subject.row):
            # Its place or criterion is gone too, and with it every page that it could belong to.
            continue
        found.append(Correction(entry, kind, subject, changed, jurisdiction, criterion))
    return sorted(found, key=lambda one: (one.entry.moment, one.slug), reverse=True)


def differing(
    kind: CorrectionKind, before: HistoryEntry | None, after: HistoryEntry | None, names
) -> tuple[Edit, ...]:
    if kind in (CorrectionKind.FIRST, CorrectionKind.WITHDRAWN):
        return ()
    model = (before or after).model
    if model is Citation:
        old, new = (cited(one) if one else "" for one in (before, after))
        label = gettext("Source") if (after or before).row["source_id"] else gettext("Provision")
        return (Edit(label, old, new),) if old != new else ()
    changed = edits(texts(before, names), texts(after, names))
    return tuple(readable(one) if one.label == str(DETAIL) else one for one in changed)


def readable(edit: Edit) -> Edit:
    """The edit of a Markdown text in words; in Markdown where they stayed, as under a new link."""
    words = Edit(edit.label, to_words(edit.before), to_words(edit.after))
    return edit if words.before == words.after else words


def texts(entry: HistoryEntry, names) -> dict[str, str]:
    """What an entry says, by label."""
    said = {
        str(label): text(entry.model, name, entry.row[name], names)
        for name, label in SEEN[entry.model].items()
    }
    lists = {str(LISTS[name]): "; ".join(sorted(found)) for name, found in entry.lists.items()}
    return said | lists


REMOVED = _("a record since removed")


def text(model: type[Model], name: str, value, names) -> str:
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


def published(model: type[Model], key: int) -> Model | None:
    """The record as it is now, if readers see it."""
    return model.objects.published().filter(pk=key).select_related("jurisdiction").first()
