"""Where on a long form something is wrong, as links to it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib import admin
from django.utils.text import capfirst
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Mistake:
    """A place that has to be put right: what it is called, and the control that stands there."""

    name: str
    control: str


def mistakes_in(form, formsets) -> Iterator[Mistake]:
    """The fields and rows that were refused, from top to bottom."""
    for field in form:
        if field.errors and not field.is_hidden:
            yield Mistake(capfirst(str(field.label)), field.id_for_label)
    for rows in formsets:
        named = capfirst(str(rows.model._meta.verbose_name))
        for number, row in enumerate(rows.forms, start=1):
            if row.errors:
                name = _("%(kind)s in row %(number)s") % {"kind": named, "number": number}
                yield Mistake(name, first_wrong(row).id_for_label)


def first_wrong(row):
    """The first field of a row that was refused; the first that one sees if all of it was."""
    seen = [field for field in row if not field.is_hidden]
    return next((field for field in seen if field.errors), seen[0])


class MistakesAdmin(admin.ModelAdmin):
    """Mixin: a form that was refused leads to what is wrong with it."""

    def render_change_form(self, request, context, *args, **kwargs):
        rows = [inline.formset for inline in context.get("inline_admin_formsets", ())]
        context["mistakes"] = list(mistakes_in(context["adminform"].form, rows))
        return super().render_change_form(request, context, *args, **kwargs)
