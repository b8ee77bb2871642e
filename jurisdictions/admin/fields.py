"""How fields are edited: room for Markdown, line ends as stored, codes without brackets."""

import re

from django import forms
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.widgets import AdminTextareaWidget, RelatedFieldWidgetWrapper
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy

from ..asking.keys import key_in
from ..models.fields import MarkdownField
from .choosing import name_in_place
from .widgets import PreviewedText, SearchedChoice, SearchedChoices

NO_DAY = gettext_lazy("This is no day that can be understood. Write it as 2026-12-31.")


class LinesField(forms.CharField):
    """Text of several lines. A browser sends CR LF between them; the data has LF."""

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")


class CodesField(forms.CharField):
    """A list of codes, written in one line with blanks or commas between them."""

    def __init__(self, *, encoder=None, decoder=None, **kwargs):
        super().__init__(**kwargs)
        self.widget.attrs["class"] = "vTextField"

    def prepare_value(self, value):
        return ", ".join(value) if isinstance(value, list) else value

    def to_python(self, value) -> list[str]:
        if isinstance(value, list):  # as stored, where nobody may type
            return value
        return [code.upper() for code in re.split(r"[\s,;]+", value or "") if code]

    def has_changed(self, initial, data):
        return initial != self.to_python(data)


class RecordsField(forms.ModelMultipleChoiceField):
    """A choice of several records. A number that is no key of any database is none of them."""

    def clean(self, value):
        # A field where nobody may type is given the records themselves.
        for key in self.prepare_value(value) or ():
            if key_in(str(key)) is None:
                wrong = {"pk": key}
                raise ValidationError(self.error_messages["invalid_pk_value"], params=wrong)
        return super().clean(value)


def text_area(rows: int, widget=AdminTextareaWidget) -> dict:
    return {"form_class": LinesField, "widget": widget(attrs={"rows": rows})}


class OurFields(BaseModelAdmin):
    """Mixin for pages and inlines: fields as described here."""

    formfield_overrides = {
        models.DateField: {"error_messages": {"invalid": NO_DAY}},
        # Its default is a function, for which Django would carry the first value along, hidden.
        models.JSONField: {"form_class": CodesField, "show_hidden_initial": False},
        models.TextField: text_area(rows=3),
        models.URLField: {"assume_scheme": "https"},
        MarkdownField: text_area(rows=10, widget=PreviewedText),
    }
    # A button that deletes a record doesn't belong beside a choice of it.
    hidden_buttons = ("can_delete_related",)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            for button in self.hidden_buttons:
                setattr(field.widget, button, False)
        return field

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            using = kwargs.get("using")
            kwargs.setdefault("widget", SearchedChoice(db_field, self.admin_site, using=using))
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if field:
            name_in_place(field)
        return field

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            using = kwargs.get("using")
            kwargs.setdefault("widget", SearchedChoices(db_field, self.admin_site, using=using))
        kwargs.setdefault("form_class", RecordsField)
        return super().formfield_for_manytomany(db_field, request, **kwargs)
