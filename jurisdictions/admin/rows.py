"""Inlines: rows of another record, edited on the page of the record that they belong to."""

from django.contrib import admin
from django.db.models import UniqueConstraint, Value
from django.forms.formsets import INITIAL_FORM_COUNT, TOTAL_FORM_COUNT
from django.forms.models import BaseInlineFormSet
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from .fields import OurFields
from .forms import WholeForm
from .marks import Rows
from .meanwhile import TypedRows
from .posted import posted


class RowSet(BaseInlineFormSet):
    """The rows of one record: distinct from each other, and robust when some are gone."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.is_bound and self.instance.pk:
            self.meet_stored_rows()

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

    def meet_stored_rows(self):
        """Follow what somebody did meanwhile, so that the form is what saving it leaves.

        Rows that their editor left as they were say what is stored, or are gone like that; rows
        that are gone though something was typed into them become new ones; rows that were added
        stand in the form. It is refused then, for its editor to see them first (locking.py).
        """
        stored = {str(row.pk): row for row in self.queryset}
        untouched = self.untouched_rows()
        old, new = self.take_posted_rows()
        kept = [
            self.as_posted(stored[key_of(row)]) if key_of(row) in untouched else row
            for row in old
            if key_of(row) in stored
        ]
        gone = [row | {"id": [""]} for row in old if key_of(row) not in stored.keys() | untouched]
        seen = {key_of(row) for row in kept}
        added = [self.as_posted(row) for key, row in stored.items() if key not in seen]
        self.lay(kept + added, gone + new)
        # Django names a row of the form by its place among the stored ones.
        self._queryset = [stored[key_of(row)] for row in kept + added]

    def untouched_rows(self) -> set[str]:
        """The keys of rows that say what their editor found there."""
        typed = TypedRows(self.data, Rows(self.model, self.fk, tuple(self.form.base_fields)))
        return {key for key, prefix in typed.by_key.items() if key and typed.is_untouched(prefix)}

    def as_posted(self, row) -> dict[str, list[str]]:
        """What a browser posts of a row that nobody touched, field by field."""
        form = self.form(instance=row)
        return {"id": [str(row.pk)]} | {
            name: posted(field, form.get_initial_for_field(field, name))
            for name, field in form.fields.items()
        }

    def lay(self, old: list, new: list) -> None:
        """Make these the rows that were posted."""
        for number, row in enumerate(old + new):
            for name, values in row.items():
                self.data.setlist(f"{self.prefix}-{number}-{name}", values)
        self.data[f"{self.prefix}-{INITIAL_FORM_COUNT}"] = str(len(old))
        self.data[f"{self.prefix}-{TOTAL_FORM_COUNT}"] = str(len(old) + len(new))
        del self.management_form  # it has read the old numbers

    def take_posted_rows(self) -> tuple[list, list]:
        """The rows that the form was opened with, and those that were added in it."""
        count = self.initial_form_count()
        brought = [self.take_posted_row(number) for number in range(self.total_form_count())]
        return brought[:count], brought[count:]

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


def key_of(row: dict[str, list[str]]) -> str:
    """The key of the record that a posted row is about; empty for a new one."""
    return row.get("id", [""])[0]


class RowInline(OurFields, admin.TabularInline):
    """Rows of a record as a table, with an empty row only while the record is added."""

    form = WholeForm
    formset = RowSet
    view_on_site = False
    # A row has no room for buttons beside its choices, except for the one that adds.
    hidden_buttons = ("can_delete_related", "can_change_related", "can_view_related")

    def get_extra(self, request, obj=None, **kwargs):
        return 0 if obj else getattr(request, "extra_rows", 1)
