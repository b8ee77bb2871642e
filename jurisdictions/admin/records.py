"""What the editing pages of all records share: the slug, room to write, history, the lock."""

from contextlib import nullcontext

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import Max
from django.forms.models import InlineForeignKeyField
from simple_history.admin import SimpleHistoryAdmin

from ..choices import Publication
from ..models.fields import MarkdownField
from .filters import InForceFilter
from .locking import LockedAdmin, LockedForm


class LinesField(forms.CharField):
    """Text of several lines. A browser sends CR LF between them; the data has LF."""

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")


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


class RecordAdmin(LockedAdmin, SimpleHistoryAdmin):
    """The pages on which records of one kind are listed, added, changed and looked up."""

    form = RecordForm
    # The text fields from which the browser proposes a slug while a record is added.
    slug_from: tuple[str, ...] = ()
    list_per_page = 50
    formfield_overrides = {
        models.TextField: {
            "form_class": LinesField,
            "widget": AdminTextareaWidget(attrs={"rows": 3}),
        },
        MarkdownField: {
            "form_class": LinesField,
            "widget": AdminTextareaWidget(attrs={"rows": 10}),
        },
    }

    class Media:
        css = {"all": ["css/admin.css"]}

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
        """When another save was quicker by a moment, validate once more: now their row is seen."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except IntegrityError:
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
