"""Instruments and events; the milestones of an instrument are events."""

from django.contrib import admin
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..choices import EventKind
from ..days import today
from ..languages import in_first
from ..models import Event, Instrument
from . import verifying
from .filters import ComingFilter
from .forms import BeginsAsDraft, ReviewedForm, WholeForm
from .records import RecordAdmin
from .reviewed import ReviewedAdmin
from .rows import RowInline
from .writing import WritingHelp

TWIN = _("“%(event)s” stands there already. Correct that one, or give this one its own title.")


class EnteredOnce:
    """Mixin for forms of events: of one that is entered twice readers would hear twice."""

    def check_twin(self, cleaned, jurisdiction):
        day, title = cleaned.get("date"), cleaned.get("title")
        is_told_anew = self.instance.pk is None or {"date", "title"} & set(self.changed_data)
        if not (day and title and jurisdiction and jurisdiction.pk and is_told_anew):
            return
        own = [self.instance.pk, self.instance.draft_of_id]
        others = Event.objects.filter(draft_of=None).exclude(pk__in=[key for key in own if key])
        if twin := others.filter(date=day, title__iexact=title, jurisdiction=jurisdiction).first():
            self.add_error("title", TWIN % {"event": twin})


class EventForm(EnteredOnce, ReviewedForm):
    """An event on its own page; without a jurisdiction it takes over that of its instrument."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "jurisdiction" in self.fields:
            self.fields["jurisdiction"].required = False

    def clean(self):
        cleaned = super().clean()
        instrument = cleaned.get("instrument")
        if instrument and not cleaned.get("jurisdiction"):
            cleaned["jurisdiction"] = instrument.jurisdiction
        elif not cleaned.get("jurisdiction"):
            self.add_error(
                "jurisdiction", gettext("Choose a jurisdiction, or an instrument of one.")
            )
        self.check_twin(cleaned, cleaned.get("jurisdiction"))
        return cleaned


class EventRowForm(EnteredOnce, BeginsAsDraft, WholeForm):
    """An event on the page of its instrument, whose jurisdiction a new one takes over."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["title"].required = False

    def clean(self):
        cleaned = super().clean()
        instrument = cleaned.get("instrument")
        # Of one that is only being added, the jurisdiction may have been forgotten.
        if instrument is None or instrument.jurisdiction_id is None:
            return cleaned
        if not self.instance.pk:
            self.instance.jurisdiction_id = instrument.jurisdiction_id
        if not cleaned.get("title") and cleaned.get("kind"):
            cleaned["title"] = f"{instrument.short_name}: {named(cleaned['kind'])}"
        self.check_twin(cleaned, instrument.jurisdiction)
        return cleaned


def named(kind: str) -> str:
    """A kind of event as a title has it, which is data and in one language."""
    with in_first():
        return EventKind(kind).label.lower()


class EventInline(RowInline):
    model = Event
    form = EventRowForm
    fields = ("date", "kind", "title", "is_milestone", "publication")
    readonly_fields = ("publication",)
    ordering = ("date",)
    show_change_link = True
    verbose_name_plural = _(
        "Milestones and other events: each a draft at first, sent to review on its own page"
    )

    def get_queryset(self, request):
        """Without drafts beside published events."""
        return super().get_queryset(request).filter(draft_of=None)

    def has_change_permission(self, request, obj=None):
        """Each is changed on its own page, where it takes its way through review."""
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Instrument)
class InstrumentAdmin(RecordAdmin):
    inlines = [EventInline]
    slug_from = ("short_name",)
    list_display = ("short_name", "jurisdiction", "kind", "status_today", "reference")
    list_filter = ("kind", "jurisdiction")
    list_select_related = ("jurisdiction",)
    ordering = ("jurisdiction__position", "short_name")
    search_fields = ("short_name", "name", "reference", "slug", "jurisdiction__name")
    autocomplete_fields = ("jurisdiction", "regulator", "sources")
    fieldsets = (
        (_("Name"), {"fields": ("name", "short_name", "reference", "slug")}),
        (_("What it is"), {"fields": ("jurisdiction", "kind", "regulator")}),
        (_("Evidence"), {"fields": ("url", "sources", "note")}),
    )

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("events")

    @admin.display(description=_("status today"))
    def status_today(self, instrument):
        return instrument.status(today()).label


@admin.register(Event)
class EventAdmin(WritingHelp, ReviewedAdmin):
    form = EventForm
    counted = ("title",)
    actions = ["checked_today"]
    list_display = (
        "date", "title", "kind", "jurisdiction", "instrument", "is_milestone", "publication",
    )  # fmt: skip
    list_display_links = ("date", "title")
    list_filter = (ComingFilter, "publication", "is_milestone", "kind", "jurisdiction")
    list_select_related = ("jurisdiction", "instrument")
    date_hierarchy = "date"
    ordering = ("-date", "slug")
    search_fields = ("title", "description", "slug", "instrument__short_name")
    autocomplete_fields = ("jurisdiction", "instrument", "sources")
    fieldsets = (
        (_("What happened"), {"fields": ("title", "kind", "date", "description", "slug")}),
        (_("Where it belongs"), {"fields": ("jurisdiction", "instrument", "is_milestone")}),
        (_("Evidence"), {"fields": ("sources",)}),
        (_("Publication"), {"fields": ("publication",)}),
    )

    @admin.action(
        description=_("Checked what came of it: nothing to correct"), permissions=["change"]
    )
    def checked_today(self, request, queryset):
        """A date that has passed is checked without a change of the record."""
        return verifying.ask(self, request, queryset, "checked_today")
