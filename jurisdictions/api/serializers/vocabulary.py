"""Closed vocabularies in the schema: each code with its label and meaning."""

from collections.abc import Iterable
from enum import Enum


def one_of(members: Iterable[Enum]) -> dict:
    """The schema of a code."""
    return {"type": "string", "oneOf": [described(member) for member in members]}


def described(member) -> dict:
    return {"const": member.value, "title": member.label, "description": member.meaning}
