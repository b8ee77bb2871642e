"""The glossary: concepts, and the term that each jurisdiction has for one."""

from django.contrib import admin
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..models import Concept, Term
from .forms import RecordForm, SlugFromOthers
from .records import RecordAdmin


@admin.register(Concept)
class ConceptAdmin(RecordAdmin):
    slug_from = ("name",)
    list_display = ("name", "description", "position")
    ordering = ("position",)
    search_fields = ("name", "description", "slug")
    fieldsets = (
        (_("Neutral word"), {"fields": ("name", "slug", "position")}),
        (_("What it stands for"), {"fields": ("description",)}),
    )


class TermForm(SlugFromOthers, RecordForm):
    def slug_parts(self, term):
        # A term in another script leaves nothing for a slug.
        return [term.jurisdiction.slug, slugify(term.term) or term.concept.slug]

    def clean(self):
        cleaned = super().clean()
        if not (cleaned.get("instrument") or cleaned.get("sources")):
            self.add_error(None, gettext("Name the instrument that defines the term, or a source."))
        return cleaned


@admin.register(Term)
class TermAdmin(RecordAdmin):
    form = TermForm
    list_display = (
        "term", "abbreviation", "jurisdiction", "concept", "instrument", "is_false_friend",
    )  # fmt: skip
    list_filter = (("false_friend", admin.EmptyFieldListFilter), "concept", "jurisdiction")
    list_select_related = ("jurisdiction", "concept", "instrument")
    ordering = ("concept__position", "jurisdiction__position", "term")
    search_fields = (
        "term", "abbreviation", "note", "false_friend", "slug", "jurisdiction__name",
        "instrument__short_name",
    )  # fmt: skip
    autocomplete_fields = ("concept", "jurisdiction", "instrument", "sources")
    fieldsets = (
        (_("Place"), {"fields": ("concept", "jurisdiction", "slug")}),
        (_("Local words"), {"fields": ("term", "abbreviation", "language")}),
        (_("Definition"), {"fields": ("instrument", "pinpoint", "note")}),
        (_("False friend"), {"fields": ("false_friend",)}),
        (_("Evidence"), {"fields": ("sources",)}),
    )

    @admin.display(boolean=True, description=_("false friend"), ordering="false_friend")
    def is_false_friend(self, term):
        return bool(term.false_friend)
