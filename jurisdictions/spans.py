"""How far a day lies ahead, in words."""

from datetime import date

# Up to so many days or months are told in this unit, beyond it in the next longer one.
DAYS, MONTHS = 60, 24
DAYS_OF_A_MONTH, DAYS_OF_A_YEAR = 30.44, 365.25


def ahead(then: date, day: date) -> str:
    """How far `then` lies after `day`: tomorrow, in 12 days, in about 5 months."""
    days = (then - day).days
    if days == 1:
        return "tomorrow"
    if days <= DAYS:
        return f"in {days} days"
    if (months := round(days / DAYS_OF_A_MONTH)) <= MONTHS:
        return f"in about {months} months"
    return f"in about {round(days / DAYS_OF_A_YEAR)} years"
