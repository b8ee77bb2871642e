"""Deleted records of a model, and bringing one back."""

from collections.abc import Iterator

from django.contrib import messages
from django.contrib.admin import site
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import CASCADE
from django.http import Http404, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from ..asking.keys import key_in
from ..editing import reverting
from ..editing.workflow import may, may_publish
from ..models import Finding
from ..plain import FIELDS
from ..recording.history import WENT_ALONG, when, who
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
        if not admin.model.history.filter(pk=key, history_type="-").exists():
            raise Http404
        messages.warning(request, _("It isn’t deleted any longer: somebody was quicker."))
        return HttpResponseRedirect(request.path)
    try:
        record = reverting.restore(admin.model, entry, by=request.user)
    except ValidationError as refusal:
        sentence = _("Not restored: %(reasons)s")
        messages.error(request, sentence % {"reasons": " ".join(refusal.messages)})
        return HttpResponseRedirect(request.path)
    messages.success(request, _("Restored: %(record)s.") % {"record": record})
    for sentence in still_gone(record):
        messages.warning(request, sentence)
    return HttpResponseRedirect(page_address(admin.model, "change", record.pk))


def still_gone(record) -> Iterator[str]:
    """What was deleted along with a record, and is brought back by itself."""
    for way in type(record)._meta.related_objects:
        if way.on_delete is CASCADE and has_page(way.related_model):
            number = went_along(way, record).count()
            if number:
                yield told(way.related_model, number)


def has_page(kind) -> bool:
    """Are records of a kind listed once they are deleted? Citations come with their finding."""
    return kind in FIELDS and kind in site._registry


def went_along(way, record):
    ends = reverting.deleted(way.related_model)
    return ends.filter(**{way.field.attname: record.pk}, history_change_reason=WENT_ALONG)


def told(kind, number: int) -> str:
    sentence = _("Deleted along with it, and still gone: %(records)s (%(number)s).")
    named = sentence % {"records": kind._meta.verbose_name_plural, "number": number}
    address = page_address(kind, "deleted")
    return format_html('{} <a href="{}">{}</a>', named, address, _("Bring it back"))
