"""Atom feeds of the lists: changes, findings and events, each with the choices of its page."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, date, datetime, time
from uuid import UUID, uuid5

from django.contrib.syndication.views import Feed
from django.db.models import Model
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.timezone import make_aware
from django.utils.translation import get_language, gettext, gettext_lazy

from . import languages
from .asking.query import check
from .bits import places
from .caching.held import held_by_key
from .corrections import Correction
from .days import AsOf, today
from .facets.lists import finding_pool
from .filtersets.feeds import ChangeFeedFilters, EventFeedFilters, FindingFeedFilters
from .law import in_force
from .law.changes import Change
from .models import Citation, Event, Finding, Revision
from .querysets import FindingQuerySet
from .recording.last_written import Writing, last_written
from .texts.portable import xml_text
from .views.changed import fetched, selected
from .views.page import page
from .views.timeline import selected as selected_events

LIMIT = 100
# SQLite takes 32,766 parameters in a statement, where a finding is asked for twice.
MOST_KEYS = 10_000
# Entries keep their ids on every host, also after a move: a name in this space, never an address.
SPACE = UUID("7a1d1f6e-3f0b-4b58-9d0e-5c1b6a3e2f47")


def urn(*parts) -> str:
    """An id that follows from what it names alone."""
    return uuid5(SPACE, "/".join(map(str, parts))).urn


class Atom(Atom1Feed):
    """A feed without an entry is as old as the data shown, not as new as the request.

    Its texts are such as XML can hold.
    """

    def __init__(self, title, *args, **kwargs):
        super().__init__(xml_text(title), *args, **kwargs)

    def add_item(self, title, link, description, *, categories=(), **kwargs):
        kwargs["categories"] = list(map(xml_text, categories))
        super().add_item(xml_text(title), link, xml_text(description), **kwargs)

    def latest_post_date(self):
        if self.items:
            return super().latest_post_date()
        newest = self.feed["shown"].revision or Revision.current()
        return newest.recorded_at if newest else datetime(1970, 1, 1, tzinfo=UTC)


class SelectionFeed(Feed):
    """The feed of a list: bind, check, select; refuses a parameter by name, as the page does."""

    feed_type = Atom
    author_name = "regcompare"
    filters: type
    list_page: str
    # The title, and the same with what is chosen.
    heading: str
    narrowed: str

    def get_object(self, request):
        filters = self.filters(request.GET, today=today())
        check(filters.form)
        return filters, request

    def title(self, obj):
        filters, _ = obj
        chosen = ", ".join(chip.value for chip in filters.chips)
        own = self.narrowed % {"chosen": chosen} if chosen else str(self.heading)
        return filters.chosen["title"] or own

    def link(self, obj):
        path, query = reverse(self.list_page), selection(obj[1])
        return f"{path}?{query.urlencode()}" if query else path

    def feed_url(self, obj):
        return obj[1].get_full_path()

    def feed_guid(self, obj):
        # In another language it is another feed, though its entries are the same.
        spoken = [get_language()] if languages.differs() else []
        return urn("feed", self.list_page, selection(obj[1]).urlencode(), *spoken)

    def feed_extra_kwargs(self, obj):
        return {"shown": obj[0].shown}

    def get_context_data(self, *, item, obj, request, **kwargs):
        link = request.build_absolute_uri
        return {"item": item, "as_of": obj[0].shown, "root": link("/").rstrip("/")}

    def item_title(self, item):
        return item["title"]

    def item_link(self, item):
        return item["address"]

    def item_guid(self, item):
        return item["id"]

    def item_updateddate(self, item):
        return item["updated"]

    def item_categories(self, item):
        return item["categories"]


def selection(request: HttpRequest) -> QueryDict:
    """What was chosen, without what the reader calls it."""
    query = request.GET.copy()
    query.pop("title", None)
    return query


class ChangesFeed(SelectionFeed):
    """Changes of law, first records and corrections, the newest first."""

    filters = ChangeFeedFilters
    list_page = "changes"
    heading = gettext_lazy("regcompare: changes")
    narrowed = gettext_lazy("regcompare: changes (%(chosen)s)")
    description_template = "feeds/change.html"

    def items(self, obj):
        filters, _ = obj
        found = fetched(selected(filters)[:LIMIT])
        last = last_recorded((c.after for c in found if isinstance(c, Change)), filters.shown)
        return [
            correction_item(one) if isinstance(one, Correction) else change_item(one, last, filters)
            for one in found
        ]


# Of records by the names of their models and their keys.
Times = Mapping[str, Mapping[int, datetime]]


def last_recorded(records: Iterable[Model], shown: AsOf) -> Times:
    """When each was last written, up to the revision shown."""
    keys = defaultdict(list)
    for record in records:
        keys[type(record)].append(record.pk)
    return recorded(keys, shown)


def recorded(keys: Mapping[type[Model], Collection[int]], shown: AsOf) -> Times:
    """The same of the records with these keys. A finding is written with its citations too."""
    writings = [writing(model, "id", of_model, shown) for model, of_model in keys.items()]
    if Finding in keys:
        writings.append(writing(Citation, "finding_id", keys[Finding], shown))
    found = last_written(writings)
    if Finding in keys:
        own, cited = found["Finding"], found["Citation"]
        # One whose own history is lost stays without a time, whatever its citations have.
        found["Finding"] = {key: max(at, cited.get(key, at)) for key, at in own.items()}
    return found


def writing(model: type[Model], key: str, keys: Collection[int], shown: AsOf) -> Writing:
    """What wrote those with these keys; of very many keys, what wrote any record at all."""
    entries = model.history.all()
    if len(keys) <= MOST_KEYS:
        entries = entries.filter(**{f"{key}__in": keys})
    if shown.revision:
        entries = entries.filter(revision__lte=shown.revision.number)
    return Writing(model.__name__, entries, key)


def when(record: Model, last: Times, day: date) -> datetime:
    """When a record was last written; where its history is lost, the day that it tells of."""
    written = last.get(type(record).__name__, {}).get(record.pk)
    return written or make_aware(datetime.combine(day, time.min))


CATEGORIES = {
    "first": gettext_lazy("first record"),
    "law": gettext_lazy("law"),
    "proposals": gettext_lazy("proposals"),
}


def change_item(change: Change, last: Times, filters) -> dict:
    return {
        "change": change,
        "title": f"{change.word}: {change.jurisdiction.short_name}, {change.about}: "
        f"{change.headline}",
        "address": filters.shown.carry(change.get_absolute_url()),
        "id": urn("change", change.after.slug),
        "updated": when(change.after, last, change.day),
        "categories": [str(CATEGORIES[change.kind])],
    }


def correction_item(correction: Correction) -> dict:
    place = correction.jurisdiction.short_name
    return {
        "correction": correction,
        "title": f"{correction.kind.label}: {place}, {correction.about}: {correction.headline}",
        "address": correction.get_absolute_url(),
        "id": urn("correction", correction.slug, correction.at.isoformat()),
        "updated": correction.at,
        "categories": [gettext("correction")],
    }


class FindingsFeed(SelectionFeed):
    """Findings, those written last first."""

    filters = FindingFeedFilters
    list_page = "findings"
    heading = gettext_lazy("regcompare: findings")
    narrowed = gettext_lazy("regcompare: findings (%(chosen)s)")
    description_template = "feeds/finding.html"

    def items(self, obj):
        filters, _ = obj
        versions = in_force.findings()
        found = list(places(finding_pool(filters, versions).left()))
        days = {versions.table.keys[place]: versions.begins[place] for place in found}
        last = recorded({Finding: days}, filters.shown)
        at = last.get(Finding.__name__, {})
        newest = sorted(days, key=lambda pk: (at.get(pk, OLDEST), days[pk], pk), reverse=True)
        records = held_by_key(Finding, newest[:LIMIT], FindingQuerySet.with_evidence)
        return [finding_item(one, last, filters) for one in records]


OLDEST = datetime(1, 1, 1, tzinfo=UTC)


def finding_item(finding: Finding, last: Times, filters) -> dict:
    return {
        "finding": finding,
        "title": f"{finding.jurisdiction.short_name}, {finding.criterion.title}: {finding.answer}",
        "address": filters.shown.carry(finding.get_absolute_url()),
        "id": urn("finding", finding.slug),
        "updated": when(finding, last, finding.valid_from),
        "categories": [finding.get_stance_display(), finding.criterion.title],
    }


class EventsFeed(SelectionFeed):
    """Events, the latest first: what is still to come stands before what was."""

    filters = EventFeedFilters
    list_page = "timeline"
    heading = gettext_lazy("regcompare: events")
    narrowed = gettext_lazy("regcompare: events (%(chosen)s)")
    description_template = "feeds/event.html"

    def items(self, obj):
        filters, _ = obj
        events = list(selected_events(filters).order_by("-date", "slug")[:LIMIT])
        last = last_recorded(events, filters.shown)
        return [event_item(event, last, filters) for event in events]


def event_item(event: Event, last: Times, filters) -> dict:
    return {
        "event": event,
        "title": f"{event.jurisdiction.short_name}: {event.title}",
        "address": filters.shown.carry(event.get_absolute_url()),
        "id": urn("event", event.slug),
        "updated": when(event, last, event.date),
        "categories": [event.get_kind_display()],
    }


changes_feed, findings_feed, timeline_feed = (
    page(feed()) for feed in (ChangesFeed, FindingsFeed, EventsFeed)
)
