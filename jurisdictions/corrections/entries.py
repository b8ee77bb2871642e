"""The entries of the history that tell of corrections, in plain values."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from ..choices import Publication
from ..models import ApproachPeriod, Citation, Finding, Instrument, Source
from ..recording.history import LOADED

# One save or one load writes several entries of the history, moments apart.
SAME_WORK = timedelta(minutes=1)
VERIFIED, DETAIL = _("Verified on"), _("Detail")
REMOVED = _("a record since removed")

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


def history_of(model: type[Model]) -> QuerySet:
    return model.history.model.objects.order_by("history_id")


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
