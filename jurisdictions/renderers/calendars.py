"""Events as an iCalendar file, for a calendar that subscribes to it."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from html import unescape

from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from icalendar import Calendar
from icalendar import Event as CalendarEntry

from ..languages import tag
from ..texts.markup import to_html
from ..texts.portable import xml_text

PRODUCT = "-//regcompare//dates of crypto-asset regulation//{language}"
# Where the events live: not the host that serves them, which may change.
HOME = "regcompare"
UNCHECKED = gettext_lazy("Was to come when researched; outcome not checked.")
DAILY = timedelta(days=1)


def calendar(events: Iterable, name: str, address: Callable[[object], str], now: datetime) -> bytes:
    """The calendar of some events.

    `events` are annotated with their revisions and outcome, `address` gives the page of an event,
    and `now` stands for when an event was written down, if unknown.
    """
    file = Calendar()
    for key, value in headers(name).items():
        file.add(key, value)
    # RFC 7986 wants its type said.
    file.add("refresh-interval", DAILY, {"VALUE": "DURATION"})
    for event in events:
        file.add_component(entry(event, address(event), now))
    return file.to_ical()


def headers(name: str) -> dict:
    return {
        "prodid": PRODUCT.format(language=tag().partition("-")[0].upper()),
        "version": "2.0",
        "method": "PUBLISH",
        "name": plain(name),
        "x-wr-calname": plain(name),
        "x-wr-caldesc": _(
            "Information about the law, not legal advice. Each date has its sources."
        ),
        "x-published-ttl": "P1D",
    }


def entry(event, address: str, now: datetime) -> CalendarEntry:
    """An event as a whole day; its number rises whenever the record changes."""
    written = event.revised or now
    made = CalendarEntry()
    made.add("uid", f"event-{event.slug}@{HOME}")
    made.add("sequence", max((event.revisions or 0) - 1, 0))
    made.add("dtstamp", written)
    made.add("last-modified", written)
    made.add("dtstart", event.date)
    made.add("dtend", event.date + DAILY)
    made.add("summary", plain(f"{event.jurisdiction.short_name}: {event.title}"))
    made.add("description", plain(description(event, address)))
    made.add("categories", [event.get_kind_display()])
    made.add("url", address)
    made.add("transp", "TRANSPARENT")
    return made


def description(event, address: str) -> str:
    """What happened, on which sources, and where to read on, in plain text."""
    sources = [source_line(source) for source in event.sources.all()]
    told = unescape(strip_tags(to_html(event.description))).strip()
    parts = [told, str(UNCHECKED) if event.is_unchecked else "", *sources, address]
    return "\n\n".join(part for part in parts if part)


def source_line(source) -> str:
    told = {"title": source.title, "publisher": source.publisher, "address": source.url}
    return (_("Source: %(title)s, %(publisher)s %(address)s") % told).rstrip()


def plain(text: str) -> str:
    """A text as the format can hold it: like XML, but without the control character 127 too."""
    return xml_text(text).replace("\x7f", "")
