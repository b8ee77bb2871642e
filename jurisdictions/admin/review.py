"""The page of review: what a draft says, what it changes, and the steps that may be taken."""

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.html import format_html
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..asking.keys import key_in
from ..choices import Publication, RecordedAs
from ..editing import authors, reasons, saying, workflow
from ..languages import inline
from ..models import Finding
from ..recording.history import when, who, who_is
from ..texts.differences import LISTED, Edit, edits
from . import overtaken, queue
from .addresses import form_of, page_address
from .versions import EMPTY, label, words

LONGEST_REASON = 500


class StepForm(forms.Form):
    """Why a step is taken; `seen` and `against` are fingerprints of what was read: of the record,
    and of what a draft is to replace.
    """

    reason = forms.CharField(
        label=_("Reason"),
        max_length=LONGEST_REASON,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text=_("The history keeps it. Needed for everything but a first publication."),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    against = forms.CharField(required=False, widget=forms.HiddenInput)


class ChangeForm(StepForm):
    """The same for a draft beside a published record. Nothing is chosen beforehand."""

    recorded_as = forms.ChoiceField(
        label=_("What changes"),
        choices=[(one.value, format_lazy("{}. {}", one.label, one.meaning)) for one in RecordedAs],
        widget=forms.RadioSelect,
        required=False,
    )
    field_order = ["recorded_as", "reason"]


def page(admin, request, object_id):
    """Show a record and the steps, or take the step that was posted."""
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    record = admin.get_queryset(request).filter(pk=key_in(unquote(object_id))).first()
    if record is None and request.method == "POST":
        late = overtaken.answer(admin, request, unquote(object_id))
        if late is not None:
            return late
    if record is None:
        return admin._get_obj_does_not_exist_redirect(request, admin.opts, object_id)
    if not admin.has_view_or_change_permission(request, record):
        raise PermissionDenied
    if request.method == "POST":
        return posted(admin, request, record)
    return show(admin, request, record, form_for(record))


def form_for(record, data=None):
    form = ChangeForm if record.draft_of_id else StepForm
    return form(data, initial=marks(record))


def marks(record) -> dict[str, str]:
    """The fingerprints of what is on the page."""
    published = record.draft_of
    against = {"against": saying.fingerprint(published)} if published else {}
    return {"seen": saying.fingerprint(record), **against}


def posted(admin, request, record):
    """Take a step; a refusal is said in a sentence above the form."""
    form = form_for(record, request.POST)
    step = STEPS.get(request.POST.get("step", ""))
    if step is None:
        form.add_error(None, gettext("Choose a step."))
    if not form.is_valid():
        return show(admin, request, record, form)
    try:
        done = step(record, request.user, form.cleaned_data)
    except PermissionDenied as refusal:
        form.add_error(None, str(refusal))
        return show(admin, request, record, form, status=403)
    except ValidationError as refusal:
        return refused(admin, request, record, form, refusal)
    messages.success(request, told(done, queue.after(record, record.pk, request.user)))
    return HttpResponseRedirect(form_of(done))


def told(done, waiting) -> str:
    """What became of a record, and the way to the next one."""
    state = inline(done.get_publication_display())
    sentence = gettext("%(record)s: %(state)s.") % {"record": done, "state": state}
    if waiting is None:
        return sentence
    return format_html('{} <a href="{}">{}</a>', sentence, waiting.address, waiting.label)


def refused(admin, request, record, form, refusal: ValidationError):
    for name, sentences in refusal.update_error_dict({}).items():
        field = name if name in form.fields else None
        for sentence in ValidationError(sentences).messages:
            place = "" if field or name == "__all__" else f"{name}: "
            form.add_error(field, f"{place}{sentence}")
    stored = type(record)._base_manager.filter(pk=record.pk).first()
    if stored is None:
        return overtaken.answer(admin, request, str(record.pk))
    # What was edited meanwhile is on the page now: the next answer is about that.
    form.data = form.data.copy()
    form.data.update(marks(stored))
    return show(admin, request, stored, form)


STEPS = {
    "submit": lambda record, by, given: workflow.submit(record, by=by),
    "publish": lambda record, by, given: workflow.publish(
        record, by=by, **only(given, "reason", "recorded_as", "seen")
    ),
    "send-back": lambda record, by, given: workflow.send_back(
        record, by=by, **only(given, "reason", "seen")
    ),
    "withdraw": lambda record, by, given: workflow.withdraw(
        record, by=by, **only(given, "reason", "seen")
    ),
    "catch-up": lambda record, by, given: workflow.catch_up(
        record, by=by, **only(given, "seen", "against")
    ),
}


def only(given: dict, *names: str) -> dict:
    """What was given under these names."""
    return {name: given[name] for name in names if name in given}


def show(admin, request, record, form, status: int = 200):
    published = record.draft_of
    now, then = said(record), said(published) if published else None
    author = None if record.is_published else authors.author_of(record)
    context = {
        **admin.admin_site.each_context(request),
        "title": gettext("Review %(kind)s") % {"kind": admin.opts.verbose_name},
        "subtitle": str(record),
        "opts": admin.opts,
        "record": record,
        "published": published,
        "state": record.get_publication_display(),
        "author": "" if record.is_published else who_is(author),
        "returned": returned(record),
        "answered": told_of(reasons.answered(record)),
        "edits": edits(then, now) if published else written(now),
        "outdated": bool(published) and record.based_on != saying.fingerprint(published),
        "form": form,
        "steps": steps_open(record, author, request.user),
        "address": form_of(record),
        "list_address": admin.list_address(),
        "waiting": queue.after(record, record.pk, request.user),
        "sides_address": page_address(admin.model, "sides", record.pk),
    }
    return TemplateResponse(request, "admin/review.html", context, status=status)


def returned(record) -> dict | None:
    """Who sent a draft back or withdrew it, when and why, while its author has it again."""
    return told_of(reasons.returned(record))


def told_of(entry) -> dict | None:
    """An entry of the history in words."""
    if entry is None:
        return None
    return {"reason": entry.history_change_reason, "who": who(entry), "when": when(entry)}


def written(now: dict[str, str]) -> tuple[Edit, ...]:
    """What a record says that readers never saw."""
    return tuple(Edit(name, text, text) for name, text in now.items() if text)


def said(record) -> dict[str, str]:
    """What a record says, by label, in the words of its form."""
    found = {}
    for field in saying.said_fields(type(record)):
        text = words(record, field.name, getattr(record, field.name))
        found[label(field)] = "" if text == EMPTY else text
    if isinstance(record, Finding):
        found[gettext("Citations")] = LISTED.join(str(one) for one in record.citations.all())
    return found


def steps_open(record, author, user) -> dict[str, bool]:
    """Which steps the state of a record, its author and the rights of a user leave open."""
    reviewer = workflow.may_publish(user, type(record))
    editor = workflow.may(user, "change", type(record))
    waits = record.publication == Publication.IN_REVIEW
    to_judge = reviewer and waits
    own = workflow.is_theirs(author, user)
    return {
        "submit": editor and record.publication == Publication.DRAFT,
        "publish": to_judge and not own,
        "own": to_judge and own,
        "send_back": waits and (reviewer or author == user),
        "withdraw": reviewer and record.is_published,
        "catch_up": editor and record.draft_of_id is not None,
    }
