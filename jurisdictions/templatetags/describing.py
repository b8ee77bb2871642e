"""What the frame of a page asks for its head."""

from django import template

from ..describing import described
from ..pieces.frame import framed

register = template.Library()

register.simple_tag(framed)


@register.simple_tag(takes_context=True)
def metadata(context):
    """The Metadata of the page that is being rendered."""
    return described(context.get("request"), context.flatten())
