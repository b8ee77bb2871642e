"""What all records of the API share: stored fields as the open data has them, and an address."""

from functools import cache

from django.db.models import Field, Model
from drf_spectacular.drainage import set_override
from rest_framework import serializers

from ...releasing.kinds import IS_SLUG, as_schema, lists
from ...releasing.meanings import meaning_of_field


class Stored(serializers.Field):
    """A field of a model; a reference is the slug of what it refers to.

    Its kind and its meaning are said where the open data release says them.
    """

    def __init__(self, field: Field):
        meaning, schema = said_of(field)
        super().__init__(read_only=True, help_text=meaning)
        self.of_model = field
        set_override(self, "field", schema)

    def to_representation(self, value):
        if self.of_model.many_to_many:
            return [one.slug for one in value.all()]
        return value.slug if self.of_model.is_relation else value


@cache
def said_of(field: Field) -> tuple[str, dict]:
    """The meaning of a field of a model, and the schema of its values."""
    return meaning_of_field(field.model, field), as_schema(field)


class RecordSerializer(serializers.Serializer):
    """A record: the fields that `Meta.stored` names, then those that the class declares.

    context: `absolute` turns the path of a page into an address; `shown` is the AsOf.
    """

    class Meta:
        model: type[Model]
        stored: str

    def get_fields(self) -> dict:
        of_model = self.Meta.model._meta
        stored = {name: Stored(of_model.get_field(name)) for name in self.Meta.stored.split()}
        return stored | super().get_fields()


class PagedSerializer(RecordSerializer):
    """A record that has a page, or a place on one: its address comes last."""

    def get_fields(self) -> dict:
        address = serializers.SerializerMethodField(
            help_text="Where it stands on this site, for the same day and revision."
        )
        return super().get_fields() | {"address": address}

    def get_address(self, record) -> str:
        return self.context["absolute"](record.get_absolute_url())


class Slugs(serializers.Field):
    """The slugs of several records, such as those that refer to this one."""

    def __init__(self, meaning: str):
        super().__init__(read_only=True, help_text=meaning)
        set_override(self, "field", lists(IS_SLUG))

    def to_representation(self, records) -> list[str]:
        return [record.slug for record in getattr(records, "all", lambda: records)()]
