"""The pages of what holds from a day on: one entry succeeds another, which stays as it was."""

from django.forms.models import _get_foreign_key

from ..asking.keys import key_in
from ..editing import saying
from .addresses import page_address
from .reviewed import ReviewedAdmin


class DatedAdmin(ReviewedAdmin):
    """What is reviewed, and may be begun as the successor of what holds."""

    date_hierarchy = "valid_from"

    def succeed_address(self, request, record) -> str | None:
        if not record.is_published or not self.has_add_permission(request):
            return None
        return f"{page_address(self.model, 'add')}?succeeds={record.pk}"

    def succeeded(self, request):
        """The record that the one being added is to follow, if the address names one."""
        key = key_in(request.GET.get("succeeds", ""))
        return None if key is None else self.get_queryset(request).filter(pk=key).first()

    def get_changeform_initial_data(self, request):
        """What it says goes on until the editor changes it; the day is theirs to give."""
        initial = super().get_changeform_initial_data(request)
        earlier = self.succeeded(request)
        if earlier is None:
            return initial
        initial.pop("succeeds", None)
        said = {
            field.name: field.value_from_object(earlier) for field in saying.said_fields(self.model)
        }
        return initial | said | {"valid_from": None, "verified_on": None}

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.succeeded = None if obj else self.succeeded(request)
        return form

    def get_formset_kwargs(self, request, obj, inline, prefix):
        given = super().get_formset_kwargs(request, obj, inline, prefix)
        earlier = None if obj.pk or request.method == "POST" else self.succeeded(request)
        if earlier is not None:
            given["initial"] = initial_rows(inline, earlier)
        return given

    def add_view(self, request, form_url="", extra_context=None):
        """Say which days of the cell are taken, before a day is chosen."""
        earlier = self.succeeded(request)
        if earlier is not None:
            request.extra_rows = sum(len(initial_rows(one, earlier)) for one in self.inlines) + 1
            extra_context = {**(extra_context or {}), "succeeded": earlier, "taken": taken(earlier)}
        return super().add_view(request, form_url, extra_context)


def initial_rows(inline, record) -> list[dict]:
    """What the rows of an inline say of a record, as a form takes it."""
    key = _get_foreign_key(type(record), inline.model)
    columns = [inline.model._meta.get_field(name).attname for name in inline.fields]
    rows = inline.model._base_manager.filter(**{key.name: record}).order_by("position", "pk")
    return [dict(zip(inline.fields, row, strict=True)) for row in rows.values_list(*columns)]


def taken(record) -> list:
    """The entries of the cell of a record, those not yet published too, by their first day."""
    same = {name: getattr(record, name) for name in record.cell}
    return list(type(record).objects.filter(draft_of=None, **same).order_by("valid_from"))
