"""How records are called where one is chosen out of many: an instrument with its jurisdiction."""

from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.db.models import Model
from django.forms import ModelChoiceField

from ..models import Instrument


def in_place(record: Model) -> str:
    """A record in words; a law with where it holds, since many places have an AMLA."""
    return f"{record} ({record.jurisdiction})" if isinstance(record, Instrument) else str(record)


def name_in_place(field: ModelChoiceField) -> None:
    """Let a choice of instruments say of which jurisdiction what is chosen is."""
    if field.queryset.model is Instrument:
        field.queryset = field.queryset.select_related("jurisdiction")
        field.label_from_instance = in_place


class Choices(AutocompleteJsonView):
    """What is found while one types."""

    def get_queryset(self):
        found = super().get_queryset()
        return found.select_related("jurisdiction") if found.model is Instrument else found

    def serialize_result(self, obj, to_field_name):
        return super().serialize_result(obj, to_field_name) | {"text": in_place(obj)}
