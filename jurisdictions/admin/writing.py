"""Help while writing, for forms of records that are reviewed."""

from urllib.parse import urlencode

from django.contrib import admin
from django.urls import path
from django.utils.text import format_lazy

from ..asking.keys import key_in
from ..models import Finding
from ..models.fields import AT_MOST
from ..models.records import Dated
from . import locking, neighbours, sides
from .addresses import page_address, page_name
from .pinpoints import cited
from .widgets import SCRIPT


class WritingHelp(admin.ModelAdmin):
    """Mixin: counters, what stands before and after, known pinpoints, both versions at a glance."""

    change_form_template = "admin/writing_form.html"
    # The short texts whose length a script counts while one types.
    counted: tuple[str, ...] = ()

    class Media:
        js = [SCRIPT]

    def get_urls(self):
        view = self.admin_site.admin_view
        beside, by_side = (page_name(self.model, page) for page in ("neighbours", "sides"))
        return [
            path("neighbours/", view(self.neighbours_view), name=beside),
            path("<path:object_id>/side-by-side/", view(self.sides_view), name=by_side),
            *super().get_urls(),
        ]

    def neighbours_view(self, request):
        """What stands before and after the day of a form that isn't saved yet."""
        return neighbours.page(self, request)

    def sides_view(self, request, object_id):
        """What readers see beside what is proposed."""
        return sides.page(self, request, object_id)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and db_field.name in self.counted:
            field.widget.attrs["data-limit"] = db_field.max_length
            sentence = str(format_lazy(AT_MOST, limit=db_field.max_length))
            if sentence not in field.help_text:
                field.help_text = f"{field.help_text} {sentence}".strip()
        return field

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        response = super().render_change_form(request, context, add, change, form_url, obj)
        record = obj or locking.beside(request)
        form = context["adminform"].form
        if record:
            response.context_data["sides_address"] = page_address(self.model, "sides", record.pk)
        if issubclass(self.model, Dated) and "valid_from" in form.fields:
            response.context_data["neighbours"] = self.neighbours_of(form, record)
        if self.model is Finding and "jurisdiction" in form.fields:
            response.context_data["pinpoints"] = known_pinpoints(form["jurisdiction"].value())
        return response

    def neighbours_of(self, form, record) -> dict:
        """What the page says at once, and where it asks again."""
        names = neighbours.names(self.model)
        entries = {name: form[name].value() for name in names if name in form.fields}
        query = f"?{urlencode({'record': record.pk})}" if record else ""
        return {
            "address": f"{page_address(self.model, 'neighbours')}{query}",
            "names": " ".join(names),
            "found": neighbours.read(self.model, entries, record),
        }

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if isinstance(obj, Dated) and {*neighbours.names(self.model)} & {*form.changed_data}:
            neighbours.warn(request, obj)


def known_pinpoints(jurisdiction) -> list[tuple[str, str]]:
    """Those of the instruments of a jurisdiction, as a form names it."""
    key = key_in(str(jurisdiction))
    return cited(instrument__jurisdiction=key) if key else []
