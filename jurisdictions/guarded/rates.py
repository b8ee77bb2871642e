"""How much may be sent, from one address and altogether, counted in the database."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.crypto import salted_hmac

from ..models import Attempt


@dataclass(frozen=True)
class Limit:
    """At most so many within a window of time: of one address, or of all together."""

    most: int
    window: timedelta
    of_one_address: bool = True

    def ends(self, earlier, names: list[str], now: datetime) -> datetime | None:
        """When one more is allowed, if it isn't now; `names` are those of the address."""
        counted = earlier.filter(at__gt=now - self.window)
        if self.of_one_address:
            counted = counted.filter(address__in=names)
        # With the oldest of the last so many one place becomes free.
        full = counted.order_by("-at", "-pk").values_list("at", flat=True)[self.most - 1 :].first()
        return full and full + self.window


HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LIMITS = (Limit(5, HOUR), Limit(20, DAY), Limit(200, HOUR, of_one_address=False))


class TooMany(Exception):
    """No more is taken now; `until` says when to try again."""

    def __init__(self, until: datetime):
        super().__init__(f"until {until}")
        self.until = until


def admit(address: str, now: datetime) -> None:
    """Count something sent from an address, or raise TooMany. A refusal does not count."""
    Attempt.objects.filter(at__lte=now - DAY).delete()
    # Before the others are counted: of two that come at once neither overlooks the other.
    own = Attempt.objects.create(address=hashed(address, now.date()), at=now)
    earlier = Attempt.objects.exclude(pk=own.pk)
    ends = [end for limit in LIMITS if (end := limit.ends(earlier, names(address, now), now))]
    if ends:
        own.delete()
        raise TooMany(max(ends))


def names(address: str, now: datetime) -> list[str]:
    """What the address is called today and was called yesterday: no window is longer."""
    return [hashed(address, (now - age).date()) for age in (timedelta(0), DAY)]


def hashed(address: str, day: date) -> str:
    """The name of an address for one day, which nobody leads back to it without the secret key."""
    return salted_hmac(f"regcompare.attempt.{day}", address, algorithm="sha256").hexdigest()
