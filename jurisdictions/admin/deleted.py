"""Deleted records of a model, and bringing one back."""

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from ..asking.keys import key_in
from ..editing import reverting
from ..editing.workflow import may, may_publish
from ..models import Finding
from ..recording.history import when, who
from .addresses import page_address

A_PAGE = 50


def may_restore(user, model) -> bool:
    """Reviewers bring back what they might also add."""
    return may_publish(user, Finding) and may(user, "add", model)


def page(admin, request):
    """The list of what was deleted; posted to with an entry of the history, it is restored."""
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    if not may_restore(request.user, admin.model) or not admin.has_add_permission(request):
        raise PermissionDenied
    if request.method == "POST":
        return restored(admin, request)
    entries = Paginator(reverting.deleted(admin.model), A_PAGE).get_page(request.GET.get("p"))
    context = {
        **admin.admin_site.each_context(request),
        "title": _("Deleted %(records)s") % {"records": admin.opts.verbose_name_plural},
        "opts": admin.opts,
        "rows": [(one.pk, name_of(one), who(one), when(one)) for one in entries],
        "page": entries,
    }
    return TemplateResponse(request, "admin/deleted.html", context)


def name_of(entry) -> str:
    """What the record was called, as far as what it refers to still exists."""
    try:
        return str(entry.instance)
    except ObjectDoesNotExist:
        return getattr(entry, "slug", f"{entry.id}")


def restored(admin, request):
    key = key_in(request.POST.get("entry", ""))
    entry = reverting.deleted(admin.model).filter(pk=key).first()
    if entry is None:
        raise Http404
    try:
        record = reverting.restore(admin.model, entry, by=request.user)
    except ValidationError as refusal:
        sentence = _("Not restored: %(reasons)s")
        messages.error(request, sentence % {"reasons": " ".join(refusal.messages)})
        return HttpResponseRedirect(request.path)
    messages.success(request, _("Restored: %(record)s.") % {"record": record})
    return HttpResponseRedirect(page_address(admin.model, "change", record.pk))
