"""Where a reader reports a problem on a finding, and what was said to such reports."""

from django import forms
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ..asking.limits import grouped_lazy
from ..asking.query import read_day
from ..caching.held import held
from ..days import AsOf
from ..guarded import GuardedForm, PlainText, TooMany, form_page, receive, too_many
from ..models import Finding, Report, Revision
from ..models.readers import TEXT_LIMIT, ReportKind
from ..recording.snapshots import snapshot
from .page import page


class ReportForm(GuardedForm):
    kind = forms.ChoiceField(
        label=_("What is wrong?"), choices=ReportKind, widget=forms.RadioSelect, initial=None
    )
    text = PlainText(
        label=_("Please say what you found, and where"),
        help_text=format_lazy(
            _("Up to {limit} characters. Editors read it; it is not shown to readers."),
            limit=grouped_lazy(TEXT_LIMIT),
        ),
        max_length=TEXT_LIMIT,
        lines=8,
    )
    email = forms.EmailField(
        label=_("Your e-mail address (optional)"),
        help_text=_("For the editors only, to ask you back. It is never shown."),
        required=False,
        max_length=254,
        widget=forms.EmailInput({"class": "field", "autocomplete": "email"}),
    )


@form_page
def report(request, slug):
    """The form for a problem on a finding, as it is read on a day and at a revision."""
    shown, now = read_day(request), timezone.now()
    finding = as_read(slug, shown)
    form = ReportForm.read(request, now)
    context = {"finding": finding, "as_of": shown}
    if form.is_valid():
        try:
            receive(request, reported(finding, shown, form))
        except TooMany as refusal:
            return too_many(request, form, refusal, back=finding, as_of=shown)
        return redirect(shown.carry(reverse("report_thanks", args=[slug])))
    context |= {"form": form, "revision": revision_read(shown, now)}
    return TemplateResponse(request, "report.html", context, status=form.status)


@page
def report_thanks(request, slug):
    """What happens now; the address says nothing of who reported what."""
    finding = get_object_or_404(published(), slug=slug)
    context = {"back": finding, "as_of": read_day(request), "what": "report"}
    return TemplateResponse(request, "thanks.html", context)


def published():
    return Finding.objects.published().select_related("jurisdiction", "criterion")


def as_read(slug: str, shown: AsOf) -> Finding:
    """The finding in the words of the revision shown; Http404 unless it is still there."""
    now = get_object_or_404(published(), slug=slug)
    if shown.revision is None:
        return now
    with snapshot(shown.revision.number):
        then = get_object_or_404(published(), slug=slug)
    # Deleted and entered again since, it has another key.
    then.pk = now.pk
    return then


def revision_read(shown: AsOf, moment) -> int | None:
    """The number of the revision shown, or of the newest at that moment."""
    newest = Revision.objects.filter(recorded_at__lte=moment).last()
    read = shown.revision or newest
    return read and read.number


def reported(finding: Finding, shown: AsOf, form: ReportForm) -> Report:
    return Report(
        finding=finding,
        answer_read=finding.answer,
        day=shown.day,
        revision=revision_read(shown, form.opened),
        received_at=form.now,
        **form.said,
    )


def reports_answered(finding: Finding, shown: AsOf) -> list[Report]:
    """What staff answered to reports of a finding: nothing of it was recorded at a revision."""
    return [] if shown.revision else held(answered, finding)


def answered(finding: Finding) -> list[Report]:
    return list(finding.reports.answered())
