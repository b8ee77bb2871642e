"""The pages of records that are reviewed: saving makes drafts, and steps of review have a page."""

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponseRedirect
from django.urls import path
from django.utils.html import format_html
from django.utils.translation import gettext as _

from ..asking.keys import key_in
from ..choices import Publication
from ..editing import reasons, reverting, saying, workflow
from . import locking, review
from .addresses import form_of, page_address, page_name
from .forms import ReviewedForm
from .records import RecordAdmin

SUBMIT = "_submit"


class ReviewedAdmin(RecordAdmin):
    """What is saved here is a draft: the record itself, or one beside what readers see."""

    form = ReviewedForm
    change_form_template = "admin/reviewed_form.html"
    delete_selected_confirmation_template = "admin/delete_reviewed.html"
    # Django's road of saving a form as another record, citations included.
    save_as = True

    def get_urls(self):
        name, view = page_name(self.model, "review"), self.admin_site.admin_view(self.review_view)
        return [path("<path:object_id>/review/", view, name=name), *super().get_urls()]

    def review_view(self, request, object_id):
        """What a draft changes, and the steps that may be taken with it."""
        return review.page(self, request, object_id)

    # --- Saving ---

    def get_form(self, request, obj=None, change=False, **kwargs):
        """A draft beside what readers see has no address of its own."""
        if obj is not None and obj.draft_of_id:
            sentence = _(
                "Of the draft only: publishing gives it the address that readers know, or a new "
                "one."
            )
            kwargs["help_texts"] = {"slug": sentence}
        return super().get_form(request, obj, change=change, **kwargs)

    def get_readonly_fields(self, request, obj=None):
        """Only the steps of review change the publication."""
        return [*super().get_readonly_fields(request, obj), "publication"]

    def get_fieldsets(self, request, obj=None):
        """A draft that is about to stand beside what readers see has no slug to show yet."""
        found = super().get_fieldsets(request, obj)
        return [without(*one, "slug") for one in found] if locking.beside(request) else found

    def has_delete_permission(self, request, obj=None):
        """Who deletes what readers see takes it from them, as a reviewer does who withdraws it."""
        allowed = super().has_delete_permission(request, obj)
        shown = obj is not None and getattr(obj, "is_published", False)
        return allowed and (not shown or workflow.may_publish(request.user, self.model))

    def get_deleted_objects(self, objs, request):
        """A draft is called as what it stands beside: its line says which of both it is."""
        lines, *others = super().get_deleted_objects(objs, request)
        drafts = self.model._base_manager.filter(draft_of__in=[one.pk for one in objs])
        return told_apart(lines, [f'href="{form_of(draft)}"' for draft in drafts]), *others

    def _changeform_view(self, request, object_id, form_url, extra_context):
        """Save a published record beside itself; show the draft instead where there is one."""
        if object_id and not hasattr(request, "beside"):
            key = unquote(object_id)
            record = self.get_object(request, key) or self.let_go(request, key)
            shown = record and record.is_published
            if shown and self.has_change_permission(request, record):
                answer = self.divert(request, record)
                if answer is not None:
                    return answer
            if record is None:
                self.renew(request)
        return super()._changeform_view(request, object_id, form_url, extra_context)

    def let_go(self, request, key: str):
        """What a draft stood beside that was open and is gone: what was typed there goes on."""
        if request.method != "POST":
            return None
        ends = self.model.history.filter(id=key_in(key), history_type="-")
        request.gone = ends.select_related("history_user").first()
        published = request.gone and request.gone.draft_of_id
        return self.get_object(request, str(published)) if published else None

    def renew(self, request) -> None:
        """What was typed into a record that is gone may become a new one."""
        ended = locking.gone(request)
        if ended and not ended.draft_of_id and self.has_add_permission(request):
            save_as_new(request)
        else:
            request.gone = None

    def divert(self, request, published):
        if request.method == "POST" and "_saveasnew" not in request.POST:
            request.beside = published
            save_as_new(request)
        elif request.method != "POST" and (draft := workflow.draft_beside(published)):
            messages.info(
                request, _("This is the draft beside the published version, which readers see.")
            )
            return HttpResponseRedirect(form_of(draft))
        return None

    def _create_formsets(self, request, obj, change):
        """The rows are kept for `save_model`: who changes one of them has edited the record."""
        formsets, inlines = super()._create_formsets(request, obj, change)
        request.rows = formsets
        return formsets, inlines

    def save_model(self, request, obj, form, change):
        """Tell apart in the history what was edited and what was only saved."""
        rival = getattr(form, "rival", None)
        if rival and form.beside:
            # Its fields were shown beside what was typed: saving again was a decision.
            saying.remove(rival, request.user, "Replaced by another draft")
        if change:
            keep_state(obj, form.stored)
        # In a revert nothing is typed, and still it says something else than before.
        is_revert = getattr(request, "earlier", None)
        if change and not is_revert and not is_edited(request, form):
            obj._change_reason = reasons.UNTOUCHED
        super().save_model(request, obj, form, change)

    def response_add(self, request, obj, post_url_continue=None):
        if obj.draft_of_id and (answer := self.unchanged(request, obj)):
            return answer
        return self.submitted(request, obj) or (
            self.begun(request, obj)
            if obj.draft_of_id
            else super().response_add(request, obj, post_url_continue)
        )

    def unchanged(self, request, draft):
        """Take a draft back that says what readers see already."""
        if saying.content(draft) != saying.content(draft.draft_of):
            return None
        transaction.set_rollback(True)
        messages.info(request, _("Nothing was changed, so there is no draft."))
        return HttpResponseRedirect(form_of(draft.draft_of))

    def begun(self, request, draft):
        sentence = _(
            "Saved as a draft beside the published version, which readers see until review."
        )
        messages.success(request, sentence)
        return HttpResponseRedirect(form_of(draft))

    def response_change(self, request, obj):
        return self.submitted(request, obj) or super().response_change(request, obj)

    def submitted(self, request, record):
        """Submit what was saved, if that was asked; the save stands when it isn't ready."""
        if SUBMIT not in request.POST or record.publication != Publication.DRAFT:
            return None
        try:
            workflow.submit(record, by=request.user)
            messages.success(request, _("Submitted for review: %(record)s.") % {"record": record})
        except ValidationError as refusal:
            sentence = _("Saved, not submitted: %(reasons)s")
            messages.error(request, sentence % {"reasons": " ".join(refusal.messages)})
        return HttpResponseRedirect(form_of(record))

    # --- What the form offers ---

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if locking.gone(request) and not locking.beside(request):
            # Django takes it for the record that was to be saved as another one.
            add, change = True, False
        response = super().render_change_form(request, context, add, change, form_url, obj)
        response.context_data |= self.offered(request, obj)
        if locking.beside(request):
            response.context_data |= self.about(request, locking.beside(request))
        return response

    def offered(self, request, obj) -> dict:
        """The buttons of the form, and the ways to the steps of review."""
        shown = obj or locking.beside(request)
        saves = {"show_save": True, "show_save_and_continue": True}
        return {
            # Django hides them where it was to save another record.
            **(saves if shown or locking.gone(request) else {}),
            # "Succeeds this finding" and "Save" say what that button would do.
            "save_as": False,
            "can_submit": obj is None or obj.publication != Publication.IN_REVIEW,
            **(self.steps_from(request, shown) if shown else {}),
        }

    def steps_from(self, request, record) -> dict:
        return {
            "published": record.is_published,
            "review_address": self.steps_address(request, record),
            "returned": review.returned(record),
            "succeed_address": self.succeed_address(request, record),
        }

    def about(self, request, published) -> dict:
        """What the page says it is about, where its form makes a draft beside that."""
        return {
            "original": published,
            "object_id": published.pk,
            "title": _("Change %s") % self.opts.verbose_name,
            "subtitle": str(published),
            "has_delete_permission": self.has_delete_permission(request, published),
        }

    def succeed_address(self, request, record) -> str | None:
        return None

    def steps_address(self, request, record) -> str | None:
        """Where a record is reviewed or withdrawn, for those who have a step to take there."""
        closed = record.is_published and not workflow.may_publish(request.user, self.model)
        return None if closed else page_address(self.model, "review", record.pk)

    def get_view_on_site_url(self, obj=None):
        """Readers see published entries only, so that there is no page of a draft."""
        hidden = obj and obj.publication != Publication.PUBLISHED
        return None if hidden else super().get_view_on_site_url(obj)

    # --- Earlier versions ---

    def history_form_view(self, request, object_id, version_id, extra_context=None):
        """Revert with the citations; of a published record it is a draft that says so again."""
        if request.method != "POST":
            return super().history_form_view(request, object_id, version_id, extra_context)
        with transaction.atomic():
            record = self.get_object(request, unquote(object_id))
            if not self.has_change_permission(request, record):
                raise PermissionDenied
            if record and record.is_published:
                return self.revert_beside(request, record, version_id)
            answer = super().history_form_view(request, object_id, version_id, extra_context)
            if answer.status_code == 302:
                reverting.restore_citations(record, request.earlier, by=request.user)
        return answer

    def revert_beside(self, request, published, version_id):
        entry = reverting.entry_of(published, version_id)
        try:
            draft = reverting.draft_like(published, entry, by=request.user)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
            return HttpResponseRedirect(form_of(published))
        return self.unchanged(request, draft) or self.begun(request, draft)


def is_edited(request, form) -> bool:
    """Was anything typed, into the fields of a record or into its rows?"""
    typed = set(form.changed_data) - {"seen"}
    return bool(typed) or any(rows.has_changed() for rows in request.rows)


def save_as_new(request) -> None:
    """Let Django save the form as another record, with its rows."""
    request.POST = request.POST.copy()
    request.POST["_saveasnew"] = "1"


def told_apart(lines: list, links: list[str]) -> list:
    """The lines, also those within, of which each says so that has a link to a draft."""
    return [
        told_apart(line, links)
        if isinstance(line, list)
        else format_html("{} ({})", line, _("the draft beside it"))
        if any(link in line for link in links)
        else line
        for line in lines
    ]


def without(name, options: dict, field: str) -> tuple:
    """A fieldset that lacks one of its fields."""
    return name, {**options, "fields": [one for one in options["fields"] if one != field]}


def keep_state(record, stored) -> None:
    """An earlier version brings back what it said, not that it was published then."""
    for name in ("publication", "draft_of", "based_on"):
        setattr(record, name, getattr(stored, name))
