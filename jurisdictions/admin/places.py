"""Jurisdictions, their regulators and approaches."""

from django.contrib import admin
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from ..models import Approach, ApproachPeriod, Jurisdiction, Regulator
from .dated import DatedAdmin
from .filters import InForceFilter
from .forms import ReviewedForm, SlugFromOthers, WholeForm
from .records import RecordAdmin
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
        (_("Name"), {"fields": ("name", "short_name", "slug", "kind")}),
        (_("Place"), {"fields": ("parent", "region", "territories")}),
        (_("For readers"), {"fields": ("summary", "note")}),
        (_("In the comparison"), {"fields": ("compared", "position", "researched_until")}),
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
        (_("Name"), {"fields": ("jurisdiction", "name", "acronym", "slug")}),
        (_("What it does"), {"fields": ("role", "url")}),
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
        (_("Jurisdiction"), {"fields": ("jurisdiction", "slug")}),
        (_("Approach"), {"fields": ("approach", "label", "rationale")}),
        (_("Key instrument"), {"fields": ("key_instrument_label", "key_instruments")}),
        (
            _("Dates"),
            {
                "fields": ("valid_from",),
                "description": _(
                    "When the approach changes, keep this entry and press “Succeeds "
                    "this approach period”. A slip is corrected here."
                ),
            },
        ),
        (_("Evidence and publication"), {"fields": ("sources", "confidence", "publication")}),
    )
