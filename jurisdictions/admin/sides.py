"""What readers see and what is proposed, side by side, both as the site shows them."""

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse

from ..asking.keys import key_in
from ..comparison import Notes, single
from ..days import AsOf, today
from ..editing.workflow import draft_beside
from ..models import ApproachPeriod, Event, Finding
from ..models.records import Dated, Reviewed
from ..querysets import official_first
from ..texts.differences import edits
from .addresses import form_of
from .review import said


def findings_in_full():
    return Finding.objects.with_evidence()


def periods_in_full():
    return ApproachPeriod.objects.with_evidence()


def events_in_full():
    rows = Event.objects.select_related("jurisdiction", "instrument")
    return rows.prefetch_related(official_first())


# How each model is fetched to be shown, and the template that shows one.
SHOWN = {
    Finding: (findings_in_full, "admin/_side_finding.html"),
    ApproachPeriod: (periods_in_full, "admin/_side_period.html"),
    Event: (events_in_full, "admin/_side_event.html"),
}


def page(admin, request, object_id):
    """For staff who may see the record, whether readers do or not."""
    record = admin.get_queryset(request).filter(pk=key_in(unquote(object_id))).first()
    if record is None:
        return admin._get_obj_does_not_exist_redirect(request, admin.opts, object_id)
    if not admin.has_view_or_change_permission(request, record):
        raise PermissionDenied
    published, proposed = pair(record)
    context = sides(admin.model, published, proposed)
    address = form_of(proposed or record)
    return TemplateResponse(
        request, "admin/sides.html", context | {"record": record, "address": address}
    )


def sides(model: type[Reviewed], published, proposed) -> dict:
    """Both in full, their sources numbered as one list, and what differs word by word."""
    shown, notes = AsOf.read(None, today()), Notes()
    rows, template = SHOWN[model]
    found = rows().in_bulk([one.pk for one in (published, proposed) if one])
    left, right = (one and found[one.pk] for one in (published, proposed))
    if model is Finding:
        left, right = (one and single(one, shown.today, notes) for one in (left, right))
    both = published and proposed
    return {
        "left": left,
        "right": right,
        "part": template,
        "replaces": both and proposed.draft_of_id == published.pk,
        "edits": edits(said(published), said(proposed)) if both else (),
        "notes": notes,
        "as_of": shown,
    }


def pair(record: Reviewed) -> tuple[Reviewed | None, Reviewed | None]:
    """What readers see, and what is proposed instead of it or after it; None for neither."""
    if record.is_published:
        return record, draft_beside(record)
    if record.draft_of_id or not isinstance(record, Dated):
        return record.draft_of, record
    cell = {name: getattr(record, name) for name in record.cell}
    return type(record).objects.as_of(record.valid_from).filter(**cell).first(), record
