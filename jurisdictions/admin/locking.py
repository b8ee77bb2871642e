"""No lost update: a save is refused when the record is no longer what its editor opened.

The change form carries a fingerprint of what was stored when it was opened, field by field and
row by row (marks.py). On saving, the record is locked and the fingerprint taken anew; what differs
was changed by somebody else in the meantime, and both versions are shown. All that was typed
stays in the form, which now carries the new fingerprint: saving again is a decision. What was not
typed, and was changed by the other, says there what the other made of it.

Saving a published record makes a draft beside it. That is refused in the same way when the
published record changed, or when somebody else began a draft in the meantime.
"""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.forms.models import _get_foreign_key, model_to_dict
from django.http import QueryDict

from ..editing.saying import fingerprint
from ..editing.workflow import draft_beside
from ..models import Revision
from . import versions
from .marks import SEEN, Rows, as_text, mark, seen_in, subject
from .posted import posted


class Unnamed(forms.HiddenInput):
    """What no label can stand for, since nobody sees it."""

    def id_for_label(self, id_):
        return ""


class Restored(Unnamed):
    """Text to a browser, which brings it back with what was typed (static/js/seen.js)."""

    input_type = "text"
    is_hidden = True

    def __init__(self):
        super().__init__({"hidden": True})


class LockedForm(forms.ModelForm):
    """A form that saves only over the version that its editor has seen."""

    inlines: tuple[Rows, ...] = ()
    # The published record, when the form makes a draft beside it.
    beside: Model | None = None
    # How the history says that the draft or record ended which the form was opened for.
    gone: Model | None = None
    seen = forms.CharField(required=False, widget=Restored)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.stored = self.locked(same_record(self.beside or self.instance)).first()
        self.rival = self.stored and rival_of(self.stored, lock=self.is_bound)
        self.marks = self.marks_of_stored()
        self.initial[SEEN] = as_text(self.marks)
        # The fields that say what somebody else saved, since their editor had not changed them.
        self.taken_over: list[str] = []

    def locked(self, rows: QuerySet) -> QuerySet:
        return lock(rows) if self.is_bound else rows

    def marks_of_stored(self) -> dict[str, str]:
        """The fingerprint: a mark for each field and each row; empty when nothing is stored.

        Where that was deleted, it says that the editor was told.
        """
        if self.stored is None:
            return {"gone": mark(self.gone.pk)} if self.gone else {}
        marks = {name: mark(value) for name, value in model_to_dict(self.stored).items()}
        for rows in self.inlines:
            marks |= rows.marks(self.locked(rows.of(self.stored)))
        if is_published(self.stored):
            # With what it says: saving again replaces it, but only as it was shown.
            marks["draft"] = mark(self.rival and (self.rival.pk, fingerprint(self.rival)))
        return marks

    @property
    def version(self) -> str:
        """One mark for all of it."""
        return mark(self.initial[SEEN])

    def clean(self):
        cleaned = super().clean()
        if changed := self.changed_meanwhile():
            self.refuse(changed)
        return cleaned

    def changed_meanwhile(self) -> list[str]:
        """The fields and inlines that say something else than what the editor has seen."""
        if not (self.beside or self.instance.pk or self.gone):
            return []
        now, seen = self.marks, seen_in(self.data)
        parts = [part for part in {**now, **seen} if now.get(part) != seen.get(part)]
        return list(dict.fromkeys(map(subject, parts)))

    def refuse(self, changed: list[str]) -> None:
        """Show both versions. What its editor had left as it was says now what is stored, so that
        saving again undoes nothing that only somebody else changed."""
        if versions.is_later_state(self, changed):
            self.taken_over = [name for name in changed if self.is_untouched(name)]
        self.add_error(None, ValidationError(versions.refusal(self, changed), code="conflict"))
        self.data = self.data_shown_again()

    def is_untouched(self, name: str) -> bool:
        """Does a field that can be typed into still say what its editor found there?"""
        if name not in self.fields or self.fields[name].disabled:
            return False
        return mark(self.cleaned_data.get(name)) == seen_in(self.data).get(name)

    def data_shown_again(self) -> QueryDict:
        """What was typed, what was taken over, and the new fingerprint."""
        data, stored = self.data.copy(), model_to_dict(self.stored) if self.stored else {}
        for name in self.taken_over:
            data.setlist(self.add_prefix(name), posted(self.fields[name], stored[name]))
        data[SEEN] = self.initial[SEEN]
        return data


def is_published(record: Model) -> bool:
    return getattr(record, "is_published", False)


def rival_of(record: Model, *, lock: bool) -> Model | None:
    """The draft beside a published record: another editor's, when one is about to be made."""
    return draft_beside(record, lock=lock) if is_published(record) else None


class LockedAdmin(admin.ModelAdmin):
    """An admin whose change form is a LockedForm."""

    form = LockedForm

    def get_object(self, request, object_id, from_field=None):
        """When saving or deleting, lock the record before its rows, and find out if it is gone."""
        record = super().get_object(request, object_id, from_field or None)
        if record and request.method == "POST":
            return lock(same_record(record)).first()
        return record

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.inlines = tuple(
            Rows(inline.model, _get_foreign_key(self.model, inline.model), tuple(inline.fields))
            for inline in self.inlines
        )
        form.beside, form.gone = beside(request), gone(request)
        return form

    def get_fieldsets(self, request, obj=None):
        """With the fingerprint, which is hidden, in the last one."""
        *others, (name, options) = super().get_fieldsets(request, obj)
        opened = obj or beside(request) or gone(request)
        if opened and self.has_change_permission(request, obj):
            options = {**options, "fields": [*options["fields"], "seen"]}
        return [*others, (name, options)]


def beside(request) -> Model | None:
    """The published record beside which a request makes a draft."""
    return getattr(request, "beside", None)


def gone(request) -> Model | None:
    """How the history says that what a request was to save has ended."""
    return getattr(request, "gone", None)


def same_record(record: Model) -> QuerySet:
    # In no other order: that of the model may join tables, whose rows would be locked too.
    return type(record)._base_manager.filter(pk=record.pk).order_by("pk")


def lock(rows: QuerySet) -> QuerySet:
    """Keep others from writing. First comes the turn, as of all who write (stamping.py).

    SQLite needs neither, as its transactions are in turn.
    """
    Revision.take_turn()
    return rows.select_for_update(no_key=True)
