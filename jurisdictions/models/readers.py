"""What readers send in: reports of a problem, and answers to the question of a proposal.

None of it is part of the data. It is neither exported nor released, and not read at a revision:
it makes none, and its history holds what staff decided and nothing that a reader wrote.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from .findings import Finding
from .proposals import Proposal

TEXT_LIMIT = 2000
NAME_LIMIT = 80
# Within this time the same words again are a second press of the button.
REPEATED_WITHIN = timedelta(days=1)


class ReportKind(models.TextChoices):
    OUT_OF_DATE = "out-of-date", _("Out of date")
    WRONG = "wrong", _("Wrong")
    UNREACHABLE = "unreachable", _("A source cannot be reached")
    UNCLEAR = "unclear", _("Unclear")
    OTHER = "other", _("Something else")


class ReportState(models.TextChoices):
    NEW = "new", _("New")
    ACCEPTED = "accepted", _("Accepted")
    REJECTED = "rejected", _("Rejected")
    DONE = "done", _("Done")


class Position(models.TextChoices):
    """What a reader may answer, in the words of the article's question."""

    NEEDED = "needed", _("Needed")
    TOO_RISKY = "too-risky", _("Too risky")
    UNDECIDED = "undecided", _("Undecided")


class AnswerState(models.TextChoices):
    PENDING = "pending", _("Pending")
    APPROVED = "approved", _("Approved")
    REJECTED = "rejected", _("Rejected")


class FromReaders(models.QuerySet):
    def waiting(self):
        """Those that nobody has decided on yet."""
        return self.filter(state=self.model.WAITING)

    def repeated(self, record: "FromReader"):
        """Those that say the same as `record`, in words, which was sent shortly after them."""
        if not record.text:
            return self.none()
        said = {name: getattr(record, name) for name in self.model.SAID}
        return self.filter(**said, received_at__gt=record.received_at - REPEATED_WITHIN)


class Reports(FromReaders):
    def answered(self):
        """Those whose outcome readers see, the latest first."""
        return self.filter(state=ReportState.DONE).order_by("-received_at", "-pk")

    def forget_addresses(self, before: datetime) -> int:
        """Delete the e-mail addresses of those received before a moment; how many there were."""
        return self.filter(received_at__lt=before).exclude(email="").update(email="")


class Answers(FromReaders):
    def approved(self):
        """Those that readers see, the latest first."""
        return self.filter(state=AnswerState.APPROVED).order_by("-received_at", "-pk")

    def tally(self) -> list[tuple[Position, int]]:
        """How many take each position."""
        rows = self.order_by().values_list("position").annotate(Count("pk"))
        counts = dict(rows)
        return [(position, counts.get(position, 0)) for position in Position]


def decided_consistently(waiting: str) -> Q:
    """What waits has no day of decision, and everything else has one."""
    return Q(state=waiting, decided_at=None) | (~Q(state=waiting) & Q(decided_at__isnull=False))


class FromReader(models.Model):
    """Something that a reader sent, and what staff decided on it.

    `WAITING` is the state before any decision; `SAID` names the fields that the reader filled in.
    """

    WAITING: str
    SAID: tuple[str, ...]
    # Nobody else adds one, which is how its history is told.
    from_readers = True

    received_at = models.DateTimeField(_("received"))
    public_note = models.TextField(
        max_length=500, blank=True, help_text=_("Readers see it. Name nobody, quote no letter.")
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    class Meta:
        abstract = True

    def decide(self, state: str, by, at: datetime) -> None:
        """Put it in a state; whoever puts it back to waiting takes the decision away."""
        self.state = state
        waits = state == self.WAITING
        self.decided_by, self.decided_at = (None, None) if waits else (by, at)


class Report(FromReader):
    """A problem that a reader sees in a finding, and the finding as it was read."""

    WAITING = ReportState.NEW
    SAID = ("finding", "kind", "text", "email")

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="reports")
    answer_read = models.CharField(_("answer as read"), max_length=70)
    day = models.DateField(_("day shown"))
    revision = models.PositiveBigIntegerField(_("revision read"), null=True, blank=True)
    kind = models.CharField(_("what is wrong"), max_length=12, choices=ReportKind)
    text = models.TextField(max_length=TEXT_LIMIT)
    email = models.EmailField(_("e-mail"), blank=True, help_text=_("For staff only."))
    state = models.CharField(
        max_length=10,
        choices=ReportState,
        default=ReportState.NEW,
        help_text=_("Done: readers see the kind of problem, the day and the public note."),
    )

    objects = Reports.as_manager()
    history = HistoricalRecords(
        excluded_fields=[
            "received_at", "finding", "answer_read", "day", "revision", "kind", "text", "email",
        ]
    )  # fmt: skip

    class Meta:
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=ReportState.DONE) | ~Q(public_note=""),
                name="report_is_done_with_a_public_note",
                violation_error_message=_("Say in the public note what was done."),
            ),
            models.CheckConstraint(
                condition=decided_consistently(ReportState.NEW),
                name="report_is_decided_on_a_day",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.answer_read}"

    def get_absolute_url(self):
        return self.finding.get_absolute_url()


class Answer(FromReader):
    """What a reader says to the question of a proposal."""

    WAITING = AnswerState.PENDING
    SAID = ("proposal", "position", "name", "text")

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="answers")
    position = models.CharField(max_length=12, choices=Position)
    name = models.CharField(max_length=NAME_LIMIT, blank=True)
    text = models.TextField(max_length=TEXT_LIMIT, blank=True)
    state = models.CharField(
        max_length=10,
        choices=AnswerState,
        default=AnswerState.PENDING,
        help_text=_("Approved: readers see it, and it counts."),
    )

    objects = Answers.as_manager()
    history = HistoricalRecords(
        excluded_fields=["received_at", "proposal", "position", "name", "text"]
    )

    class Meta:
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=decided_consistently(AnswerState.PENDING),
                name="answer_is_decided_on_a_day",
            ),
        ]

    def __str__(self):
        name = self.name or gettext("a reader")
        return f"{self.get_position_display()}: {name}"

    def get_absolute_url(self):
        return f"{self.proposal.get_absolute_url()}#opinion"


class Attempt(models.Model):
    """That something was sent from somewhere: a keyed hash of the address, and when."""

    address = models.CharField(max_length=64)
    at = models.DateTimeField(db_index=True)

    class Meta:
        indexes = [models.Index(fields=["address", "at"], name="attempts_of_an_address")]

    def __str__(self):
        return f"{self.address[:8]} at {self.at}"
