"""Jurisdictions, their regulators and approaches."""

from django.contrib import admin
from django.utils.text import slugify

from ..models import Approach, ApproachPeriod, Jurisdiction, Regulator
from .filters import InForceFilter
from .forms import ReviewedForm, SlugFromOthers, WholeForm
from .records import RecordAdmin
from .reviewed import DatedAdmin
from .rows import RowInline
from .writing import WritingHelp


class RegulatorRowForm(SlugFromOthers, WholeForm):
    def slug_parts(self, regulator):
        return [regulator.jurisdiction.slug, slugify(regulator.label)]


class RegulatorInline(RowInline):
    model = Regulator
    form = RegulatorRowForm
    fields = ("name", "acronym", "role")
    show_change_link = True


@admin.register(Jurisdiction)
class JurisdictionAdmin(RecordAdmin):
    inlines = [RegulatorInline]
    slug_from = ("name",)
    list_display = ("name", "short_name", "kind", "parent", "compared", "researched_until")
    list_filter = ("kind", "region", "compared")
    list_select_related = ("parent",)
    ordering = ("position",)
    search_fields = ("name", "short_name", "slug")
    autocomplete_fields = ("parent",)
    fieldsets = (
        ("Name", {"fields": ("name", "short_name", "slug", "kind")}),
        ("Place", {"fields": ("parent", "region", "territories")}),
        ("For readers", {"fields": ("summary", "note")}),
        ("In the comparison", {"fields": ("compared", "position", "researched_until")}),
    )


@admin.register(Regulator)
class RegulatorAdmin(RecordAdmin):
    slug_from = ("name",)
    list_display = ("name", "acronym", "jurisdiction", "role")
    list_filter = ("jurisdiction",)
    list_select_related = ("jurisdiction",)
    ordering = ("jurisdiction__position", "name")
    search_fields = ("name", "acronym", "slug", "jurisdiction__name")
    autocomplete_fields = ("jurisdiction",)
    fieldsets = (
        ("Name", {"fields": ("jurisdiction", "name", "acronym", "slug")}),
        ("What it does", {"fields": ("role", "url")}),
    )


@admin.register(Approach)
class ApproachAdmin(RecordAdmin):
    slug_from = ("name",)
    list_display = ("name", "description", "position")
    ordering = ("position",)
    search_fields = ("name", "slug")
    fieldsets = ((None, {"fields": ("name", "slug", "description", "position")}),)


@admin.register(ApproachPeriod)
class ApproachPeriodAdmin(WritingHelp, DatedAdmin):
    form = ReviewedForm
    counted = ("label", "key_instrument_label")
    list_display = (
        "jurisdiction", "approach", "label", "key_instrument_label", "valid_from", "publication",
    )  # fmt: skip
    list_display_links = ("jurisdiction", "label")
    list_filter = (InForceFilter, "publication", "confidence", "approach", "jurisdiction")
    list_select_related = ("jurisdiction", "approach")
    ordering = ("jurisdiction__position", "-valid_from")
    search_fields = ("label", "key_instrument_label", "slug", "jurisdiction__name")
    autocomplete_fields = ("jurisdiction", "approach", "key_instruments", "sources")
    fieldsets = (
        ("Jurisdiction", {"fields": ("jurisdiction", "slug")}),
        ("Approach", {"fields": ("approach", "label", "rationale")}),
        ("Key instrument", {"fields": ("key_instrument_label", "key_instruments")}),
        (
            "Dates",
            {
                "fields": ("valid_from",),
                "description": "When the approach changes, keep this entry and press “Succeeds "
                "this approach period”. A slip is corrected here.",
            },
        ),
        ("Evidence and publication", {"fields": ("sources", "confidence", "publication")}),
    )
