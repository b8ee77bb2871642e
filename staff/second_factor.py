"""The second factor: of whom it is asked, and the means to give it.

SECOND_FACTOR says of whom it is required: nobody (off), reviewers and superusers, or all staff.
Whoever enrolled a device is asked for its codes too, unless it is off.
"""

from base64 import b32encode
from hashlib import sha256
from os import urandom

import segno
from django.conf import settings
from django.db import transaction
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django_otp import verify_token
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp.util import random_hex

from .audit import record
from .models import Outcome
from .roles import REVIEWERS, belongs_to

OFF, FOR_REVIEWERS = "off", "reviewers"
RECOVERY_CODES = 10
DEVICE_NAME, RECOVERY_NAME = "Authenticator app", "Recovery codes"


def is_on() -> bool:
    return settings.SECOND_FACTOR != OFF


def required(user) -> bool:
    """Must the user have a second factor?"""
    if settings.SECOND_FACTOR == FOR_REVIEWERS:
        return belongs_to(user, REVIEWERS)
    return is_on() and user.is_staff


def asked(user) -> bool:
    """Does the password alone not do for the user?"""
    return is_on() and (device_of(user) is not None or required(user))


def device_of(user) -> TOTPDevice | None:
    return TOTPDevice.objects.filter(user=user, confirmed=True).first()


def recovery_of(user) -> StaticDevice | None:
    return StaticDevice.objects.filter(user=user, confirmed=True).first()


# --- Codes ---


def tidy(code: str) -> str:
    """A code as it is compared: people read them in groups and type them so."""
    return "".join(sign for sign in code.casefold() if sign.isalnum())


def meant(user, code: str) -> TOTPDevice | StaticDevice | None:
    """The device that a code looks like: only its failures are counted then."""
    return device_of(user) if tidy(code).isdecimal() else recovery_of(user)


def verify(user, code: str) -> TOTPDevice | StaticDevice | None:
    """The device that gave the code; None when it is wrong or was used already."""
    device = meant(user, code)
    if device is None:
        return None
    plain = tidy(code)
    token = plain if isinstance(device, TOTPDevice) else digest(plain)
    return verify_token(user, device.persistent_id, token)


def free_at(user, code: str):
    """Until when wrong codes keep the device shut; None when it listens."""
    device = meant(user, code)
    allowed, why_not = device.verify_is_allowed() if device else (True, None)
    return None if allowed else why_not["locked_until"]


# --- Enrolling ---


def new_key() -> str:
    """A new secret, in hexadecimal."""
    return random_hex(20)


def in_groups(text: str) -> str:
    """A secret or a code in groups of four, as it is read and typed."""
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def typed(key: str) -> str:
    """A secret as it is typed into an app."""
    return in_groups(b32encode(bytes.fromhex(key)).decode().rstrip("="))


def picture(user, key: str) -> SafeString:
    """The QR code that an app scans, as SVG without styles."""
    address = TOTPDevice(user=user, key=key).config_url
    code = segno.make(address, error="m", micro=False)
    # Dark on light in either theme, as scanners expect.
    title = _("QR code of the secret below")
    drawing = code.svg_inline(scale=4, border=4, dark="#000", light="#fff", title=title)
    return mark_safe(drawing)


@transaction.atomic
def enrol(user, key: str, code: str) -> TOTPDevice | None:
    """The user's device from now on, instead of any other; None when it doesn't give the code."""
    plain, clock = tidy(code), TOTP(bytes.fromhex(key))
    if not plain.isdecimal() or not clock.verify(int(plain), tolerance=1):
        return None
    forget(user)
    device = TOTPDevice.objects.create(
        user=user, name=DEVICE_NAME, key=key, drift=clock.drift, last_t=clock.t()
    )
    record(Outcome.DEVICE_ENROLLED, user)
    return device


@transaction.atomic
def renew_recovery_codes(user) -> list[str]:
    """New recovery codes instead of the old ones. They can't be read again: digests are kept."""
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name=RECOVERY_NAME)
    codes = [b32encode(urandom(10)).decode().lower() for _ in range(RECOVERY_CODES)]
    for code in codes:
        device.token_set.create(token=digest(code))
    return [in_groups(code) for code in codes]


def digest(code: str) -> str:
    """What is kept of a recovery code, as long as the column is."""
    return sha256(code.encode()).hexdigest()[:16]


def forget(user) -> bool:
    """Take the user's devices and recovery codes away; was there any?"""
    devices, _ = TOTPDevice.objects.filter(user=user).delete()
    codes, _ = StaticDevice.objects.filter(user=user).delete()
    return bool(devices or codes)


@transaction.atomic
def reset(user) -> bool:
    """The same, and written down."""
    had = forget(user)
    if had:
        record(Outcome.DEVICE_RESET, user)
    return had
