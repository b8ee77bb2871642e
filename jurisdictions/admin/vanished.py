"""A choice that somebody deleted while a form was open is named, with who did it and when."""

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.forms import ModelChoiceField
from django.utils.translation import gettext as _

from ..asking.keys import key_in
from .versions import ended


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


def end_of(model, key):
    """How the history ends of the record that had a key; None where it knows of no end."""
    if not hasattr(model, "history"):
        return None
    ends = model.history.filter(id=key_in(str(key)), history_type="-")
    return ends.select_related("history_user").first()


def name_of(last) -> str:
    """What it was called; nothing where that takes a record that is gone too."""
    try:
        return str(last.instance)
    except ObjectDoesNotExist:
        return ""
