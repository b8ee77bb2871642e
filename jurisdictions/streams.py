"""Long lists of findings as cells: read chunk by chunk, and what many cells name is read once."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date
from operator import itemgetter

from django.db.models import Model
from django.utils.functional import cached_property

from .batches import CHUNK, batched
from .comparison import Cell, single
from .models import Citation, Criterion, Finding, Instrument, Jurisdiction, Source
from .querysets import FindingQuerySet


class FindingCells:
    """The findings of a queryset, in its order, as cells with evidence; read as often as asked.

    All of it comes from the database that the page is made from, also what is read while it is
    being sent.
    """

    def __init__(self, findings: FindingQuerySet, today: date):
        self.findings, self.today, self.alias = findings.using(findings.db), today, findings.db
        self.instruments = Known(lambda keys: self.of(Instrument).in_bulk(keys))
        self.sources = Known(lambda keys: self.of(Source).in_bulk(keys))

    def __iter__(self) -> Iterator[Cell]:
        for chunk in batched(self.findings.iterator(CHUNK)):
            yield from self.cells(chunk)

    def keys(self) -> list[int]:
        """Of all findings, in their order."""
        return list(self.findings.values_list("pk", flat=True))

    def by_key(self, keys: Iterable[int]) -> Iterator[tuple[int, Cell]]:
        """The cells of some of them that readers still see, in no order."""
        for chunk in batched(keys):
            found = self.of(Finding).published().filter(pk__in=chunk).order_by()
            for cell in self.cells(list(found)):
                yield cell.finding.pk, cell

    def cells(self, findings: list[Finding]) -> Iterator[Cell]:
        evidence = self.evidence(findings)
        for finding in findings:
            finding.jurisdiction = self.jurisdictions[finding.jurisdiction_id]
            finding.criterion = self.criteria[finding.criterion_id]
            finding.provisions, finding.sources = evidence[finding.pk]
            yield single(finding, self.today, None)

    def evidence(self, findings: Collection[Finding]) -> dict[int, tuple[list, list]]:
        """Provisions and sources by the key of the finding, in the order of its citations."""
        cited = self.of(Citation).filter(finding__in=[finding.pk for finding in findings])
        rows = list(cited.values_list("finding_id", "instrument_id", "pinpoint", "source_id"))
        instruments = self.instruments.of(map(itemgetter(1), rows))
        sources = self.sources.of(map(itemgetter(3), rows))
        found = defaultdict(lambda: ([], []))
        for finding, instrument, pinpoint, source in rows:
            provisions, documents = found[finding]
            if instrument:
                provisions.append(Citation(instrument=instruments[instrument], pinpoint=pinpoint))
            else:
                documents.append(sources[source])
        return found

    @cached_property
    def jurisdictions(self) -> dict[int, Jurisdiction]:
        return self.of(Jurisdiction).in_bulk()

    @cached_property
    def criteria(self) -> dict[int, Criterion]:
        return self.of(Criterion).select_related("section").in_bulk()

    def of(self, model: type[Model]):
        return model._default_manager.using(self.alias)


class Known:
    """Records by key, each fetched when it is first asked for."""

    def __init__(self, fetch: Callable[[set], dict]):
        self.fetch = fetch
        self.known: dict = {}

    def of(self, keys: Iterable) -> dict:
        """All that are known, these keys (but None) among them."""
        if missing := set(keys) - self.known.keys() - {None}:
            self.known |= self.fetch(missing)
        return self.known
