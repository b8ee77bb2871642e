"""Long lists of findings as cells: read chunk by chunk, and what many cells name is read once."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from functools import cached_property
from operator import itemgetter

from django.db.models import Model, QuerySet

from .batches import CHUNK, batched
from .caching.held import held
from .comparison import Cell, single
from .models import Citation, Criterion, Finding, Instrument, Jurisdiction, Source
from .querysets import FindingQuerySet
from .recording.moments import one_moment


class FindingCells:
    """The findings of a queryset, in its order, as cells with evidence; read as often as asked.

    All of it comes from the database that the page is made from, also what is read while it is
    being sent.
    """

    def __init__(self, findings: FindingQuerySet, today: date):
        self.findings, self.today, self.alias = findings.using(findings.db), today, findings.db
        self.places, self.criteria = held(known_places), held(known_criteria)
        self.instruments, self.sources = held(known_instruments), held(known_sources)

    def __iter__(self) -> Iterator[Cell]:
        for chunk in batched(self.in_order, CHUNK):
            cells = self.at_once(chunk)
            yield from (cells[key] for key in chunk if key in cells)

    @cached_property
    def in_order(self) -> list[int]:
        """The keys of all findings, asked for once."""
        return list(self.findings.values_list("pk", flat=True))

    def count(self) -> int:
        return len(self.in_order)

    def keys(self) -> list[int]:
        """Of all findings, in their order."""
        return self.in_order

    def by_key(self, keys: Iterable[int]) -> Iterator[tuple[int, Cell]]:
        """The cells of some of them that readers still see, in no order."""
        for chunk in batched(keys, CHUNK):
            yield from self.at_once(chunk).items()

    def at_once(self, keys: Collection[int]) -> dict[int, Cell]:
        """By key, the cells of those that readers still see.

        Read at one moment, so that what is deleted meanwhile is there with all that it names, or
        not at all. All chunks of a file at one moment would be a transaction as long as it takes
        to make it, or, where no file finds room, to read it: a server keeps what was deleted for
        it, and a replica breaks it off.
        """
        with one_moment(self.alias):
            # Not asked for the published ones: SQLite would look through the index of all of them.
            found = self.of(Finding).filter(pk__in=keys).order_by()
            shown = [finding for finding in found if finding.is_published]
            return {cell.finding.pk: cell for cell in self.cells(shown)}

    def cells(self, findings: list[Finding]) -> Iterator[Cell]:
        evidence = self.evidence(findings)
        places = self.places.of((one.jurisdiction_id for one in findings), self.alias)
        criteria = self.criteria.of((one.criterion_id for one in findings), self.alias)
        for finding in findings:
            finding.jurisdiction = places[finding.jurisdiction_id]
            finding.criterion = criteria[finding.criterion_id]
            finding.provisions, finding.sources = evidence[finding.pk]
            yield single(finding, self.today, None)

    def evidence(self, findings: Collection[Finding]) -> dict[int, tuple[list, list]]:
        """Provisions and sources by the key of the finding, in the order of its citations."""
        cited = self.of(Citation).filter(finding__in=[finding.pk for finding in findings])
        rows = list(cited.values_list("finding_id", "instrument_id", "pinpoint", "source_id"))
        instruments = self.instruments.of(map(itemgetter(1), rows), self.alias)
        sources = self.sources.of(map(itemgetter(3), rows), self.alias)
        found = defaultdict(lambda: ([], []))
        for finding, instrument, pinpoint, source in rows:
            provisions, documents = found[finding]
            if instrument:
                provisions.append(Citation(instrument=instruments[instrument], pinpoint=pinpoint))
            else:
                documents.append(sources[source])
        return found

    def of(self, model: type[Model]):
        return model._default_manager.using(self.alias)


# Of one sort, about 1 kB each.
MOST = 10_000


class Fetched:
    """Records by key, each fetched when it is first asked for."""

    def __init__(self, records: QuerySet):
        self.records = records
        self.known: dict = {}

    def of(self, keys: Iterable, alias: str) -> dict:
        """All that are known, these keys (but None) among them; the others come from `alias`."""
        known, wanted = self.known, set(keys) - {None}
        if missing := wanted - known.keys():
            if len(known) > MOST:
                # Not cleared: another file may be looking into it.
                missing, known = wanted, {}
            known |= self.records.using(alias).in_bulk(missing)
            self.known = known
        return known


# Of one state of the data all files share them, as they do their lines.


def known_places() -> Fetched:
    return Fetched(Jurisdiction.objects.all())


def known_criteria() -> Fetched:
    return Fetched(Criterion.objects.select_related("section"))


def known_instruments() -> Fetched:
    return Fetched(Instrument.objects.all())


def known_sources() -> Fetched:
    return Fetched(Source.objects.all())
