from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..choices import CheckpointStatus, Side, Verdict
from ..languages import inline
from ..paths import path_of
from ..recording.history import History
from .fields import MarkdownField, SmallNumberField
from .findings import Criterion, Pillar
from .places import Jurisdiction, Regulator
from .records import Record
from .sources import supporting_sources

IS_A_TOPIC = _("%(slug)s is a topic. Choose a pillar of the proposal, or leave it empty.")


class Proposal(Record):
    """A requested change of law, with pillars, arguments and checkpoints."""

    title = models.CharField(max_length=150)
    proponent = models.CharField(max_length=100)
    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="proposals")
    addressee = models.ForeignKey(
        Regulator,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="proposals",
        help_text=_("The authority that is asked."),
    )
    status = models.CharField(max_length=100, help_text=_("What has become of it, in a few words."))
    summary = MarkdownField()
    question = models.CharField(
        max_length=250, blank=True, help_text=_("What its readers are asked to decide.")
    )

    history = History()

    class Meta:
        ordering = ["title"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return path_of("proposal", self.slug)


class Stakeholder(Record):
    """Somebody who argues about a proposal."""

    name = models.CharField(max_length=100)
    role = models.CharField(max_length=200)

    history = History()

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


class PartOfProposal(Record):
    """A record that stands on the page of a proposal, in the order of its position."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="%(class)ss")
    position = SmallNumberField(default=0)

    class Meta:
        abstract = True
        ordering = ["proposal", "position", "slug"]

    def get_absolute_url(self):
        return f"{self.proposal.get_absolute_url()}#{self.slug}"


class Argument(PartOfProposal):
    """What a stakeholder says for or against a proposal or one of its pillars."""

    stakeholder = models.ForeignKey(Stakeholder, models.PROTECT, related_name="arguments")
    side = models.CharField(max_length=12, choices=Side)
    pillar = models.ForeignKey(
        Pillar,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="arguments",
        help_text=_("Leave empty when it concerns the proposal as a whole."),
    )
    statement = models.TextField(help_text=_("One sentence, in the voice of the stakeholder."))
    sources = supporting_sources(related_name="arguments")

    history = History(m2m_fields=[sources])

    def __str__(self):
        return f"{self.stakeholder}, {inline(self.get_side_display())}: {self.statement}"

    def clean(self):
        super().clean()
        # The key of any criterion fits. A form offers no topics; a file may hold one.
        if topic := Criterion.objects.filter(pk=self.pillar_id, proposal=None).first():
            raise ValidationError({"pillar": IS_A_TOPIC % {"slug": topic.slug}})


class Checkpoint(PartOfProposal):
    """What will show how the proposal fares: as the article told it, and what came of it."""

    title = models.CharField(max_length=120)
    as_told = models.TextField(help_text=_("What the article says of it."))
    later_status = models.TextField(help_text=_("What was found later."))
    status = models.CharField(max_length=16, choices=CheckpointStatus)
    sources = supporting_sources(related_name="checkpoints")

    history = History(m2m_fields=[sources])

    def __str__(self):
        return self.title


class ClaimCheck(PartOfProposal):
    """A claim of the article held against the record."""

    claim = models.CharField(max_length=200)
    verdict = models.CharField(max_length=12, choices=Verdict)
    explanation = models.TextField()
    sources = supporting_sources(related_name="claim_checks")

    history = History(m2m_fields=[sources])

    class Meta(PartOfProposal.Meta):
        abstract = False

    def __str__(self):
        return self.claim
