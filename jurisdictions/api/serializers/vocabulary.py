"""Closed vocabularies in the schema: each code with its label and meaning."""

from collections.abc import Iterable
from enum import Enum


def one_of(members: Iterable[Enum]) -> dict:
    """The schema of a code."""
    return {"type": "string", "oneOf": [described(member) for member in members]}


def one_of_or_none(members: Iterable[Enum]) -> dict:
    """The same where there may be none, which is an empty text."""
    codes = one_of(members)
    return codes | {"oneOf": [{"const": "", "title": "None"}, *codes["oneOf"]]}


def described(member) -> dict:
    return {"const": member.value, "title": member.label, "description": member.meaning}
