"""When a form was opened: signed, so that nobody but us can say it."""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, Signer
from django.utils.translation import gettext_lazy as _

# Nobody reads and fills in a form in less time; nobody leaves it open for longer.
LEAST = timedelta(seconds=3)
MOST = timedelta(days=1)

TOO_QUICK = _(
    "This was sent within three seconds of opening the form, as only programs do. "
    "Everything you wrote is still here: please send it again."
)
TOO_OLD = _(
    "This form was opened more than a day ago. "
    "Everything you wrote is still here: please send it again."
)
ALTERED = _(
    "The form came back without the mark that it was opened here. "
    "Everything you wrote is still here: please send it again."
)

signer = Signer(salt="regcompare.guarded")


def stamp(now: datetime) -> str:
    return signer.sign(now.isoformat())


def opened(stamp: str) -> datetime:
    """When the form was opened that carried the stamp; ValidationError if it isn't ours."""
    try:
        return datetime.fromisoformat(signer.unsign(stamp))
    except BadSignature as forged:
        raise ValidationError(ALTERED, code="altered") from forged


def check(opened: datetime, now: datetime) -> None:
    """ValidationError unless the time between is one that a person takes."""
    if opened > now:
        # The clock was set back since, or another server's is behind.
        raise ValidationError(TOO_QUICK, code="ahead")
    if now - opened < LEAST:
        raise ValidationError(TOO_QUICK, code="quick")
    if now - opened > MOST:
        raise ValidationError(TOO_OLD, code="old")
