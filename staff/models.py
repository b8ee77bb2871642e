"""Who signed in, who tried, and what was done to the means of signing in."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class Outcome(models.TextChoices):
    SIGNED_IN = "signed-in", "signed in"
    WRONG_PASSWORD = "wrong-password", "wrong password"
    WRONG_CODE = "wrong-code", "second factor wrong"
    LOCKED = "locked", "locked"
    SIGNED_OUT = "signed-out", "signed out"
    PASSWORD_SET = "password-set", "password set"
    DEVICE_ENROLLED = "device-enrolled", "device enrolled"
    CODES_RENEWED = "codes-renewed", "recovery codes renewed"
    DEVICE_RESET = "device-reset", "device reset"


class SignIn(models.Model):
    """One thing that happened to an account, or to a name that no account has."""

    at = models.DateTimeField(default=timezone.now, db_index=True)
    # The name outlives the account. Of a name that nobody has nothing is kept: some people type
    # their password there.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    name = models.CharField("who", max_length=150, blank=True)
    outcome = models.CharField(max_length=20, choices=Outcome)
    address = models.GenericIPAddressField("from", null=True)
    by = models.CharField(
        "done by", max_length=150, blank=True, help_text="Somebody else than the account itself."
    )

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = "sign-in"

    def __str__(self):
        return f"{self.name or 'unknown name'}: {self.get_outcome_display()}"
