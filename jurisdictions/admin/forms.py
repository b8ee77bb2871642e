"""What the forms of records share: whole constraints, slugs made from other fields, drafts."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.models import InlineForeignKeyField
from django.utils.translation import gettext as _

from ..choices import Publication
from ..editing import workflow
from ..editing.reverting import lists_at
from ..editing.slugs import made_of
from . import vanished
from .locking import LockedForm


class WholeForm(forms.ModelForm):
    """A form that holds the whole record to its constraints, not only the fields on the page."""

    def add_error(self, field, error):
        super().add_error(field, vanished.told(self.fields.get(field), error))

    def _post_clean(self):
        super()._post_clean()
        if not self.errors:
            try:
                self.instance.validate_constraints(exclude=self.keys_to_unsaved())
            except ValidationError as broken:
                self.add_error(None, broken)

    def keys_to_unsaved(self) -> set[str]:
        """The key of an inline row to a record that is only being added."""
        return {
            name
            for name, field in self.fields.items()
            if isinstance(field, InlineForeignKeyField) and field.parent_instance.pk is None
        }


class SlugFromOthers(forms.ModelForm):
    """Mixin: a slug that is left empty is made from other fields when a record is added."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            own = self.fields["slug"].help_text
            empty = _("Leave it empty to have it made from the entries.")
            self.fields["slug"].help_text = f"{own} {empty}"

    def slug_parts(self, record: models.Model) -> list[str]:
        """What the slug is made of."""
        raise NotImplementedError

    def save(self, commit=True):
        if not self.instance.slug:
            parts = self.slug_parts(self.instance)
            self.instance.slug = made_of(parts, type(self.instance))
        return super().save(commit)


class RecordForm(WholeForm, LockedForm):
    """The form of a record; of an earlier version of it where `entry` is one of its history."""

    entry = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.entry:
            self.initial |= lists_at(self.entry)


def closed(form: type[RecordForm], entry) -> type[RecordForm]:
    """The form of an earlier version, which says what that said, whatever is typed or posted."""
    form.entry = entry
    for name in form.base_fields.keys() - form.declared_fields.keys():
        field = form.base_fields[name]
        field.disabled = True
        if isinstance(field, forms.DateField):
            field.widget = forms.DateInput()  # without the link that fills in today
    return form


class BeginsAsDraft(SlugFromOthers):
    """Mixin: what is added is a draft, with a slug of its own making if need be."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.instance.publication = Publication.DRAFT

    def slug_parts(self, record):
        return record.slug_parts


class ReviewedForm(BeginsAsDraft, RecordForm):
    """The form of a record that is reviewed; saving a published one makes a draft beside it."""

    # The record that a copy is to follow, when the form was opened for that.
    succeeded = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.beside:
            for name, value in workflow.beside_of(self.beside).items():
                setattr(self.instance, name, value)

    def clean(self):
        cleaned = super().clean()
        if self.succeeded and (day := cleaned.get("valid_from")):
            self.check_succession(day)
        return cleaned

    def check_succession(self, day):
        if day <= self.succeeded.valid_from:
            sentence = _("It is to succeed the entry of %(day)s: a later day.")
            self.add_error("valid_from", sentence % {"day": self.succeeded.valid_from})
