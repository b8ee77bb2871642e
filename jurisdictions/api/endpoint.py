"""What every address of the API does around its answer."""

from collections.abc import Iterable
from contextlib import nullcontext

from django.db.models import Model
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.response import Response
from rest_framework.views import APIView

from ..asking.query import BadQuery, asked_revision, check
from ..caching.held import held, state_of
from ..caching.sources import answered, read_from
from ..days import AsOf, evidence_to, today
from ..files.document import LICENCE
from ..filtersets.dated import DatedFilterSet
from ..models import Jurisdiction, Revision
from ..models.stamps import Moved
from ..recording.snapshots import snapshot
from ..views.page import cut, whole_evidence
from .conditions import etag_of, is_held
from .filtersets import DayFilters
from .problems import NoSuchPage, PreconditionFailed
from .schema import Schema
from .serializers.envelopes import answer_of, list_of

CACHE_CONTROL = "public, max-age=60"


class OnlyJson(BaseContentNegotiation):
    """There is one form, and whoever accepts another is told so by its content type."""

    def select_renderer(self, request, renderers, format_suffix=None):
        return renderers[0], renderers[0].media_type


class Endpoint(APIView):
    """An address: reads its query strictly, answers JSON, or 304 where nothing changed.

    name        what the operation is called in the schema
    filterset   its parameters
    """

    http_method_names = ["get", "head"]
    content_negotiation_class = OnlyJson
    schema = Schema()
    name = ""
    filterset: type[DatedFilterSet] | None = DayFilters

    def get(self, request, **named):
        return answered(lambda moved, alias: self.current(request, moved, alias, **named))

    def current(self, request, moved: Moved, alias: str, **named) -> HttpResponse:
        """The answer at that stamp of the data, made from that database."""
        tag = etag_of(request, moved)
        if is_held(request, tag):
            return dressed(HttpResponse(status=304), tag)
        with state_of(moved.token):
            response = dressed(read_from(alias, lambda: self.recall(**named)), tag)
        return conditional(request, response, tag)

    def recall(self, **named) -> HttpResponse:
        """The answer, as things are or as they were recorded."""
        self.recorded = held(Revision.current)
        with as_recorded(self.request.GET):
            return self.respond(**named)

    def respond(self, **named) -> HttpResponse:
        return Response(self.answer(**named))

    def answer(self, **named) -> dict:
        """The answer as plain values. Whatever it reads, it reads before it returns."""
        raise NotImplementedError

    def read(self) -> DatedFilterSet:
        """The checked query."""
        filters = self.filterset(self.request.GET, today=today())
        check(filters.form)
        return filters

    def head_of(self, shown: AsOf, evidence) -> dict:
        revision = shown.revision or self.recorded
        return {
            "as_of": shown.day,
            "evidence_to": evidence,
            "revision": revision and revision.number,
            "licence": LICENCE,
        }

    def context(self, shown: AsOf) -> dict:
        """What the serializers need to know."""

        def absolute(path: str) -> str:
            return self.request.build_absolute_uri(shown.carry(path))

        return {"absolute": absolute, "shown": shown}


class ListEndpoint(Endpoint):
    """The records that the filters let through, page by page, in the order of the site."""

    serializer: type

    def rows(self, filters: DatedFilterSet) -> Iterable:
        """All of them: a queryset, or a list."""
        raise NotImplementedError

    def more(self, rows: list, shown: AsOf) -> dict:
        """What else the serializer has to know of the records of one page."""
        return {}

    def answer(self) -> dict:
        filters = self.read()
        page = self.page(filters)
        rows = list(page)
        context = self.context(filters.shown) | self.more(rows, filters.shown)
        return {
            **self.head_of(filters.shown, whole_evidence(filters.shown)),
            "count": page.paginator.count,
            "next": (page.has_next() and self.at(page.number + 1)) or None,
            "previous": (page.has_previous() and self.at(page.number - 1)) or None,
            "results": self.serializer(rows, many=True, context=context).data,
        }

    def page(self, filters: DatedFilterSet):
        """The page asked for, of the size asked for."""
        number, size = filters.chosen["page"], filters.chosen["page_size"]
        try:
            return cut(self.rows(filters), number, size)
        except BadQuery as past_the_last:
            raise NoSuchPage(past_the_last.problems) from None

    def at(self, number: int) -> str:
        """The address of another page."""
        query = self.request.GET.copy()
        query["page"] = number
        return self.request.build_absolute_uri(f"{self.request.path}?{query.urlencode(safe=':')}")

    @property
    def answers(self) -> type:
        return list_of(self.serializer)


class RecordEndpoint(Endpoint):
    """One record by its slug."""

    serializer: type

    def records(self, shown: AsOf):
        """Where it is looked for."""
        raise NotImplementedError

    def record(self, slug: str, shown: AsOf) -> Model:
        return get_object_or_404(self.records(shown), slug=slug)

    def more(self, record: Model, shown: AsOf) -> dict:
        """What else the serializer has to know of the record."""
        return {}

    def places(self, record: Model) -> Iterable[Jurisdiction]:
        """The jurisdictions whose evidence it rests on."""
        return [record.jurisdiction]

    def answer(self, slug: str) -> dict:
        shown = self.read().shown
        record = self.record(slug, shown)
        context = self.context(shown) | self.more(record, shown)
        return {
            **self.head_of(shown, evidence_to(self.places(record), shown.day)),
            "result": self.serializer(record, context=context).data,
        }

    @property
    def answers(self) -> type:
        return answer_of(self.serializer)


def as_recorded(query: QueryDict):
    """The context in which everything is read as it stood at the revision asked for, if one is."""
    revision = asked_revision(query)
    return snapshot(revision.number) if revision else nullcontext()


def dressed(response: HttpResponse, tag: str) -> HttpResponse:
    response["ETag"] = tag
    response["Cache-Control"] = CACHE_CONTROL
    return response


def conditional(request: HttpRequest, response: HttpResponse, tag: str) -> HttpResponse:
    """The answer, unless If-Match or If-None-Match: * says otherwise."""
    met = get_conditional_response(request, etag=tag, response=response)
    if met.status_code == PreconditionFailed.status_code:
        raise PreconditionFailed
    return met
