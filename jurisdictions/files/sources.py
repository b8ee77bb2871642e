"""The lists of sources and of terms as files."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from ..law.caveats import Caveats, caveats
from ..models import Term
from .caveats import CAVEAT
from .content import Column, File, Value
from .document import Document
from .lists import SOURCE_COLUMNS, Items, Listing, list_file, source_values


def sources_file(sources: Items, document: Document) -> File:
    """The file of a list of Sources with their uses."""
    return list_file(SOURCES, sources, document)


def terms_file(terms: Items, document: Document) -> File:
    """The file of a list of Terms with their concepts and sources."""
    return list_file(terms_listing(caveats(document.as_of.day)), terms, document)


def values_of_source(source, document: Document) -> list[Value]:
    return [
        source.slug,
        source.title,
        source.publisher,
        source.published_on,
        source.kind,
        source.get_kind_display(),
        source.access,
        source.get_access_display(),
        source.url,
        source.finding_count,
    ]


SOURCES = Listing(
    (
        Column("source", _("Source (slug)"), _("Slug of the source.")),
        Column("title", _("Source"), _("Its title.")),
        Column("publisher", _("Publisher"), _("Who published it.")),
        Column("published_on", _("Published on"), _("Empty when the day is not known.")),
        Column("kind", _("Kind (code)"), _("What kind of document it is.")),
        Column("kind_label", _("Kind"), _("The same in words.")),
        Column("access", _("Access (code)"), _("How it was read.")),
        Column("access_label", _("How it was read"), _("The same in words.")),
        Column("url", _("Address"), _("Empty when the exact address is not certain.")),
        Column("findings", _("Findings"), _("How many findings in force on the day rest on it.")),
    ),
    values_of_source,
    ("title", "publisher", "published_on", "kind_label", "access_label", "findings"),
    lambda source: source.get_absolute_url(),
    lambda source: [source],
)


def term_values(term: Term, document: Document, texts: Caveats) -> list[Value]:
    instrument = term.instrument
    return [
        term.slug,
        term.term,
        term.abbreviation,
        term.language,
        term.concept.slug,
        term.concept.name,
        term.jurisdiction.slug,
        term.jurisdiction.short_name,
        instrument.slug if instrument else "",
        texts.cited(term) if instrument else "",
        texts.code(instrument) if instrument else "",
        term.note,
        term.false_friend,
        *source_values(term.sources.all()),
    ]


TERM_COLUMNS = (
    Column("term_slug", _("Term (slug)"), _("Slug of the term.")),
    Column("term", _("Term"), _("The word that the law of the jurisdiction uses.")),
    Column("abbreviation", _("Abbreviation"), _("Its short form.")),
    Column("language", _("Language"), _("Code of its language.")),
    Column("concept", _("Concept (slug)"), _("Slug of the concept that it stands for.")),
    Column("concept_name", _("Concept"), _("The name of the concept.")),
    Column("jurisdiction", _("Jurisdiction (slug)"), _("Slug of the jurisdiction.")),
    Column("jurisdiction_name", _("Jurisdiction"), _("Its short name.")),
    Column("instrument", _("Instrument (slug)"), _("Slug of the instrument that defines it.")),
    Column("defined_in", _("Defined in"), _("The instrument and where in it.")),
    CAVEAT,
    Column("note", _("Note"), _("What a reader should know.")),
    Column("false_friend", _("False friend"), _("What it does not mean, though it looks so.")),
    *SOURCE_COLUMNS,
)


def terms_listing(texts: Caveats) -> Listing:
    return Listing(
        TERM_COLUMNS,
        partial(term_values, texts=texts),
        ("term", "concept_name", "jurisdiction_name", "defined_in", "false_friend"),
        lambda term: term.get_absolute_url(),
        lambda term: term.sources.all(),
    )
