"""Room to write Markdown with a look at what readers will see of it, and a choice to search."""

from django.contrib.admin.widgets import (
    AdminTextareaWidget,
    AutocompleteSelect,
    AutocompleteSelectMultiple,
)
from django.db.models.fields import BLANK_CHOICE_DASH
from django.forms.widgets import Script
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from ..asking.keys import key_in
from ..models.fields import MARKDOWN_LIMIT

# Everything works without it; it saves pressing buttons (README, Staff).
SCRIPT = Script(
    "js/writing.js",
    defer=True,
    **{
        "data-count": _("{used} of {limit}"),
        "data-over": _("{used} of {limit}: too long"),
        "data-long": _("Too long to be shown, or saved."),
        "data-gone": _(
            "No answer from the server: what is typed is still in the form. Signed out?"
        ),
        "data-preview": _("Preview now"),
    },
)


class PreviewedText(AdminTextareaWidget):
    """A text area with a button that posts its form to the preview."""

    class Media:
        js = [SCRIPT]

    def __init__(self, attrs=None):
        super().__init__({"data-limit": MARKDOWN_LIMIT} | (attrs or {}))

    def render(self, name, value, attrs=None, renderer=None):
        area = super().render(name, value, attrs, renderer)
        text = value if value and len(value) <= MARKDOWN_LIMIT else ""
        context = {"area": area, "name": name, "text": text}
        return render_to_string("admin/_previewed.html", context)


class KeysOnly:
    """Mixin: what is no key, in an address or a form by hand, chooses nothing."""

    def optgroups(self, name, value, attr=None):
        return super().optgroups(name, [key for key in value if key_in(str(key)) is not None], attr)


class SearchedChoices(KeysOnly, AutocompleteSelectMultiple):
    """Django's choice of several that are searched."""


class SearchedChoice(KeysOnly, AutocompleteSelect):
    """Django's choice that is searched, with a first option that says "nothing" in every case.

    HTML wants one in a required choice, and words in it. Until JavaScript runs it is what is shown.
    """

    def optgroups(self, name, value, attr=None):
        (label, options, index), *others = super().optgroups(name, value, attr)
        chosen = [option for option in options if option["value"] != ""]
        nothing = self.create_option(name, "", BLANK_CHOICE_DASH[0][1], not chosen, 0)
        return [(label, [nothing, *chosen], index), *others]
