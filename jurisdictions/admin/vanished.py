"""A choice that somebody deleted while a form was open is named, with who did it and when."""

from django.core.exceptions import ValidationError
from django.forms import ModelChoiceField
from django.utils.translation import gettext as _

from .ends import end_of, ended, name_of


def told(field, error):
    """The error of a field in other words where what was chosen is gone; otherwise as it is."""
    if not isinstance(field, ModelChoiceField) or getattr(error, "code", "") != "invalid_choice":
        return error
    last = end_of(field.queryset.model, (error.params or {}).get("value"))
    name = last and name_of(last)
    if not name:
        return error
    sentence = _("“%(record)s” is gone: %(change)s. Choose another one.")
    return ValidationError(sentence % {"record": name, "change": ended(last)}, code=error.code)
