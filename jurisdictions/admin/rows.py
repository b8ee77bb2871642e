"""Inlines: rows of another record, edited on the page of the record that they belong to."""

from django.contrib import admin
from django.db.models import UniqueConstraint, Value
from django.forms.formsets import INITIAL_FORM_COUNT
from django.forms.models import BaseInlineFormSet
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from .fields import OurFields
from .forms import WholeForm


class RowSet(BaseInlineFormSet):
    """The rows of one record: distinct from each other, and robust when some are gone."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.is_bound and self.instance.pk:
            self.renew_gone_rows()

    def add_fields(self, form, index):
        """Name each control by its column and its row: the head of a column is no label."""
        super().add_fields(form, index)
        named = _("%(column)s, new row") if index is None else _("%(column)s, row %(number)s")
        number = "" if index is None else index + 1
        for field in form.fields.values():
            if not field.widget.is_hidden:
                # The control itself, where buttons stand around it.
                control = getattr(field.widget, "widget", field.widget)
                words = {"column": capfirst(field.label), "number": number}
                control.attrs["aria-label"] = named % words

    def renew_gone_rows(self):
        """Make new rows of those that somebody deleted meanwhile: what was typed there stays."""
        stored = {str(pk) for pk in self.queryset.values_list("pk", flat=True)}
        posted = [self.take_posted_row(number) for number in range(self.initial_form_count())]
        kept = [row for row in posted if row.get("id", [""])[0] in stored]
        gone = [row | {"id": [""]} for row in posted if row not in kept]
        for number, row in enumerate(kept + gone):
            for name, values in row.items():
                self.data.setlist(f"{self.prefix}-{number}-{name}", values)
        self.data[f"{self.prefix}-{INITIAL_FORM_COUNT}"] = str(len(kept))
        del self.management_form  # it has read the old number

    def take_posted_row(self, number: int) -> dict[str, list[str]]:
        """What was posted for a row, field by field; it is removed from the data."""
        start = f"{self.prefix}-{number}-"
        names = [name for name in self.data if name.startswith(start)]
        return {name.removeprefix(start): self.data.pop(name) for name in names}

    def clean(self):
        """Report twins within the page, which the database doesn't know yet."""
        for form in self.forms:
            if hidden_errors := form.errors.pop(self.fk.name, None):
                form.add_error(None, hidden_errors)
        for constraint in self.model._meta.constraints:
            if isinstance(constraint, UniqueConstraint):
                self.refuse_twins(constraint)

    def refuse_twins(self, constraint: UniqueConstraint):
        columns = [self.model._meta.get_field(name).attname for name in constraint.fields]
        taken = set()
        for form in self.filled_forms():
            values = tuple(
                getattr(form.instance, column) for column in columns if column != self.fk.attname
            )
            if None in values or not applies(constraint, form.instance):
                continue
            if values in taken:
                form.add_error(None, constraint.get_violation_error_message())
            taken.add(values)

    def filled_forms(self):
        return (
            form
            for form in self.forms
            if form.is_valid() and (form.instance.pk or form.has_changed())
            if not self._should_delete_form(form)
        )


def applies(constraint: UniqueConstraint, row) -> bool:
    """Does a constraint with a condition concern `row`?"""
    fields = row._meta.concrete_fields
    # With their fields: an empty value has no type of its own.
    values = {field.name: Value(getattr(row, field.attname), field) for field in fields}
    return constraint.condition is None or constraint.condition.check(values)


class RowInline(OurFields, admin.TabularInline):
    """Rows of a record as a table, with an empty row only while the record is added."""

    form = WholeForm
    formset = RowSet
    view_on_site = False
    # A row has no room for buttons beside its choices, except for the one that adds.
    hidden_buttons = ("can_delete_related", "can_change_related", "can_view_related")

    def get_extra(self, request, obj=None, **kwargs):
        return 0 if obj else getattr(request, "extra_rows", 1)
