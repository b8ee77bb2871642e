"""What every form has that anybody may send."""

from datetime import datetime

from django import forms
from django.core.exceptions import BadRequest, ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from . import stamps

DECOY = _(
    "A field was filled in that people don’t see; perhaps your browser did it. It is empty again, "
    "and everything else that you wrote is still here: please send it again."
)
TOKEN = "csrfmiddlewaretoken"


class GuardedForm(forms.Form):
    """A form that refuses programs with a sentence, and then keeps all that was typed.

    Bound by `GuardedForm.read(request, now)`. When it is valid, `opened` is when it was opened.
    """

    opened: datetime
    stamp = forms.CharField(required=False, widget=forms.HiddenInput)
    # Programs fill in whatever they find; the template hides it from everybody else.
    website = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "tabindex": "-1"}),
    )
    guards = ("stamp", "website")

    def __init__(self, data=None, *, now: datetime):
        super().__init__(data, label_suffix="", initial={"stamp": stamps.stamp(now)})
        self.now = now

    @classmethod
    def read(cls, request: HttpRequest, now: datetime):
        """The form as it was sent, or an empty one; BadRequest where ours could not send it."""
        if request.method != "POST":
            return cls(now=now)
        sent = dict(request.POST.lists())
        if request.FILES or any(len(values) > 1 for values in sent.values()):
            raise BadRequest("A field of the form is sent twice, or as a file.")
        if strangers := sent.keys() - cls.base_fields.keys() - {TOKEN}:
            raise BadRequest(f"The form has no fields {sorted(strangers)}.")
        return cls(request.POST, now=now)

    @property
    def status(self) -> int:
        """That of a page which shows the form."""
        return 400 if self.errors else 200

    @property
    def asked(self) -> list:
        """The fields that people see."""
        return [field for field in self if field.name not in self.guards]

    @property
    def said(self) -> dict:
        """What the fields hold that people see."""
        return {field.name: self.cleaned_data[field.name] for field in self.asked}

    def clean(self):
        cleaned = super().clean()
        self.check_decoy(cleaned)
        self.check_stamp(cleaned)
        return cleaned

    def check_decoy(self, cleaned: dict) -> None:
        if self.data.get("website"):
            self.refuse(ValidationError(DECOY, code="decoy"), website="")

    def check_stamp(self, cleaned: dict) -> None:
        try:
            self.opened = stamps.opened(cleaned.get("stamp", ""))
            stamps.check(self.opened, self.now)
        except ValidationError as refusal:
            # Who was only too quick has waited long enough when sending it again.
            quick = refusal.code == "quick"
            self.refuse(refusal, **({} if quick else {"stamp": stamps.stamp(self.now)}))

    def refuse(self, refusal: ValidationError, **anew) -> None:
        """Add the refusal to the form, which holds new values when it is shown again."""
        self.add_error(None, refusal)
        self.data = self.data.copy()
        for name, value in anew.items():
            self.data[name] = value
