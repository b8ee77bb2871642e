"""A step of review that came too late: who was quicker, and the reason that was typed for it."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.template.defaultfilters import linebreaks_filter
from django.utils.html import format_html
from django.utils.translation import gettext as _

from .addresses import form_of
from .ends import end_of, ended


def answer(admin, request, key: str):
    """Lead on from a record that is gone, to what readers see of it; None if there was none."""
    last = end_of(admin.model, key)
    if last is None:
        return None
    messages.error(request, told(last, request.POST.get("reason", "")))
    return HttpResponseRedirect(next_to(admin, last))


def told(last, reason: str) -> str:
    sentence = _("Not done: %(end)s.") % {"end": ended(last)}
    if not reason.strip():
        return sentence
    return format_html("{} {}{}", sentence, _("You had written:"), linebreaks_filter(reason))


def next_to(admin, last) -> str:
    """Where to go: to what a draft stood beside, or to the list."""
    published = admin.model._base_manager.filter(pk=last.draft_of_id).first()
    return form_of(published) if published else admin.list_address()
