"""How far a day lies ahead, in words."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

# Up to so many days or months are told in this unit, beyond it in the next longer one.
DAYS, MONTHS = 60, 24
DAYS_OF_A_MONTH, DAYS_OF_A_YEAR = 30.44, 365.25


def ahead(then: date, day: date) -> str:
    """How far `then` lies after `day`: tomorrow, in 12 days, in about 5 months."""
    days = (then - day).days
    if days == 1:
        return _("tomorrow")
    if days <= DAYS:
        return ngettext("in %(number)s day", "in %(number)s days", days) % {"number": days}
    if (months := round(days / DAYS_OF_A_MONTH)) <= MONTHS:
        told = ngettext("in about %(number)s month", "in about %(number)s months", months)
        return told % {"number": months}
    years = round(days / DAYS_OF_A_YEAR)
    told = ngettext("in about %(number)s year", "in about %(number)s years", years)
    return told % {"number": years}
