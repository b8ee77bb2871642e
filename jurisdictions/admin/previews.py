"""Markdown as readers will see it, before it is saved."""

from django.core.exceptions import ValidationError
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..models.fields import MARKDOWN_LIMIT
from .fields import LinesField

# Where a script puts the answer into the form, it asks for no more than the part that goes there.
PART = "part"
GO_BACK = _("Go back to the form and press the button there.")


def preview(request):
    """The Markdown of that posted field which `field` names. Nothing is saved."""
    if request.method != "POST":
        return refused(request, "preview", GO_BACK, status=405)
    try:
        text = posted_text(request.POST)
    except ValidationError as refusal:
        return refused(request, "preview", " ".join(refusal.messages), status=400)
    return answer(request, "preview", {"text": text})


def posted_text(posted) -> str:
    """The text as its form would save it; ValidationError when it wouldn't."""
    name = posted.get("field", "")
    if name not in posted:
        raise ValidationError(gettext("The form doesn't say which field to show."))
    return LinesField(required=False, max_length=MARKDOWN_LIMIT).clean(posted[name])


def refused(request, template: str, problem: str, status: int):
    response = answer(request, template, {"problem": problem}, status)
    if status == 405:
        response["Allow"] = "POST"
    return response


def answer(request, template: str, context: dict, status: int = 200):
    """A page of its own, or only its part for the script."""
    prefix = "_" if PART in request.POST else ""
    return TemplateResponse(request, f"admin/{prefix}{template}.html", context, status=status)
