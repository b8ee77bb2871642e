"""What the forms of all records share: whole constraints, slugs made from other fields."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.models import InlineForeignKeyField

from .locking import LockedForm


class WholeForm(forms.ModelForm):
    """A form that holds the whole record to its constraints, not only the fields on the page."""

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
            self.fields["slug"].help_text += " Leave it empty to have it made from the entries."

    def slug_parts(self, record: models.Model) -> list[str]:
        """What the slug is made of."""
        raise NotImplementedError

    def save(self, commit=True):
        if not self.instance.slug:
            slug = "-".join(self.slug_parts(self.instance))
            self.instance.slug = free_slug(type(self.instance), slug)
        return super().save(commit)


def free_slug(model: type[models.Model], wanted: str) -> str:
    """The slug `wanted`, or with a number when it is taken."""
    longest = model._meta.get_field("slug").max_length
    slug, number = wanted[:longest], 1
    while model._base_manager.filter(slug=slug).exists():
        number += 1
        ending = f"-{number}"
        slug = wanted[: longest - len(ending)] + ending
    return slug


class RecordForm(WholeForm, LockedForm):
    """The form of a record."""
