"""The addresses of the API: which records, and what each needs beside itself."""

from django.db.models import Exists, OuterRef, QuerySet, Value, prefetch_related_objects
from django.urls import reverse

from .. import known
from ..asking.query import check
from ..caching.held import held
from ..facets.overview import overview_pool
from ..files.document import DISCLAIMER, LICENCE
from ..filtersets import CompareFilters
from ..lines import lines_of
from ..models import (
    Criterion,
    Event,
    Finding,
    Instrument,
    Jurisdiction,
    Regulator,
    Source,
)
from ..querysets import official_first
from ..views.compare import compared, document_of, heads_of
from ..views.data import NoParameters
from ..views.instruments import with_status
from ..views.overview import arrange as arrange_places
from ..views.proposals import all_debated, debated
from ..views.tables import approach_lines
from ..views.timeline import selected
from . import filtersets
from .endpoint import Endpoint, ListEndpoint, RecordEndpoint
from .serializers.comparison import ComparisonSerializer
from .serializers.envelopes import RootSerializer, answer_of
from .serializers.findings import CriterionSerializer, FindingSerializer
from .serializers.law import EventSerializer, InstrumentSerializer, SourceSerializer
from .serializers.places import JurisdictionSerializer, RegulatorSerializer
from .serializers.proposals import ProposalSerializer

LISTS = (
    "jurisdictions",
    "regulators",
    "instruments",
    "events",
    "criteria",
    "findings",
    "sources",
    "proposals",
    "comparison",
)


class Root(Endpoint):
    """The addresses of the API."""

    name = "addresses"
    filterset = None
    answers = RootSerializer

    def answer(self) -> dict:
        check(NoParameters(self.request.GET))
        return {
            "addresses": {name: self.address(f"api_{name}") for name in LISTS},
            "openapi": self.address("api_openapi"),
            "documentation": self.address("api_docs"),
            "licence": LICENCE,
            "disclaimer": DISCLAIMER,
        }

    def address(self, view: str) -> str:
        return self.request.build_absolute_uri(reverse(view))


# Places


class OfJurisdictions:
    serializer = JurisdictionSerializer

    def with_approaches(self, places, shown) -> dict:
        """The approach of each on the day, by its key."""
        lines = approach_lines(places, shown, evidence=True)
        current = {one.jurisdiction.pk: one.current.last for one in lines if one.current}
        return {"approaches": current}


class Jurisdictions(OfJurisdictions, ListEndpoint):
    """The jurisdictions that are compared, with the approach of each on the day."""

    name = "jurisdictions"
    filterset = filtersets.JurisdictionFilters

    def rows(self, filters):
        every = approach_lines(held(whole_places), filters.shown, evidence=True)
        bands = arrange_places(every, overview_pool(filters, every), filters)
        return [line.jurisdiction for line in lines_of(bands)]

    def more(self, rows, shown):
        return self.with_approaches(rows, shown)


def whole_places() -> list[Jurisdiction]:
    return list(whole(Jurisdiction.objects.compared()))


def whole(places: QuerySet) -> QuerySet:
    return places.select_related("parent").prefetch_related("regulators", "parts")


class OneJurisdiction(OfJurisdictions, RecordEndpoint):
    """One jurisdiction, also one that is listed only for the law of its parts."""

    name = "jurisdiction"

    def records(self, shown):
        return whole(Jurisdiction.objects.all())

    def more(self, record, shown):
        return self.with_approaches([record], shown)

    def places(self, record):
        return [record]


class Regulators(ListEndpoint):
    """The authorities."""

    name = "regulators"
    filterset = filtersets.RegulatorFilters
    serializer = RegulatorSerializer

    def rows(self, filters):
        ordered = filters.qs.order_by(*Regulator._meta.ordering, "pk")
        return ordered.select_related("jurisdiction")


class OneRegulator(RecordEndpoint):
    """One authority."""

    name = "regulator"
    serializer = RegulatorSerializer

    def records(self, shown):
        return Regulator.objects.select_related("jurisdiction")


# Law and evidence


class Instruments(ListEndpoint):
    """Legal texts and decisions, each with its status on the day."""

    name = "instruments"
    filterset = filtersets.InstrumentFilters
    serializer = InstrumentSerializer

    def rows(self, filters):
        return [text for text, _ in with_status(filters, filters.qs.for_list())]

    def more(self, rows, shown):
        prefetch_related_objects(rows, official_first())
        return {}


class OneInstrument(RecordEndpoint):
    """One legal text or decision."""

    name = "instrument"
    serializer = InstrumentSerializer

    def records(self, shown):
        return Instrument.objects.for_page()


class Events(ListEndpoint):
    """What happened and what is to come: first what comes after the day, the nearest first."""

    name = "events"
    filterset = filtersets.EventFilters
    serializer = EventSerializer

    def rows(self, filters):
        return selected(filters).around(filters.day)


class OneEvent(RecordEndpoint):
    """One event."""

    name = "event"
    serializer = EventSerializer

    def records(self, shown):
        return Event.objects.with_evidence().with_outcome(shown)


class Sources(ListEndpoint):
    """The documents that everything rests on."""

    name = "sources"
    filterset = filtersets.SourceFilters
    serializer = SourceSerializer

    def rows(self, filters):
        return filters.qs.with_uses(filters.day)


class OneSource(RecordEndpoint):
    """One document."""

    name = "source"
    serializer = SourceSerializer

    def records(self, shown):
        return Source.objects.with_uses(shown.day)

    def places(self, record):
        return known.COMPARED.all()


# Criteria, findings, the comparison


class Criteria(ListEndpoint):
    """The rows of the comparison: the pillars of proposals, and topics."""

    name = "criteria"
    filterset = filtersets.CriterionFilters
    serializer = CriterionSerializer

    def rows(self, filters):
        return filters.qs.select_related("section", "proposal")


class OneCriterion(RecordEndpoint):
    """One pillar or topic."""

    name = "criterion"
    serializer = CriterionSerializer

    def records(self, shown):
        return Criterion.objects.select_related("section", "proposal")

    def places(self, record):
        return known.COMPARED.all()


class Findings(ListEndpoint):
    """Everything that holds on the day, cell by cell."""

    name = "findings"
    filterset = filtersets.FindingFilters
    serializer = FindingSerializer

    def rows(self, filters):
        return filters.qs.with_evidence().annotate(in_force=Value(True))


class OneFinding(RecordEndpoint):
    """One finding, whether it holds on the day or is an earlier or later version."""

    name = "finding"
    serializer = FindingSerializer

    def records(self, shown):
        same = Finding.objects.as_of(shown.day).filter(pk=OuterRef("pk"))
        return Finding.objects.published().with_evidence().annotate(in_force=Exists(same))


class Comparison(Endpoint):
    """Chosen jurisdictions against chosen criteria, side by side: all criteria unless some are
    chosen. A jurisdiction that isn't asked for has no column."""

    name = "comparison"
    filterset = CompareFilters
    answers = answer_of(ComparisonSerializer)

    def answer(self) -> dict:
        filters = self.read()
        comparison = compared(filters, heads_of(filters))
        document = document_of(self.request, filters, comparison)
        context = {"document": document, "shown": filters.shown}
        return {
            **self.head_of(filters.shown, document.evidence_to),
            "result": ComparisonSerializer(comparison, context=context).data,
        }


# Proposals


class Proposals(ListEndpoint):
    """The requested changes of law, with what is said about them. None of it is law."""

    name = "proposals"
    filterset = filtersets.ProposalFilters
    serializer = ProposalSerializer

    def rows(self, filters):
        chosen = filters.chosen["jurisdiction"]
        return [one for one in held(all_debated) if not chosen or one.jurisdiction in chosen]


class OneProposal(RecordEndpoint):
    """One requested change of law."""

    name = "proposal"
    serializer = ProposalSerializer

    def record(self, slug, shown):
        return debated(slug)
