"""What stands around the records of an answer. For the schema: the views fill it in."""

from functools import cache

from rest_framework import serializers

from ...files.document import LICENCE


class Head(serializers.Serializer):
    as_of = serializers.DateField(help_text="The day whose law is shown.")
    evidence_to = serializers.DateField(
        allow_null=True,
        help_text="Evidence was looked for up to about this day; null unless `as_of` is later.",
    )
    revision = serializers.IntegerField(
        allow_null=True,
        help_text="The revision of the data: with `rev` it gives the same answer for ever. Null "
        "while nothing was ever recorded.",
    )
    licence = serializers.CharField(help_text=f"The licence of the data: {LICENCE}.")


class ListHead(Head):
    count = serializers.IntegerField(help_text="How many records there are on all pages.")
    next = serializers.CharField(
        allow_null=True, help_text="The address of the next page; null on the last."
    )
    previous = serializers.CharField(
        allow_null=True, help_text="The address of the page before; null on the first."
    )


class ParameterErrorSerializer(serializers.Serializer):
    """A parameter that can't be understood."""

    parameter = serializers.CharField(help_text="Its name.")
    detail = serializers.CharField(help_text="What is wrong with it, in a sentence.")
    accepted = serializers.CharField(help_text="What is accepted instead.")


class ProblemSerializer(serializers.Serializer):
    """What went wrong, after RFC 9457."""

    type = serializers.CharField(
        help_text="about:blank, or the address of a text about problems of this kind."
    )
    title = serializers.CharField(help_text="The status in words.")
    status = serializers.IntegerField(help_text="The status as a number.")
    detail = serializers.CharField(help_text="What went wrong here.")
    errors = ParameterErrorSerializer(
        many=True, required=False, help_text="With status 400: each parameter that was refused."
    )


class RootSerializer(serializers.Serializer):
    """The addresses of the API."""

    addresses = serializers.DictField(
        child=serializers.CharField(), help_text="By name, the address of each list."
    )
    openapi = serializers.CharField(help_text="This API as an OpenAPI document.")
    documentation = serializers.CharField(help_text="The same for people.")
    licence = serializers.CharField(help_text="The licence of the data.")
    disclaimer = serializers.CharField(help_text="What the data is not.")


@cache
def list_of(serializer: type[serializers.Serializer]) -> type[serializers.Serializer]:
    """A page of records."""
    results = serializer(many=True, help_text="The records of this page.")
    return made(f"{noun(serializer)}ListSerializer", ListHead, results=results)


@cache
def answer_of(serializer: type[serializers.Serializer]) -> type[serializers.Serializer]:
    """One record."""
    result = serializer(help_text="The record.")
    return made(f"{noun(serializer)}AnswerSerializer", Head, result=result)


def noun(serializer: type) -> str:
    return serializer.__name__.removesuffix("Serializer")


def made(name: str, base: type, **fields) -> type[serializers.Serializer]:
    return type(name, (base,), fields | {"__doc__": base.__doc__, "__module__": __name__})
