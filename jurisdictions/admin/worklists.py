"""The work that waits for a member of staff: a registry of lists, each with its count.

A list is the list page of a model, narrowed by `?work=` to the same rows that are counted here.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.db.models import Model, Q, QuerySet
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ..editing.authors import authored_by
from ..editing.workflow import (
    REVIEWED,
    may,
    may_publish,
    to_be_reviewed_by,
)
from ..links.uses import to_mend
from ..models import Answer, Criterion, Event, Finding, Jurisdiction, Link, Report
from .addresses import page_address


@dataclass(frozen=True)
class WorkList:
    """Rows of a model that somebody has to see to; `concerns` says whether a user has."""

    name: str
    label: str
    model: type[Model]
    rows: Callable[[object, date], QuerySet]
    concerns: Callable[[object, type[Model]], bool]

    def count(self, user, day: date) -> int:
        return self.rows(user, day).count()

    @property
    def address(self) -> str:
        return f"{page_address(self.model, 'changelist')}?{urlencode({'work': self.name})}"


@dataclass(frozen=True)
class MissingCells:
    """Cells without a finding or a draft: they are no rows, so the list is that of coverage."""

    label = _("Missing cells")

    def count(self, user, day: date) -> int:
        cells = Jurisdiction.objects.compared().count() * Criterion.objects.count()
        there = Finding.objects.filter(jurisdiction__compared=True)
        there = there.as_of(day).values("pk"), there.unpublished().values("pk")
        taken = Finding.objects.filter(Q(pk__in=there[0]) | Q(pk__in=there[1])).order_by()
        return cells - taken.values("jurisdiction", "criterion").distinct().count()

    @property
    def address(self) -> str:
        return reverse("staff_coverage")


def edits(user, model) -> bool:
    return may(user, "change", model)


def mine() -> Iterator[WorkList]:
    for model in REVIEWED:
        label = format_lazy(_("My drafts: {records}"), records=model._meta.verbose_name_plural)
        rows = rows_of(model, authored_by)
        yield WorkList("mine", label, model, rows, edits)


def to_review() -> Iterator[WorkList]:
    for model in REVIEWED:
        plural = model._meta.verbose_name_plural
        label = format_lazy(_("Awaiting my review: {records}"), records=plural)
        rows = rows_of(model, to_be_reviewed_by)
        yield WorkList("review", label, model, rows, may_publish)


def rows_of(model, asked: Callable) -> Callable:
    return lambda user, day: asked(user, model.objects.all())


LISTS = (
    *mine(),
    *to_review(),
    WorkList(
        "due",
        _("Verification due"),
        Finding,
        lambda user, day: Finding.objects.as_of(day).verification_due(day),
        edits,
    ),
    WorkList(
        "unchecked",
        _("Coming dates that have passed"),
        Event,
        lambda user, day: Event.objects.unchecked(day),
        edits,
    ),
    WorkList("broken", _("Broken links"), Link, lambda user, day: to_mend(), edits),
    WorkList(
        "reports",
        _("Reports by readers"),
        Report,
        lambda user, day: Report.objects.waiting(),
        edits,
    ),
    WorkList(
        "answers",
        _("Answers by readers"),
        Answer,
        lambda user, day: Answer.objects.waiting(),
        edits,
    ),
)


def of_user(user) -> list[WorkList]:
    """The lists of rows that are the work of a user."""
    return [one for one in LISTS if one.concerns(user, one.model)]


def counted(user, day: date) -> list[tuple]:
    """What waits for a user on a day: each list with its count, also of nothing."""
    lists = [*of_user(user), *([MissingCells()] if may(user, "add", Finding) else [])]
    return [(one, one.count(user, day)) for one in lists]
