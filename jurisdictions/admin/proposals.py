"""Proposals; what stands on the page of one has pages of its own, reached from there."""

from django.contrib import admin
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from ..models import Argument, Checkpoint, ClaimCheck, Pillar, Proposal, Stakeholder
from .addresses import page_address
from .forms import RecordForm, SlugFromOthers
from .records import RecordAdmin

# The parts of a proposal, each with how many there are.
PARTS = {
    Pillar: ngettext_lazy("%(number)s pillar", "%(number)s pillars", "number"),
    Argument: ngettext_lazy("%(number)s argument", "%(number)s arguments", "number"),
    Checkpoint: ngettext_lazy("%(number)s checkpoint", "%(number)s checkpoints", "number"),
    ClaimCheck: ngettext_lazy("%(number)s claim check", "%(number)s claim checks", "number"),
}


@admin.register(Proposal)
class ProposalAdmin(RecordAdmin):
    slug_from = ("title",)
    list_display = ("title", "proponent", "jurisdiction", "addressee", "status")
    list_filter = ("jurisdiction",)
    list_select_related = ("jurisdiction", "addressee")
    ordering = ("title",)
    search_fields = ("title", "proponent", "slug")
    autocomplete_fields = ("jurisdiction", "addressee")
    readonly_fields = ("parts",)
    fieldsets = (
        (_("Proposal"), {"fields": ("title", "slug", "proponent", "jurisdiction", "addressee")}),
        (_("How it stands"), {"fields": ("status", "summary", "question")}),
        (_("On its page"), {"fields": ("parts",)}),
    )

    @admin.display(description=_("its parts"))
    def parts(self, proposal):
        """Links to the lists of its pillars, arguments, checkpoints and claim checks."""
        if not proposal.pk:
            return gettext("Save the proposal first.")
        return format_html(
            "<ul>{}</ul>",
            format_html_join(
                "",
                '<li><a href="{}?proposal__id__exact={}">{}</a> '
                '(<a href="{}?proposal={}">{}</a>)</li>',
                (part_links(model, proposal) for model in PARTS),
            ),
        )


def part_links(model, proposal) -> tuple:
    parts = model.objects.filter(proposal=proposal).count()
    return (
        page_address(model, "changelist"),
        proposal.pk,
        PARTS[model] % {"number": parts},
        page_address(model, "add"),
        proposal.pk,
        gettext("add one"),
    )


@admin.register(Stakeholder)
class StakeholderAdmin(RecordAdmin):
    slug_from = ("name",)
    list_display = ("name", "role")
    ordering = ("name",)
    search_fields = ("name", "role", "slug")
    fieldsets = ((None, {"fields": ("name", "slug", "role")}),)


class PartOfProposalAdmin(RecordAdmin):
    """What the pages of arguments, checkpoints and claim checks share."""

    list_select_related = ("proposal",)
    ordering = ("proposal__title", "position", "slug")
    autocomplete_fields = ("proposal", "sources")


class ArgumentForm(SlugFromOthers, RecordForm):
    def slug_parts(self, argument):
        return [argument.stakeholder.slug, argument.side]


@admin.register(Argument)
class ArgumentAdmin(PartOfProposalAdmin):
    form = ArgumentForm
    list_display = ("statement", "side", "stakeholder", "pillar", "proposal", "position")
    list_filter = ("side", "stakeholder", "pillar", "proposal")
    list_select_related = ("stakeholder", "pillar", "proposal")
    search_fields = ("statement", "slug", "stakeholder__name")
    autocomplete_fields = ("proposal", "stakeholder", "pillar", "sources")
    fieldsets = (
        (_("Who argues"), {"fields": ("stakeholder", "side", "statement", "slug")}),
        (_("What it is about"), {"fields": ("proposal", "pillar", "position")}),
        (_("Evidence"), {"fields": ("sources",)}),
    )


@admin.register(Checkpoint)
class CheckpointAdmin(PartOfProposalAdmin):
    slug_from = ("title",)
    list_display = ("title", "status", "proposal", "position")
    list_filter = ("status", "proposal")
    search_fields = ("title", "as_told", "later_status", "slug")
    fieldsets = (
        (_("Checkpoint"), {"fields": ("title", "slug", "proposal", "position")}),
        (_("Then and now"), {"fields": ("as_told", "later_status", "status")}),
        (_("Evidence"), {"fields": ("sources",)}),
    )


@admin.register(ClaimCheck)
class ClaimCheckAdmin(PartOfProposalAdmin):
    slug_from = ("claim",)
    list_display = ("claim", "verdict", "proposal", "position")
    list_filter = ("verdict", "proposal")
    search_fields = ("claim", "explanation", "slug")
    fieldsets = (
        (_("Claim"), {"fields": ("claim", "slug", "proposal", "position")}),
        (_("What became of it"), {"fields": ("verdict", "explanation")}),
        (_("Evidence"), {"fields": ("sources",)}),
    )
