"""Ready-made questions: links to addresses of this site, offered where they find something."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .choices import Confidence, Stance
from .days import AsOf
from .filtersets.changes import a_year_before
from .models import Event, Finding
from .status import Status, status_on


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A question, the page that answers it, and the query of that page."""

    question: str
    page: str
    query: dict[str, str | list[str]]

    @property
    def address(self) -> str:
        query = urlencode(self.query, doseq=True)
        return f"{reverse(self.page)}?{query}" if query else reverse(self.page)

    def suits(self, row: dict[str, str]) -> bool:
        """Does a row have one of the values asked of each parameter?"""
        return all(row.get(name) in listed(asked) for name, asked in self.query.items())


def listed(asked: str | list[str]) -> list[str]:
    return [asked] if isinstance(asked, str) else asked


SHORTCUTS = (
    Shortcut(
        _("Where is non-custodial software free from broker rules, wholly or in part?"),
        "findings",
        {
            "criterion": "non-custodial-architecture",
            "stance": [Stance.RECOGNISED.value, Stance.PARTLY_RECOGNISED.value],
        },
    ),
    Shortcut(
        _("Where does the law mark out a route from founders to a DAO, wholly or in part?"),
        "findings",
        {
            "criterion": "governance-transition",
            "stance": [Stance.RECOGNISED.value, Stance.PARTLY_RECOGNISED.value],
        },
    ),
    Shortcut(
        _("Where is it unclear whether DeFi is inside the rules?"),
        "overview",
        {"has": "defi-treatment:unclear"},
    ),
    Shortcut(_("What is prohibited, and where?"), "findings", {"stance": Stance.PROHIBITED.value}),
    Shortcut(
        _("Which answers rest on background knowledge?"),
        "findings",
        {"confidence": Confidence.BACKGROUND.value},
    ),
    Shortcut(
        _("Which instruments are only proposed?"), "instruments", {"status": Status.PROPOSED.value}
    ),
    Shortcut(
        _("Which law is in force but does not apply yet?"),
        "instruments",
        {"status": Status.NOT_APPLICABLE.value},
    ),
    # The page looks back a year from the day it is asked for.
    Shortcut(_("What changed in the past year?"), "changes", {}),
)


def shortcuts(shown: AsOf) -> list[Shortcut]:
    """Those that find something on the day, told from what all findings and milestones say."""
    said, states = finding_rows(shown.day), instrument_rows(shown.day)
    rows = {
        "overview": said,
        "findings": said,
        "instruments": states,
        "changes": changed_rows(shown.day),
    }
    return [one for one in SHORTCUTS if any(one.suits(row) for row in rows[one.page])]


def finding_rows(day: date) -> list[dict[str, str]]:
    """What findings in force say, each combination once."""
    in_force = Finding.objects.as_of(day).filter(jurisdiction__compared=True).order_by()
    said = in_force.values_list("criterion__slug", "stance", "confidence").distinct()
    return [
        {"criterion": criterion, "stance": stance, "confidence": confidence}
        | {"has": f"{criterion}:{stance}"}
        for criterion, stance, confidence in said
    ]


def instrument_rows(day: date) -> list[dict[str, str]]:
    """The status of each instrument with a milestone."""
    milestones: dict[int, list] = {}
    steps = Event.objects.published().filter(is_milestone=True).order_by()
    for text, kind, when in steps.values_list("instrument", "kind", "date"):
        milestones.setdefault(text, []).append((kind, when))
    return [{"status": status_on(day, of_one).value} for of_one in milestones.values()]


def changed_rows(day: date) -> list[dict[str, str]]:
    """A row, of which nothing is asked, if any finding began in the year up to the day."""
    begun = Finding.objects.changed_between(a_year_before(day), day)
    return [{}] if begun.exists() else []
