"""From chosen filters to what changed: the queries that the page, the feed and others share."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from django.http import Http404

from regcompare.replicas import reading_from

from ..batches import CHUNK, batched
from ..caching.held import held_among, held_by_key, held_large
from ..choices import ChangeKind
from ..corrections import Correction, corrections
from ..filtersets.changes import SelectionOfChanges
from ..law import in_force
from ..law.caveats import Spans, every_span
from ..law.changes import Beginning, Change, Version, beginnings, chain, explained
from ..law.proposed import changes_of_proposals, with_texts
from ..models import ApproachPeriod, Event, Finding
from ..models.records import Dated
from ..querysets import FindingQuerySet
from ..recording.moments import one_moment
from .tables import approach_periods

# What a page lists: a version of a model that begins, not fetched yet, or a correction.
Found = tuple[type, Beginning] | Correction


def selected(filters: SelectionOfChanges) -> list[Found]:
    """What the filters select, in short, the newest first, each day by jurisdiction."""
    found: list[Found] = []
    if filters.chosen["kind"] != [ChangeKind.CORRECTIONS]:
        found += dated(filters)
    if filters.wants(ChangeKind.CORRECTIONS):
        found += corrected(filters)
    return sorted(found, key=place_of)


def dated(filters: SelectionOfChanges) -> list[Found]:
    """What began after one day and up to another, of the kinds that are asked for."""
    after, to = filters.window
    found = [(ApproachPeriod, one) for one in beginnings_of_approaches(filters, after, to)]
    begun = in_force.findings().beginnings(after, to, filters.of_findings)
    found += [(Finding, one) for one in begun]
    if not filters.chosen["kind"]:
        return found
    kinds = zip(found, kinds_of(found), strict=True)
    return [one for one, kind in kinds if filters.wants(kind)]


def corrected(filters: SelectionOfChanges) -> list[Correction]:
    revision = filters.shown.revision and filters.shown.revision.number
    known = held_large(corrections, *filters.window, revision)
    return [one for one in known if filters.lets_through(one)]


def kinds_of(found: Sequence[Found]) -> list[ChangeKind]:
    """What each of them changed."""
    of_proposals = changes_of_proposals()
    return [kind_of(one, of_proposals) for one in found]


def kind_of(one: Found, of_proposals: frozenset[int]) -> ChangeKind:
    if isinstance(one, Correction):
        return ChangeKind.CORRECTIONS
    model, begun = one
    if begun.before is None:
        return ChangeKind.FIRST
    is_so = model is Finding and begun.after in of_proposals
    return ChangeKind.PROPOSALS if is_so else ChangeKind.LAW


def beginnings_of_approaches(filters: SelectionOfChanges, after: date, to: date) -> list[Beginning]:
    """Those of the chosen places; none where criteria are chosen."""
    chosen = filter(filters.lets_through_approach, approach_periods())
    return beginnings(map(version, chosen), after, to)


def version(period: ApproachPeriod) -> Version:
    return Version(period.pk, (period.jurisdiction.position,), period.valid_from)


def place_of(found: Found) -> tuple[int, int]:
    """Where one stands in the list."""
    if isinstance(found, Correction):
        return -found.day.toordinal(), found.jurisdiction.position
    return -found[1].day.toordinal(), found[1].position


class Entries:
    """What a list of changes shows in full, some hundred at a time, as often as it is read.

    From the database that the page is made from, also what is read while it is being sent.
    """

    def __init__(self, found: Sequence[Found]):
        self.found, self.alias, self.spans = found, Finding.objects.db, every_span()

    def __iter__(self) -> Iterator[Change | Correction]:
        for chunk in batched(self.found, CHUNK):
            # At one moment, as cells are read (streams.py).
            with reading_from(self.alias), one_moment(self.alias):
                records = records_of(chunk)
                there = [one for one in chunk if is_there(one, records)]
                entries = in_full(there, records, self.spans)
            yield from entries

    def count(self) -> int:
        return len(self.found)


RecordsByKey = dict[type[Dated], dict[int, Dated]]


def records_of(found: Sequence[Found]) -> RecordsByKey:
    """What all of them tell of, with what it rests on, but for what was deleted since."""
    told = {of for one in found for of in told_of(one)}
    findings = {key for model, key in told if model is Finding}
    periods = approach_periods(evidence=True) if len(findings) < len(told) else []
    return {
        Finding: held_among(Finding, findings, FindingQuerySet.with_evidence),
        ApproachPeriod: {one.pk: one for one in periods},
    }


def told_of(one: Found) -> list[tuple[type[Dated], int]]:
    """The models and keys of the records: of a beginning both versions, of a correction its own."""
    if isinstance(one, Correction):
        return [one.of]
    model, begun = one
    return [(model, key) for key in (begun.after, begun.before) if key]


def is_there(one: Found, records: RecordsByKey) -> bool:
    """Nobody can say what a beginning changed of which a version is gone."""
    return isinstance(one, Correction) or all(key in records[of] for of, key in told_of(one))


def fetched(found: Sequence[Found]) -> list[Change | Correction]:
    """What a page lists in full: what began as Changes, with evidence and the events behind."""
    return in_full(found, records_of(found), every_span())


def in_full(
    found: Sequence[Found], records: RecordsByKey, spans: Mapping[int, Spans]
) -> list[Change | Correction]:
    changes = [
        with_record(one, records)
        if isinstance(one, Correction)
        else change(one[1], records[one[0]], spans)
        for one in found
    ]
    of_law = [one for one in changes if isinstance(one, Change)]
    known = iter(explained(of_law, events_of(of_law)))
    return [next(known) if isinstance(one, Change) else one for one in changes]


def with_record(one: Correction, records: RecordsByKey) -> Correction:
    """With the record as it is now, if readers see it."""
    model, key = one.of
    record = records[model].get(key)
    return replace(one, record=record if record and record.is_published else None)


def change(begun: Beginning, records: dict, spans: Mapping[int, Spans]) -> Change:
    return with_texts(Change(records[begun.after], begun.before and records[begun.before]), spans)


def events_of(changes: Iterable[Change]):
    """The events on the days of the changes that concern an instrument they rest on."""
    changes = list(changes)
    instruments = {one.pk for change in changes for one in change.instruments}
    days = {change.day for change in changes}
    return Event.objects.for_list().filter(date__in=days, instrument__in=instruments)


def chain_around(slug: str, *models: type[Dated]) -> tuple[list[Change], int]:
    """All versions of the cell of a published record, oldest first, as changes, and at which place
    among them the record stands itself. Raises Http404 if none of the models has that slug.
    """
    for model in models:
        versions = model.objects.published().beside(slug).order_by("valid_from")
        if changes := chain(versions.with_evidence()):
            place = next(n for n, one in enumerate(changes) if one.after.slug == slug)
            return [with_texts(one, every_span()) for one in changes], place
    raise Http404


def explained_chain_around(slug: str, *models: type[Dated]) -> tuple[list[Change], int]:
    """The same with the events behind the changes."""
    changes, place = chain_around(slug, *models)
    return explained(changes, events_of(changes)), place


def latest_changes(day: date, number: int) -> list[Change]:
    """The latest changes of law and of proposals up to `day`, as the list of all has them: the
    newest first, each day by jurisdiction, the approach before what findings tell of.
    """
    found = changes_of_approaches(day) + changes_in_findings(day, number)
    return sorted(found, key=lambda one: (-one.day.toordinal(), one.jurisdiction.position))[:number]


def changes_in_findings(day: date, number: int) -> list[Change]:
    newest = in_force.findings().latest_changes(day, number)
    keys = [key for pair in newest for key in pair]
    # With what these few cite: that tells changes of law and of proposals apart.
    records = iter(held_by_key(Finding, keys, FindingQuerySet.with_evidence))
    pairs, spans = zip(records, records, strict=True), every_span()
    return [with_texts(Change(after, before), spans) for after, before in pairs]


def changes_of_approaches(day: date) -> list[Change]:
    periods = {one.pk: one for one in approach_periods()}
    begun = beginnings(map(version, periods.values()), date.min, day)
    return [Change(periods[one.after], periods[one.before]) for one in begun if one.before]
