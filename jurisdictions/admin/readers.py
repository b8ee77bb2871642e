"""What readers sent, for staff to decide on. Nobody alters what a reader wrote."""

from django.contrib import admin, messages
from django.db import transaction
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from ..models import Answer, Report
from ..models.readers import AnswerState, ReportState
from .forms import RecordForm
from .locking import lock
from .records import RecordAdmin

DECIDED_ALREADY = ngettext_lazy(
    "%(number)s was decided on already, and stays so. Open it to decide otherwise.",
    "%(number)s were decided on already, and stay so. Open them to decide otherwise.",
    "number",
)


class DecisionForm(RecordForm):
    def keys_to_unsaved(self):
        """Who decided and when isn't known before saving, which is when constraints are."""
        return {*super().keys_to_unsaved(), "decided_at"}


class FromReaderAdmin(RecordAdmin):
    """What the pages of reports and answers share."""

    # What the action "reject" makes of the records.
    rejected: str
    # What is said of so many records once they are.
    decided: dict[str, str]
    read_only: tuple[str, ...]
    form = DecisionForm
    date_hierarchy = "received_at"

    def get_readonly_fields(self, request, obj=None):
        return [*self.read_only, "received_at", "decided_at", "decided_by"]

    @admin.display(description=_("text"), ordering="text")
    def excerpt(self, record):
        """As much of the text as a list has room for."""
        return Truncator(record.text).chars(150)

    def has_add_permission(self, request):
        """Readers add them, on the site."""
        return False

    def save_model(self, request, obj, form, change):
        if form.stored.state != obj.state:
            obj.decide(obj.state, request.user, timezone.now())
        super().save_model(request, obj, form, change)

    @admin.action(
        description=_("Reject the selected %(verbose_name_plural)s"), permissions=["change"]
    )
    def reject(self, request, queryset):
        self.decide(request, queryset, self.rejected)

    def decide(self, request, queryset, state: str) -> None:
        """Put those that wait in a state, one by one: each has a history.

        A list may be old. What was decided since is decided otherwise on its own page, which knows
        what was read.
        """
        chosen = list(queryset.values_list("pk", flat=True))
        with transaction.atomic():
            # Asked under the lock: what a colleague decides meanwhile stays theirs.
            stored = self.model._base_manager.filter(pk__in=chosen).order_by("pk")
            records = [record for record in lock(stored) if record.state == record.WAITING]
            for record in records:
                record.decide(state, request.user, timezone.now())
                record.save()
        done = self.decided[state] % {"number": len(records)}
        self.message_user(request, done, messages.SUCCESS)
        if left := len(chosen) - len(records):
            self.message_user(request, DECIDED_ALREADY % {"number": left}, messages.WARNING)


@admin.register(Report)
class ReportAdmin(FromReaderAdmin):
    actions = ("accept", "reject")
    accepted, rejected = ReportState.ACCEPTED, ReportState.REJECTED
    decided = {
        accepted: ngettext_lazy(
            "%(number)s report accepted.", "%(number)s reports accepted.", "number"
        ),
        rejected: ngettext_lazy(
            "%(number)s report rejected.", "%(number)s reports rejected.", "number"
        ),
    }
    read_only = ("kind", "text", "email", "finding", "answer_read", "day", "revision")
    list_display = ("kind", "finding", "excerpt", "received_at", "state", "decided_by")
    list_filter = ("state", "kind", "finding__jurisdiction", "finding__criterion")
    list_select_related = ("finding__jurisdiction", "finding__criterion", "decided_by")
    ordering = ("-received_at",)
    search_fields = ("text", "public_note", "finding__answer", "finding__slug")
    fieldsets = (
        (_("What the reader wrote"), {"fields": ("kind", "text", "email", "received_at")}),
        (_("What the reader saw"), {"fields": ("finding", "answer_read", "day", "revision")}),
        (_("Decision"), {"fields": ("state", "public_note", "decided_by", "decided_at")}),
    )

    @admin.action(
        description=_("Accept the selected %(verbose_name_plural)s"), permissions=["change"]
    )
    def accept(self, request, queryset):
        self.decide(request, queryset, self.accepted)


@admin.register(Answer)
class AnswerAdmin(FromReaderAdmin):
    actions = ("approve", "reject")
    approved, rejected = AnswerState.APPROVED, AnswerState.REJECTED
    decided = {
        approved: ngettext_lazy(
            "%(number)s answer approved.", "%(number)s answers approved.", "number"
        ),
        rejected: ngettext_lazy(
            "%(number)s answer rejected.", "%(number)s answers rejected.", "number"
        ),
    }
    read_only = ("proposal", "position", "name", "text")
    list_display = ("position", "excerpt", "name", "proposal", "received_at", "state", "decided_by")
    list_filter = ("state", "position", "proposal")
    list_select_related = ("proposal", "decided_by")
    ordering = ("-received_at",)
    search_fields = ("text", "name", "public_note")
    fieldsets = (
        (_("What the reader wrote"), {"fields": ("position", "text", "name", "received_at")}),
        (_("What it answers"), {"fields": ("proposal",)}),
        (_("Decision"), {"fields": ("state", "public_note", "decided_by", "decided_at")}),
    )

    @admin.action(
        description=_("Approve the selected %(verbose_name_plural)s"), permissions=["change"]
    )
    def approve(self, request, queryset):
        self.decide(request, queryset, self.approved)
