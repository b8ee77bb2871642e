"""Slugs for records whose editors choose none."""

from collections.abc import Iterable

from django.db import models


def made_of(parts: Iterable[str], model: type[models.Model]) -> str:
    """A slug out of its parts that no record of `model` has."""
    return free_slug(model, "-".join(parts))


def free_slug(model: type[models.Model], wanted: str) -> str:
    """The slug `wanted`, or with a number when it is taken."""
    longest = model._meta.get_field("slug").max_length
    slug, number = wanted[:longest].rstrip("-"), 1
    while model._base_manager.filter(slug=slug).exists():
        number += 1
        ending = f"-{number}"
        slug = wanted[: longest - len(ending)].rstrip("-") + ending
    return slug
