"""The work lists of whoever is signed in, for the start page of the editing pages."""

from django import template

from ..admin.worklists import counted
from ..days import today

register = template.Library()


@register.simple_tag(takes_context=True)
def work_lists(context) -> list[tuple]:
    """Each list with its count."""
    return counted(context["request"].user, today())
