"""Ready-made questions: links to addresses of this site, offered where they find something."""

from dataclasses import dataclass
from functools import partial
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .bits import Table
from .choices import Confidence, Stance
from .days import AsOf
from .filtersets.changes import a_year_before
from .law import in_force
from .law.status import Status
from .law.statuses import milestones


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

    @property
    def asked(self) -> dict[str, list[str]]:
        """Of a row, by column, the values of which it has to have one."""
        asked = {name: [v] if isinstance(v, str) else v for name, v in self.query.items()}
        for pair in asked.pop("has", ()):
            asked["criterion"], asked["stance"] = ([one] for one in pair.split(":"))
        return asked


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
    day, versions = shown.day, in_force.findings()
    statuses = set(milestones().statuses(day).values())
    holds = partial(is_said, versions.table, versions.on(day))
    finds = {
        "overview": holds,
        "findings": holds,
        "instruments": lambda asked: not statuses.isdisjoint(asked["status"]),
        # Nothing is asked of what changed.
        "changes": lambda _: versions.begin_between(a_year_before(day), day),
    }
    return [one for one in SHORTCUTS if finds[one.page](one.asked)]


def is_said(table: Table, rows: int, asked: dict[str, list[str]]) -> bool:
    """Does one of the findings say what is asked, of a jurisdiction that is compared?"""
    return table.narrowed(rows, {"compared": [True], **asked}) > 0
