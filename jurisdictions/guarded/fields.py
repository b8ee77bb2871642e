"""Text that people type, kept as plain text in one way of writing."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..asking.query import has_odd_characters
from ..texts.pasted import JOINERS, MEANINGLESS
from ..texts.portable import composed

LINE_END = re.compile("\r\n?")
# A tab is as good as a blank.
TIDIED = MEANINGLESS | {0x09: " "}
ODD = _("This holds a control or invisible character. Write it anew, or paste it as plain text.")


class PlainText(forms.CharField):
    """Text in NFC, of several lines where its widget has them, without what nobody sees."""

    def __init__(self, *, lines: int = 1, attrs: dict | None = None, **kwargs):
        look = {"class": "field", "dir": "auto", **(attrs or {})}
        self.has_lines = lines > 1
        widget = forms.Textarea(look | {"rows": lines}) if self.has_lines else forms.TextInput(look)
        super().__init__(widget=widget, **kwargs)

    def to_python(self, value):
        text = super().to_python(tidy(value or ""))
        seen = text.translate(JOINERS)
        if has_odd_characters(seen.replace("\n", "") if self.has_lines else seen):
            raise ValidationError(ODD, code="odd")
        return text


def tidy(text: str) -> str:
    """The text in NFC, with line ends as stored."""
    return composed(LINE_END.sub("\n", text).translate(TIDIED))
