"""What is indexed of each record that readers see, as plain text."""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from hashlib import blake2b

from django.db.models import Min, Model, OuterRef, Prefetch, QuerySet, Subquery

from ..choices import Publication
from ..languages import DATA
from ..models import (
    Approach,
    Citation,
    Criterion,
    Finding,
    Instrument,
    Jurisdiction,
    Proposal,
    Regulator,
    Source,
    Term,
)
from ..texts.markup import to_words
from ..texts.portable import composed, on_one_line
from .kinds import Kind
from .words import indexed

# What holds on every day begins and ends here.
ALWAYS = (date.min, date.max)
# Between the parts of a text that stand beside each other.
BETWEEN = " · "
# "Art. 59" is a name of a provision, "whole" is none.
NUMBERED = re.compile(r"\d")
# The number of a law in its name, "Regulation (EU) 2023/1114": before it stand names alone, not a
# word such as "implementing".
OWN_NUMBER = re.compile(r"(?:[^\W\d_a-zß-ÿ]\w*\W+){1,5}(\d+/\d+)\b")


@dataclass(frozen=True)
class Document:
    """A record as it is found.

    key                     of the record
    title, context, body    what readers see of it: its name, where it belongs, what it says
    called                  its names: whoever asks for one of them finds it first
    jurisdiction, section   keys, for counts and filters
    begins, ends            it holds from the first day to the day before the second
    language                of the title
    """

    kind: Kind
    key: int
    slug: str
    title: str
    context: str = ""
    body: str = ""
    called: tuple[str, ...] = field(default=(), compare=False)
    jurisdiction: int | None = None
    section: int | None = None
    stance: str = ""
    begins: date = ALWAYS[0]
    ends: date = ALWAYS[1]
    language: str = DATA

    @property
    def combination(self) -> int:
        """A number that only those have which are alike in all that is counted."""
        counted = f"{self.kind.value} {self.jurisdiction} {self.section} {self.stance}"
        # Of a bit less than a signed number of eight bytes has: any database keeps it.
        return int.from_bytes(blake2b(counted.encode(), digest_size=8).digest()) >> 1

    @cached_property
    def names(self) -> str:
        """The names as the index reads them, between bars."""
        read = filter(None, dict.fromkeys(map(indexed, self.called)))
        joined = "|".join(read)
        return f"|{joined}|" if joined else ""

    @cached_property
    def title_words(self) -> str:
        return indexed(f"{self.title} {self.context}")

    @cached_property
    def body_words(self) -> str:
        return indexed(self.body)


def texts(*parts: str) -> str:
    """The parts that say something, as one composed text."""
    return composed(BETWEEN.join(filter(None, map(on_one_line, parts))))


# --- The kinds ---


def jurisdictions(rows: QuerySet) -> Iterator[Document]:
    for one in rows.select_related("parent"):
        above = one.parent.short_name if one.parent else ""
        yield Document(
            Kind.JURISDICTION,
            one.pk,
            one.slug,
            composed(one.name),
            texts(one.short_name if one.short_name != one.name else "", above),
            texts(to_words(one.summary), one.note),
            called=(one.name, one.short_name, one.slug, *one.initials),
            jurisdiction=one.pk,
        )


def criteria(rows: QuerySet) -> Iterator[Document]:
    for one in rows.select_related("section"):
        yield Document(
            Kind.PILLAR if one.is_pillar else Kind.TOPIC,
            one.pk,
            one.slug,
            composed(one.title),
            # Not beside the title: a question for one topic would find all of its section.
            body=texts(one.question, to_words(one.description), one.as_told, one.section.title),
            called=(one.title,),
            section=one.section_id,
        )


def instruments(rows: QuerySet) -> Iterator[Document]:
    cited = Citation.objects.filter(finding__publication=Publication.PUBLISHED)
    wanted = Prefetch("citations", cited.exclude(pinpoint=""), to_attr="cited")
    for one in rows.select_related("jurisdiction").prefetch_related(wanted):
        pinpoints = sorted({citation.pinpoint for citation in one.cited})
        yield Document(
            Kind.INSTRUMENT,
            one.pk,
            one.slug,
            composed(one.short_name),
            texts(one.name if one.name != one.short_name else "", one.jurisdiction.short_name),
            texts(one.reference, one.note, "; ".join(pinpoints)),
            called=(
                *(one.short_name, one.name, one.reference, *own_number(one.name)),
                *filter(NUMBERED.search, pinpoints),
            ),
            jurisdiction=one.jurisdiction_id,
        )


def own_number(name: str) -> tuple[str, ...]:
    """The number of a law by which it is called, if its name has one."""
    found = OWN_NUMBER.match(name)
    return found.groups() if found else ()


def regulators(rows: QuerySet) -> Iterator[Document]:
    for one in rows.select_related("jurisdiction"):
        yield Document(
            Kind.REGULATOR,
            one.pk,
            one.slug,
            composed(str(one)),
            texts(one.jurisdiction.short_name),
            texts(one.role),
            called=(one.name, one.acronym),
            jurisdiction=one.jurisdiction_id,
        )


def approaches(rows: QuerySet) -> Iterator[Document]:
    for one in rows:
        yield Document(
            Kind.APPROACH,
            one.pk,
            one.slug,
            composed(one.name),
            body=texts(one.description),
            called=(one.name,),
        )


def proposals(rows: QuerySet) -> Iterator[Document]:
    for one in rows.select_related("jurisdiction"):
        yield Document(
            Kind.PROPOSAL,
            one.pk,
            one.slug,
            composed(one.title),
            texts(one.jurisdiction.short_name),
            texts(to_words(one.summary), one.proponent, one.status, one.question),
            called=(one.title, one.slug),
            jurisdiction=one.jurisdiction_id,
        )


def terms(rows: QuerySet) -> Iterator[Document]:
    for one in rows.select_related("jurisdiction", "concept"):
        concept = f"{one.concept.name}: {one.concept.description}"
        yield Document(
            Kind.TERM,
            one.pk,
            one.slug,
            composed(f"{one.term} ({one.abbreviation})" if one.abbreviation else one.term),
            texts(one.jurisdiction.short_name),
            texts(one.note, one.false_friend, concept),
            called=(one.term, one.abbreviation),
            jurisdiction=one.jurisdiction_id,
            language=one.language,
        )


def sources(rows: QuerySet) -> Iterator[Document]:
    for one in rows:
        title = composed(one.title)
        yield Document(
            Kind.SOURCE, one.pk, one.slug, title, texts(one.publisher), called=(one.title,)
        )


def findings(rows: QuerySet) -> Iterator[Document]:
    """The published ones, each until the next of its cell begins."""
    later = Finding.objects.published().filter(valid_from__gt=OuterRef("valid_from"))
    later = later.filter(**{name: OuterRef(name) for name in Finding.cell}).order_by()
    following = later.values(*Finding.cell).annotate(day=Min("valid_from")).values("day")
    published = rows.filter(publication=Publication.PUBLISHED).annotate(ends=Subquery(following))
    related = published.select_related("jurisdiction", "criterion")
    for one in related.prefetch_related("citations__instrument"):
        provisions = [str(citation) for citation in one.provisions]
        yield Document(
            Kind.FINDING,
            one.pk,
            one.slug,
            composed(one.answer),
            texts(one.jurisdiction.short_name, one.criterion.title),
            texts(to_words(one.detail), one.note, "; ".join(provisions)),
            jurisdiction=one.jurisdiction_id,
            section=one.criterion.section_id,
            stance=one.stance,
            begins=one.valid_from,
            ends=one.ends or ALWAYS[1],
        )


@dataclass(frozen=True)
class Indexed:
    """The kinds that the records of a model are found as, and how they are made documents."""

    kinds: tuple[Kind, ...]
    make: Callable[[QuerySet], Iterator[Document]]

    def documents(self, model: type[Model], keys: Collection[int]) -> list[Document]:
        """Those of the records with these keys that readers see."""
        return list(self.make(model._base_manager.filter(pk__in=keys).order_by()))


INDEXED: dict[type[Model], Indexed] = {
    Jurisdiction: Indexed((Kind.JURISDICTION,), jurisdictions),
    Criterion: Indexed((Kind.PILLAR, Kind.TOPIC), criteria),
    Instrument: Indexed((Kind.INSTRUMENT,), instruments),
    Regulator: Indexed((Kind.REGULATOR,), regulators),
    Approach: Indexed((Kind.APPROACH,), approaches),
    Proposal: Indexed((Kind.PROPOSAL,), proposals),
    Term: Indexed((Kind.TERM,), terms),
    Finding: Indexed((Kind.FINDING,), findings),
    Source: Indexed((Kind.SOURCE,), sources),
}


# --- And back: what a page needs of a record, without asking for it ---

MADE = {
    Kind.JURISDICTION: lambda slug, title, place: Jurisdiction(slug=slug),
    Kind.PILLAR: lambda slug, title, place: Criterion(slug=slug, proposal_id=0),
    Kind.TOPIC: lambda slug, title, place: Criterion(slug=slug),
    Kind.INSTRUMENT: lambda slug, title, place: Instrument(slug=slug),
    Kind.REGULATOR: lambda slug, title, place: Regulator(slug=slug, jurisdiction=place),
    Kind.APPROACH: lambda slug, title, place: Approach(slug=slug),
    Kind.PROPOSAL: lambda slug, title, place: Proposal(slug=slug),
    Kind.TERM: lambda slug, title, place: Term(slug=slug),
    Kind.FINDING: lambda slug, title, place: Finding(slug=slug),
    Kind.SOURCE: lambda slug, title, place: Source(slug=slug, title=title),
}


def address(kind: str, slug: str, title: str, place: Jurisdiction | None) -> str:
    """The address of the page of a record, in the language of the page."""
    return MADE[Kind(kind)](slug, title, place).get_absolute_url()
