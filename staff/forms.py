from django import forms
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.forms import ReadOnlyPasswordHashWidget, UserChangeForm
from django.contrib.auth.signals import user_login_failed
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .locking import credentials_of


class SignInForm(AdminAuthenticationForm):
    """Name and password. The right password of an account that isn't staff counts as a failure:
    it is answered like one, and guessing it is no easier."""

    def confirm_login_allowed(self, user):
        try:
            super().confirm_login_allowed(user)
        except ValidationError:
            credentials = credentials_of(user)
            user_login_failed.send(__name__, credentials=credentials, request=self.request)
            raise


class CodeForm(forms.Form):
    """A code of an authenticator app, or a recovery code."""

    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )


class PasswordSummary(ReadOnlyPasswordHashWidget):
    """How a password is stored: text, which HTML doesn't know as disabled."""

    def get_context(self, name, value, attrs):
        return super().get_context(name, value, {**attrs, "disabled": False})


class AccountForm(UserChangeForm):
    """Django's form for an account."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if password := self.fields.get("password"):
            password.widget = PasswordSummary()
