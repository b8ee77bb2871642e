"""What the pages of all records share: the slug, the position, history, the lock."""

from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import DataError, IntegrityError, OperationalError, transaction
from django.db.models import Max
from django.http import Http404
from django.urls import path
from django.utils.translation import gettext_lazy
from simple_history.admin import SimpleHistoryAdmin

from ..asking.keys import key_in
from ..editing import reverting
from ..search.keeping import gathered
from . import deleted, pasts, worklists
from .addresses import page_name
from .fields import OurFields
from .filters import WorkFilter
from .forms import RecordForm, closed
from .importing import SpreadsheetAdmin
from .locking import LockedAdmin
from .mistakes import MistakesAdmin
from .obstacles import obstacles

# Actions that show what was chosen before they are done: each record is a field of that form, or
# two where it is ticked, and of fields Django takes no more than a thousand.
ASKING = {"delete_selected", "verified_today", "checked_today"}
CHOSEN_AT_MOST = 490
TOO_MANY = gettext_lazy(
    "At most %(limit)s at once, and you chose %(number)s: nothing was done. Narrow the list by its "
    "filters, or choose page by page."
)


def asks_about_all(request) -> bool:
    """Is all that a list has, across its pages, chosen for an action that asks first?"""
    across = request.POST.get("select_across", "0") != "0"
    return across and not ASKING.isdisjoint(request.POST.getlist("action"))


class RecordAdmin(SpreadsheetAdmin, OurFields, MistakesAdmin, LockedAdmin, SimpleHistoryAdmin):
    """The pages on which records of one kind are listed, added, changed and looked up."""

    form = RecordForm
    # The text fields from which the browser proposes a slug while a record is added.
    slug_from: tuple[str, ...] = ()
    list_per_page = 50
    change_list_template = "admin/record_list.html"
    object_history_list_template = "admin/history_list.html"
    object_history_form_template = "admin/earlier_version.html"

    def get_urls(self):
        name, view = page_name(self.model, "deleted"), self.admin_site.admin_view(self.deleted_view)
        return [path("deleted/", view, name=name), *super().get_urls()]

    def deleted_view(self, request):
        """What was deleted, for reviewers to bring back."""
        return deleted.page(self, request)

    def changelist_view(self, request, extra_context=None):
        may_restore = deleted.may_restore(request.user, self.model)
        shown = may_restore and self.has_add_permission(request)
        return super().changelist_view(request, {**(extra_context or {}), "may_restore": shown})

    def get_changelist_instance(self, request):
        """A number that no database has is a filter that can't be understood, like any other."""
        try:
            return super().get_changelist_instance(request)
        except (OverflowError, DataError) as error:
            raise IncorrectLookupParameters(error) from error

    def response_action(self, request, queryset):
        """A key that is none stood on no list, and Django would ask the database for it."""
        if None in map(key_in, request.POST.getlist(ACTION_CHECKBOX_NAME)):
            raise Http404
        if asks_about_all(request) and (number := queryset.count()) > CHOSEN_AT_MOST:
            told = {"limit": CHOSEN_AT_MOST, "number": number}
            return self.message_user(request, TOO_MANY % told, messages.WARNING)
        return super().response_action(request, queryset)

    def get_list_filter(self, request):
        """The work lists that are about these records come first."""
        mine = any(one.model is self.model for one in worklists.LISTS)
        return [*([WorkFilter] if mine else []), *super().get_list_filter(request)]

    def history_view(self, request, object_id, extra_context=None):
        """The history of a record, and of one that is gone."""
        if key_in(unquote(object_id)) is None:
            raise Http404
        return super().history_view(request, object_id, extra_context)

    def set_history_delta_changes(self, request, historical_records, foreign_keys_are_objs=True):
        """Say of each entry on the page what it changed, in words."""
        pasts.tell(self.model, historical_records)

    def get_form(self, request, obj=None, change=False, **kwargs):
        """An earlier version comes back as it was: what was typed into it would get lost."""
        form = super().get_form(request, obj, change=change, **kwargs)
        entry = getattr(request, "looks_back", None)
        return closed(form, entry) if entry else form

    def get_readonly_fields(self, request, obj=None):
        """A slug is an address for ever."""
        return [*super().get_readonly_fields(request, obj), *(["slug"] if obj else [])]

    def get_prepopulated_fields(self, request, obj=None):
        return {"slug": self.slug_from} if self.slug_from and not obj else {}

    def get_changeform_initial_data(self, request):
        """Propose the last place in the list where places are unique."""
        initial = super().get_changeform_initial_data(request)
        if position := next((f for f in self.opts.fields if f.name == "position" and f.unique), 0):
            last = position.model.objects.aggregate(last=Max("position"))["last"] or 0
            initial.setdefault("position", last + 10)
        return initial

    def changeform_view(self, request, *args, **kwargs):
        """When another save was quicker by a moment, try once more: now it is seen."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except (IntegrityError, OperationalError):
            return super().changeform_view(request, *args, **kwargs)

    def _changeform_view(self, request, *args):
        """What is saved together is indexed together, in the same transaction."""
        with gathered():
            return super()._changeform_view(request, *args)

    def _delete_view(self, request, *args):
        """So is what goes together."""
        with gathered():
            return super()._delete_view(request, *args)

    def get_deleted_objects(self, objs, request):
        """While something stands in the way, that is told, and not who may delete what."""
        lines, counts, lacking, _ = super().get_deleted_objects(objs, request)
        in_the_way = obstacles(self.model, objs)
        return lines, counts, set() if in_the_way else lacking, in_the_way

    def history_form_view(self, request, object_id, version_id, extra_context=None):
        """Reverting is saving: it needs the right to, and the transaction of a locking form."""
        entry = reverting.entry_at(self.model, unquote(object_id), version_id)
        request.looks_back = entry
        # Django would name the page by the model of the entries.
        told = {"opts": self.opts, "cited": pasts.cited_at(entry)}
        extra_context = {**(extra_context or {}), **told}
        if request.method != "POST":
            return super().history_form_view(request, object_id, version_id, extra_context)
        if not self.has_change_permission(request):
            raise PermissionDenied
        with transaction.atomic():
            record = self.get_object(request, unquote(object_id))
            if record is None and not request.POST.get("seen"):
                # Deleted before it was opened: it comes back from the list of what was deleted.
                raise Http404
            request.earlier = record and request.looks_back
            return super().history_form_view(request, object_id, version_id, extra_context)

    def save_model(self, request, obj, form, change):
        if earlier := getattr(request, "earlier", None):
            obj._change_reason = reverting.reverted_to(earlier)
        super().save_model(request, obj, form, change)
