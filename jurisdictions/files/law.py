"""The lists of instruments and of events as files."""

from django.utils.translation import gettext_lazy as _

from ..languages import inline
from .content import Column, File, Value
from .document import Document
from .lists import SOURCE_COLUMNS, Items, Listing, list_file, source_values


def instruments_file(rows: Items, document: Document) -> File:
    """The file of pairs of an Instrument, with its events and sources, and its Status."""
    return list_file(INSTRUMENTS, rows, document)


def events_file(events: Items, document: Document) -> File:
    """The file of a list of Events with their sources."""
    return list_file(EVENTS, events, document)


def instrument_values(row: tuple, document: Document) -> list[Value]:
    text, status = row
    return [
        text.slug,
        text.name,
        text.short_name,
        text.reference,
        text.jurisdiction.slug,
        text.jurisdiction.short_name,
        text.kind,
        text.get_kind_display(),
        text.regulator.label if text.regulator else "",
        status.value,
        str(status.label),
        [f"{event.date} {inline(event.get_kind_display())}" for event in text.milestones],
        text.url,
        text.note,
        *source_values(text.sources.all()),
        document.absolute(text.get_absolute_url()),
    ]


INSTRUMENTS = Listing(
    (
        Column("instrument", _("Instrument (slug)"), _("Slug of the instrument.")),
        Column("name", _("Full name"), _("Its name.")),
        Column("short_name", _("Instrument"), _("The name by which it is known.")),
        Column("reference", _("Reference"), _("As the text is cited officially.")),
        Column("jurisdiction", _("Jurisdiction (slug)"), _("Slug of the jurisdiction.")),
        Column("jurisdiction_name", _("Jurisdiction"), _("Its short name.")),
        Column("kind", _("Kind (code)"), _("What kind of text it is.")),
        Column("kind_label", _("Kind"), _("The same in words.")),
        Column("regulator", _("Regulator"), _("The authority behind it, if one is known.")),
        Column("status", _("Status (code)"), _("Its status on the day, from its milestones.")),
        Column("status_label", _("Status"), _("The same in words.")),
        Column("milestones", _("Milestones"), _("Each with its day, the earliest first.")),
        Column("url", _("Text"), _("Address of the text; empty if none is certain.")),
        Column("note", _("Note"), _("What a reader should know.")),
        *SOURCE_COLUMNS,
        Column("address", _("Address"), _("Its page for the same day, as recorded then.")),
    ),
    instrument_values,
    ("short_name", "jurisdiction_name", "kind_label", "reference", "status_label"),
    lambda row: row[0].get_absolute_url(),
    lambda row: row[0].sources.all(),
)


def event_values(event, document: Document) -> list[Value]:
    instrument = event.instrument
    return [
        event.slug,
        event.date,
        event.date > document.as_of.day,
        event.is_unchecked,
        event.kind,
        event.get_kind_display(),
        event.title,
        event.description,
        event.jurisdiction.slug,
        event.jurisdiction.short_name,
        instrument.slug if instrument else "",
        instrument.short_name if instrument else "",
        event.is_milestone,
        *source_values(event.sources.all()),
        document.absolute(event.get_absolute_url()),
    ]


EVENTS = Listing(
    (
        Column("event", _("Event (slug)"), _("Slug of the event.")),
        Column("date", _("Day"), _("The day on which it happened or will happen.")),
        Column("is_coming", _("Still to come"), _("Does it lie after the day of this file?")),
        Column(
            "is_unchecked",
            _("Outcome not checked"),
            _("Was it still to come when the jurisdiction was last researched?"),
        ),
        Column("kind", _("Kind (code)"), _("What kind of event it is.")),
        Column("kind_label", _("Kind"), _("The same in words.")),
        Column("title", _("Event"), _("What happens.")),
        Column("description", _("Description"), _("More about it, in Markdown.")),
        Column("jurisdiction", _("Jurisdiction (slug)"), _("Slug of the jurisdiction.")),
        Column("jurisdiction_name", _("Jurisdiction"), _("Its short name.")),
        Column(
            "instrument", _("Instrument (slug)"), _("Slug of the instrument it concerns, if any.")
        ),
        Column("instrument_name", _("Instrument"), _("Its short name.")),
        Column(
            "is_milestone", _("Milestone"), _("Does the status of the instrument follow from it?")
        ),
        *SOURCE_COLUMNS,
        Column("address", _("Address"), _("Where it stands on this site.")),
    ),
    event_values,
    ("title", "date", "jurisdiction_name", "kind_label", "instrument_name"),
    lambda event: event.get_absolute_url(),
    lambda event: event.sources.all(),
)
