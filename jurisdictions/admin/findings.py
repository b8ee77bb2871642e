"""Findings with their citations, and the rows of the comparison: sections, pillars, topics."""

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..choices import Scale, Stance
from ..days import not_verified_yet, today
from ..models import Citation, Criterion, Finding, Pillar, Section, Topic
from . import verifying
from .dated import DatedAdmin
from .filters import InForceFilter, VerificationFilter
from .forms import RecordForm, ReviewedForm, WholeForm
from .records import RecordAdmin
from .rows import RowInline
from .writing import WritingHelp


@admin.register(Section)
class SectionAdmin(RecordAdmin):
    slug_from = ("title",)
    list_display = ("title", "position")
    ordering = ("position",)
    search_fields = ("title", "slug")
    fieldsets = ((None, {"fields": ("title", "slug", "position")}),)


class RowOfComparisonAdmin(RecordAdmin):
    """What the pages of pillars and topics share."""

    scale: Scale
    slug_from = ("title",)
    list_display = ("title", "question", "section", "position")
    list_filter = ("section",)
    list_select_related = ("section",)
    ordering = ("section__position", "position")
    search_fields = ("title", "question", "slug")
    autocomplete_fields = ("section",)
    fieldsets = (
        (_("Row of the comparison"), {"fields": ("title", "slug", "section", "position")}),
        (_("What it asks"), {"fields": ("question", "description", "scale")}),
        (_("Its findings"), {"fields": ("review_interval_days",)}),
    )

    def get_changeform_initial_data(self, request):
        return {"scale": self.scale, **super().get_changeform_initial_data(request)}


@admin.register(Topic)
class TopicAdmin(RowOfComparisonAdmin):
    scale = Scale.REGULATION


class PillarForm(RecordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "proposal" in self.fields:
            self.fields["proposal"].required = True


@admin.register(Pillar)
class PillarAdmin(RowOfComparisonAdmin):
    form = PillarForm
    scale = Scale.RECOGNITION
    list_display = ("title", "question", "proposal", "position")
    list_filter = ("proposal",)
    list_select_related = ("proposal",)
    autocomplete_fields = ("section", "proposal")
    fieldsets = (
        *RowOfComparisonAdmin.fieldsets,
        (_("Where it comes from"), {"fields": ("proposal", "as_told")}),
    )


@admin.register(Criterion)
class CriterionAdmin(RowOfComparisonAdmin):
    """Lets a finding find its pillar or topic; both are edited on pages of their own."""

    def get_model_perms(self, request):
        return {}

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class CitationForm(WholeForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["pinpoint"].widget.attrs["list"] = "known-pinpoints"
        self.fields["position"].required = False
        own = self.fields["position"].help_text
        last = gettext("Leave it empty to put the citation last.")
        self.fields["position"].help_text = f"{own} {last}"
        if not self.instance.pk:
            self.initial["position"] = (kwargs.get("initial") or {}).get("position")

    def save(self, commit=True):
        if self.instance.position is None:
            last = self.instance.finding.citations.aggregate(last=Max("position"))["last"]
            self.instance.position = (last or 0) + 1
        return super().save(commit)


class CitationInline(RowInline):
    model = Citation
    form = CitationForm
    verbose_name_plural = _("Citations: in each row an instrument with its pinpoint, or a source")
    fields = ("position", "instrument", "pinpoint", "source")
    autocomplete_fields = ("instrument", "source")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("instrument", "source")


class FindingForm(ReviewedForm):
    def clean_verified_on(self):
        verified_on = self.cleaned_data["verified_on"]
        if verified_on and verified_on > today():
            raise ValidationError(not_verified_yet(today()))
        return verified_on


def stances_by_scale() -> list[tuple]:
    """The choices of a stance in groups; the one that is in both scales stands apart."""
    both = [stance for stance in Stance if all(stance in scale.stances for scale in Scale)]
    groups = {
        gettext("For pillars"): [s for s in Scale.RECOGNITION.stances if s not in both],
        gettext("For topics"): [s for s in Scale.REGULATION.stances if s not in both],
        gettext("For both"): both,
    }
    options = [(name, [(s.value, s.label) for s in group]) for name, group in groups.items()]
    return [("", "---------"), *options]


@admin.register(Finding)
class FindingAdmin(WritingHelp, DatedAdmin):
    form = FindingForm
    counted = ("answer",)
    actions = ["verified_today"]
    inlines = [CitationInline]
    list_display = (
        "jurisdiction", "criterion", "stance", "answer", "valid_from", "verified_on",
        "publication",
    )  # fmt: skip
    list_display_links = ("jurisdiction", "criterion", "answer")
    list_filter = (
        InForceFilter, VerificationFilter, "publication", "stance", "confidence",
        "criterion__section", "jurisdiction", "criterion",
    )  # fmt: skip
    list_select_related = ("jurisdiction", "criterion")
    ordering = ("jurisdiction__position", "criterion__position", "-valid_from")
    search_fields = (
        "answer", "detail", "note", "slug", "jurisdiction__name", "criterion__title",
        "citations__instrument__short_name", "citations__source__title",
    )  # fmt: skip
    search_help_text = _("Words of the answer, jurisdiction, criterion, instrument or source.")
    autocomplete_fields = ("jurisdiction", "criterion")
    fieldsets = (
        (_("Cell"), {"fields": ("jurisdiction", "criterion", "slug")}),
        (_("Answer"), {"fields": ("stance", "answer", "detail")}),
        (
            _("Dates"),
            {
                "fields": ("valid_from", "verified_on"),
                "description": _(
                    "When the law changes, keep this finding and press “Succeeds this "
                    "finding”. A slip is corrected here."
                ),
            },
        ),
        (_("Evidence and confidence"), {"fields": ("confidence", "note")}),
        (_("Publication"), {"fields": ("publication",)}),
    )

    @admin.action(description=_("Verified today"), permissions=["change"])
    def verified_today(self, request, queryset):
        """Nobody's word but theirs who opened the sources."""
        return verifying.ask(self, request, queryset, "verified_today")

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        if db_field.name == "stance":
            kwargs["choices"] = stances_by_scale()
        return super().formfield_for_choice_field(db_field, request, **kwargs)
