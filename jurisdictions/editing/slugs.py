"""Slugs for records whose editors choose none."""

from collections.abc import Iterable

from django.db import models

from ..models.records import Dated


def made_of(parts: Iterable[str], model: type[models.Model]) -> str:
    """A slug out of its parts that is free for a record of `model`."""
    return free_slug(model, "-".join(parts))


def free_slug(model: type[models.Model], wanted: str) -> str:
    """The slug `wanted`, or with a number when it is taken."""
    longest = model._meta.get_field("slug").max_length
    slug, number = wanted[:longest].rstrip("-"), 1
    while is_taken(slug, model):
        number += 1
        ending = f"-{number}"
        slug = wanted[: longest - len(ending)].rstrip("-") + ending
    return slug


def is_taken(slug: str, model: type[models.Model]) -> bool:
    """Has a record of `model` the slug, or one of the other kind whose change has its address?"""
    kinds = [model, *(model.other_kinds() if issubclass(model, Dated) else ())]
    return any(kind._base_manager.filter(slug=slug).exists() for kind in kinds)
