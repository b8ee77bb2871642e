"""The rows that are stored now, held against those that somebody typed: what a save would lose."""

from collections.abc import Iterator

from django.db.models import Model
from django.forms import BaseForm, CheckboxInput
from django.forms.formsets import TOTAL_FORM_COUNT
from django.forms.models import modelform_factory
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from .marks import Rows, mark_of_row, seen_in

# More than anybody types; what is posted may claim any number.
ROWS_AT_MOST = 1000
ADDED = _("added meanwhile: it stands in your form now, too")
FOLLOWED = _("changed meanwhile: so it stands in your form now, too")
DIFFERS = _("in your form it says something else")
MOVED = _("in your form it stands in another place")
ABSENT = _("not in your form")
TAKEN_OUT = _("taken out meanwhile: it is not in your form any more, either")
NEW = _("taken out meanwhile: in your form it is a new row")
# A row that only moved still says the same.
PLACE = "position"


class TypedRows:
    """The rows of an inline as a form brought them.

    data    what was posted
    rows    which inline
    apart   are they to become rows of another record than the one that is stored?
    """

    def __init__(self, data, rows: Rows, *, apart: bool = False):
        self.data, self.rows, self.apart = data, rows, apart
        self.form = modelform_factory(rows.model, fields=rows.fields)
        self.prefixes = list(self.prefixes_of(rows.name))
        self.by_key = {data.get(f"{prefix}-id"): prefix for prefix in self.prefixes}

    def prefixes_of(self, name: str) -> Iterator[str]:
        number = self.data.get(f"{name}-{TOTAL_FORM_COUNT}", "")
        count = min(int(number), ROWS_AT_MOST) if number.isdecimal() else 0
        return (f"{name}-{place}" for place in range(count))

    def is_kept(self, prefix: str) -> bool:
        return f"{prefix}-DELETE" not in self.data

    def is_typed(self, prefix: str) -> bool:
        """Rows that are only shown post which they are, and no box that is ticked in them."""
        return any(f"{prefix}-{name}" in self.data for name in self.form.base_fields)

    def is_untouched(self, prefix: str) -> bool:
        """Does a row still say what its editor found there, or is it only shown?"""
        if not (self.is_kept(prefix) and self.is_typed(prefix)):
            return self.is_kept(prefix)
        return mark_of_row(self.typed(prefix)) == self.seen_of(self.data.get(f"{prefix}-id"))

    def seen_of(self, key) -> str | None:
        """The mark of a row as its editor found it."""
        return seen_in(self.data).get(self.rows.part(key))

    def typed(self, prefix: str) -> dict:
        """The values of a row by field; None where one can't be understood."""
        form = self.form(self.data, prefix=prefix)
        form.is_valid()
        return {name: form.cleaned_data.get(name) for name in self.rows.fields}

    def said_of(self, row: Model) -> str:
        """What becomes of a row that is stored."""
        if self.apart:
            return self.said_of_another(row)
        prefix = self.by_key.get(str(row.pk))
        if prefix is None:
            return ADDED
        if not self.is_kept(prefix):
            return ABSENT
        if self.is_untouched(prefix):
            return FOLLOWED if self.rows.mark(row) != self.seen_of(row.pk) else ""
        changed = self.changed(row, prefix)
        return DIFFERS if changed - {PLACE} else MOVED if changed else ""

    def taken_out(self, stored: set[str]) -> Iterator[tuple[str, str]]:
        """The keys of rows that are no longer stored though the form brought them, and what
        becomes of each."""
        for key, prefix in self.by_key.items():
            if key and key not in stored and self.is_kept(prefix):
                follows = self.is_untouched(prefix) and not self.apart
                yield key, TAKEN_OUT if follows else NEW

    def said_of_another(self, row: Model) -> str:
        """The same of a row of another record: those of the form get keys of their own."""
        kept = (one for one in self.prefixes if self.is_kept(one) and self.is_typed(one))
        return "" if any(self.changed(row, prefix) <= {PLACE} for prefix in kept) else ABSENT

    def changed(self, row: Model, prefix: str) -> set[str]:
        """The fields in which what was typed differs from a row that is stored."""
        form = self.form(instance=row, prefix=prefix)
        return {name for name in form.fields if self.is_changed(form, name)}

    def is_changed(self, form: BaseForm, name: str) -> bool:
        field, key = form.fields[name], form.add_prefix(name)
        if key not in self.data and not isinstance(field.widget, CheckboxInput):
            return False
        typed = field.widget.value_from_datadict(self.data, {}, key)
        if isinstance(typed, str):
            # Browsers send CR LF between lines; the data has LF.
            typed = typed.replace("\r\n", "\n").strip()
        return field.has_changed(form.get_initial_for_field(field, name), typed)


def told_apart(row: Model | str, said: str) -> str:
    """A row in words, and what becomes of it where that is something."""
    return format_html("{} <em>({})</em>", row, said) if said else str(row)
