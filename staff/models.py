"""Who signed in, who tried, and what was done to the means of signing in."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from jurisdictions.models import names


class Outcome(models.TextChoices):
    SIGNED_IN = "signed-in", _("signed in")
    WRONG_PASSWORD = "wrong-password", _("wrong password")
    WRONG_CODE = "wrong-code", _("second factor wrong")
    LOCKED = "locked", _("locked")
    SIGNED_OUT = "signed-out", _("signed out")
    PASSWORD_SET = "password-set", _("password set")
    DEVICE_ENROLLED = "device-enrolled", _("device enrolled")
    CODES_RENEWED = "codes-renewed", _("recovery codes renewed")
    DEVICE_RESET = "device-reset", _("device reset")


class SignIn(models.Model):
    """One thing that happened to an account, or to a name that no account has."""

    at = models.DateTimeField(default=timezone.now, db_index=True)
    # The name outlives the account. Of a name that nobody has nothing is kept: some people type
    # their password there.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    name = models.CharField(_("who"), max_length=150, blank=True)
    outcome = models.CharField(max_length=20, choices=Outcome)
    address = models.GenericIPAddressField(pgettext_lazy("an address", "from"), null=True)
    by = models.CharField(
        _("done by"),
        max_length=150,
        blank=True,
        help_text=_("Somebody else than the account itself."),
    )

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("sign-in")

    def __str__(self):
        name = self.name or gettext("unknown name")
        return f"{name}: {self.get_outcome_display()}"


names.translate(SignIn)
