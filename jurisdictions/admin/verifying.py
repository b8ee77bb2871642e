"""The action that says: somebody opened the sources. It asks for a tick first, record by record."""

from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import ValidationError
from django.db import transaction
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from ..days import today
from ..editing import workflow
from ..models import Event, Finding

EVIDENCE = {Finding: ("citations__instrument", "citations__source"), Event: ("sources",)}
OPENED, ALL = "opened", "opened_all"
# What is said of so many records that were checked, without and with some that weren't.
CHECKED = {
    Finding: ngettext_lazy(
        "%(number)s finding recorded as checked.",
        "%(number)s findings recorded as checked.",
        "number",
    ),
    Event: ngettext_lazy(
        "%(number)s event recorded as checked.", "%(number)s events recorded as checked.", "number"
    ),
}
SOME_CHECKED = {
    Finding: ngettext_lazy(
        "%(number)s finding recorded as checked, %(left)s left as it was.",
        "%(number)s findings recorded as checked, %(left)s left as it was.",
        "number",
    ),
    Event: ngettext_lazy(
        "%(number)s event recorded as checked, %(left)s left as it was.",
        "%(number)s events recorded as checked, %(left)s left as it was.",
        "number",
    ),
}
TITLES = {Finding: gettext_lazy("Verified today"), Event: gettext_lazy("Checked what came of it")}


def ask(admin, request, records, action: str):
    """The page with the ticks; once some are posted, they are recorded and None is returned."""
    chosen = list(records.order_by("pk").prefetch_related(*EVIDENCE[admin.model]))
    ticked = chosen if request.POST.get(ALL) else ticked_of(request, chosen)
    reason = request.POST.get("reason", "").strip()
    problem = ""
    if "confirmed" in request.POST:
        problem = refusal(admin.model, ticked, reason)
        if not problem:
            return record(admin, request, chosen, ticked, reason)
    rows = [(one, sources_of(one), one in ticked) for one in chosen]
    return show(admin, request, action, {"rows": rows, "reason": reason, "problem": problem})


def ticked_of(request, chosen: list) -> list:
    ticks = request.POST.getlist(OPENED)
    return [one for one in chosen if str(one.pk) in ticks]


def show(admin, request, action: str, asked: dict):
    context = {
        **admin.admin_site.each_context(request),
        "title": TITLES[admin.model],
        "opts": admin.opts,
        "reason_needed": admin.model is Event,
        "action": action,
        "action_checkbox_name": ACTION_CHECKBOX_NAME,
        "address": admin.list_address(),
    }
    return TemplateResponse(request, "admin/verified.html", context | asked)


def refusal(model, ticked: list, reason: str) -> str:
    """Why nothing is recorded, or nothing."""
    if not ticked:
        return _("Tick those whose sources you opened.")
    if model is Event and not reason:
        return _("Say what came of it, for the history.")
    return ""


def sources_of(record) -> list:
    """The documents that somebody would open, the provisions' texts too."""
    if isinstance(record, Event):
        return list(record.sources.all())
    return [one.source or one.instrument for one in record.citations.all()]


def record(admin, request, chosen: list, ticked: list, reason: str):
    try:
        with transaction.atomic():
            for one in ticked:
                step(one, request.user, reason)
    except ValidationError as gone:
        sentence = _("Nothing was recorded: %(reasons)s")
        messages.error(request, sentence % {"reasons": " ".join(gone.messages)})
        return
    left = len(chosen) - len(ticked)
    sentence = (SOME_CHECKED if left else CHECKED)[admin.model]
    messages.success(request, sentence % {"number": len(ticked), "left": left})


def step(one, by, reason: str):
    if isinstance(one, Finding):
        return workflow.verify(one, by=by, on=today(), reason=reason)
    return workflow.note_outcome(one, by=by, reason=reason)
