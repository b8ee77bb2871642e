"""Atom feeds of the lists: changes, findings and events, each with the choices of its page."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from uuid import UUID, uuid5

from django.contrib.syndication.views import Feed
from django.db.models import Max, Model
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.timezone import make_aware
from django.utils.translation import get_language, gettext, gettext_lazy

from . import languages
from .changes import Change
from .corrections import Correction
from .days import AsOf, today
from .filtersets.feeds import ChangeFeedFilters, EventFeedFilters, FindingFeedFilters
from .models import ApproachPeriod, Citation, Event, Finding, Revision
from .query import check
from .renderers.texts import xml_text
from .views.changed import fetched, selected
from .views.page import page
from .views.timeline import selected as selected_events

LIMIT = 100
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
        query = obj[1].GET.copy()
        query.pop("title", None)
        path = reverse(self.list_page)
        return f"{path}?{query.urlencode()}" if query else path

    def feed_url(self, obj):
        return obj[1].get_full_path()

    def feed_guid(self, obj):
        query = obj[1].GET.copy()
        query.pop("title", None)
        # In another language it is another feed, though its entries are the same.
        spoken = [get_language()] if languages.differs() else []
        return urn("feed", self.list_page, query.urlencode(), *spoken)

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
        changes = [one for one in found if isinstance(one, Change)]
        last = {
            model: last_recorded(
                model, [c.after.pk for c in changes if type(c.after) is model], filters.shown
            )
            for model in (Finding, ApproachPeriod)
        }
        return [
            correction_item(one) if isinstance(one, Correction) else change_item(one, last, filters)
            for one in found
        ]


def last_recorded(model: type[Model], keys: Iterable[int], shown: AsOf) -> dict[int, datetime]:
    """When each record was last written up to the revision shown, by its key.

    A finding is written anew with each of its citations too.
    """
    keys = list(keys)
    found = last_entries(model, "id", keys, shown)
    cited = last_entries(Citation, "finding_id", keys, shown) if model is Finding else {}
    return {key: max(at, cited.get(key, at)) for key, at in found.items()}


def last_entries(
    model: type[Model], name: str, keys: list[int], shown: AsOf
) -> dict[int, datetime]:
    """By what the column `name` holds, the time of the last entry up to the revision shown."""
    rows = model.history.filter(**{f"{name}__in": keys})
    if shown.revision:
        rows = rows.filter(revision__lte=shown.revision.number)
    return dict(rows.order_by().values_list(name).annotate(Max("history_date")))


def when(record: Model, last: dict[int, datetime], day: date) -> datetime:
    """When a record was last written; where its history is lost, the day that it tells of."""
    return last.get(record.pk) or make_aware(datetime.combine(day, time.min))


def change_item(change: Change, last: dict, filters) -> dict:
    return {
        "change": change,
        "title": f"{change.word}: {change.jurisdiction.short_name}, {change.about}: "
        f"{change.headline}",
        "address": filters.shown.carry(change.get_absolute_url()),
        "id": urn("change", change.after.slug),
        "updated": when(change.after, last[type(change.after)], change.day),
        "categories": [gettext("first record") if change.is_first else gettext("law")],
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
        days = dict(filters.qs.order_by().values_list("pk", "valid_from"))
        last = last_recorded(Finding, days, filters.shown)
        newest = sorted(days, key=lambda pk: (last.get(pk, OLDEST), days[pk], pk), reverse=True)
        records = Finding.objects.with_evidence().in_bulk(newest[:LIMIT])
        return [finding_item(records[pk], last, filters) for pk in newest[:LIMIT]]


OLDEST = datetime(1, 1, 1, tzinfo=UTC)


def finding_item(finding: Finding, last: dict, filters) -> dict:
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
        last = last_recorded(Event, [event.pk for event in events], filters.shown)
        return [event_item(event, last, filters) for event in events]


def event_item(event: Event, last: dict, filters) -> dict:
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
