"""What the pages of all records share: the slug, the position, history, the lock."""

from contextlib import nullcontext

from django.db import IntegrityError, OperationalError, transaction
from django.db.models import Max
from simple_history.admin import SimpleHistoryAdmin

from ..choices import Publication
from .fields import OurFields
from .forms import RecordForm
from .locking import LockedAdmin


class RecordAdmin(OurFields, LockedAdmin, SimpleHistoryAdmin):
    """The pages on which records of one kind are listed, added, changed and looked up."""

    form = RecordForm
    # The text fields from which the browser proposes a slug while a record is added.
    slug_from: tuple[str, ...] = ()
    list_per_page = 50

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

    def history_form_view(self, request, *args, **kwargs):
        """Reverting is saving: it needs the transaction in which the form locks the record."""
        with transaction.atomic() if request.method == "POST" else nullcontext():
            return super().history_form_view(request, *args, **kwargs)


class DatedAdmin(RecordAdmin):
    """The pages of what holds from a day on."""

    date_hierarchy = "valid_from"
    # "Save as new": when the law changes, the next entry begins as a copy of this one.
    save_as = True

    def get_view_on_site_url(self, obj=None):
        """Readers see published entries only, so that there is no page of a draft."""
        hidden = obj and obj.publication != Publication.PUBLISHED
        return None if hidden else super().get_view_on_site_url(obj)
