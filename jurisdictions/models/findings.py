from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.db.models.signals import pre_save
from django.dispatch import receiver
from django.utils.functional import cached_property
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..choices import STANCES, Publication, Scale, Stance
from ..days import verification_horizon
from ..languages import in_each_language
from ..paths import path_of
from ..querysets import CitationManager, FindingQuerySet, PillarManager, RecordManager, TopicManager
from ..recording.history import History, long_reasons
from .fields import AT_MOST, MarkdownField, SmallNumberField
from .law import Instrument
from .lookups import found_by
from .places import Jurisdiction
from .records import REVIEWED_PERMISSIONS, Dated, Record, Shown, draft_is_not_published
from .sources import Source

ANSWER_LIMIT = 70
HEALTH = {"broken_at", "archive_address"}
STANCE_LABELS = dict(Stance.choices)


@in_each_language(128)
def stance_word(stance: str) -> str:
    return str(STANCE_LABELS.get(stance, stance))


class Section(Record):
    """A group of criteria: a heading in the comparison."""

    title = models.CharField(max_length=80)
    position = SmallNumberField(unique=True)

    history = History()

    class Meta:
        ordering = ["position"]

    def __str__(self):
        return self.title


class Criterion(Record):
    """A row of the comparison: a pillar when it belongs to a proposal, otherwise a topic."""

    section = models.ForeignKey(Section, models.PROTECT, related_name="criteria")
    proposal = models.ForeignKey(
        "Proposal", models.PROTECT, null=True, blank=True, related_name="pillars"
    )
    title = models.CharField(max_length=80)
    question = models.CharField(
        max_length=120, help_text=_("What a finding answers, with its mark.")
    )
    description = MarkdownField()
    as_told = models.TextField(
        _("as the article tells it"),
        blank=True,
        help_text=_("The pillar in the words of the article."),
    )
    scale = models.CharField(max_length=12, choices=Scale)
    position = SmallNumberField(unique=True)
    review_interval_days = SmallNumberField(
        _("review interval, in days"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_(
            "After so many days a verification of its findings is due. Left empty, it is "
            "the interval of the site."
        ),
    )

    history = History()

    class Meta:
        ordering = ["section__position", "position"]
        verbose_name_plural = _("criteria")

    def __str__(self):
        return self.title

    @property
    def is_pillar(self) -> bool:
        return self.proposal_id is not None

    @property
    def stances(self) -> tuple[Stance, ...]:
        """What a finding on it may say."""
        return Scale(self.scale).stances

    def get_absolute_url(self):
        return path_of("pillar" if self.is_pillar else "topic", self.slug)

    def clean(self):
        others = self.findings.exclude(scale=self.scale) if self.pk else Finding.objects.none()
        if others.exists():
            raise ValidationError({"scale": gettext("Its findings are coded on the other scale.")})
        if self.pk and not self.is_pillar and self.was_argued_about():
            raise ValidationError({"proposal": gettext("Arguments are about it as a pillar.")})

    def was_argued_about(self) -> bool:
        """Is it stored as a pillar with arguments?"""
        return Pillar.objects.filter(pk=self.pk, arguments__isnull=False).exists()


class Pillar(Criterion):
    """A criterion that belongs to a proposal."""

    objects = PillarManager()

    class Meta:
        proxy = True


class Topic(Criterion):
    """A criterion of no proposal."""

    objects = TopicManager()

    class Meta:
        proxy = True


def stance_fits_scale() -> models.Q:
    fits = models.Q()
    for scale, stances in STANCES.items():
        fits |= models.Q(scale=scale.value, stance__in=[stance.value for stance in stances])
    return fits


class Finding(Dated):
    """One cell: the answer of one jurisdiction to one criterion from a day on."""

    cell = ("jurisdiction", "criterion")

    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="findings")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="findings")
    # Copied from the criterion before every save, so that the database can hold the stance to it.
    scale = models.CharField(max_length=12, choices=Scale, editable=False)
    stance = models.CharField(
        max_length=20,
        choices=Stance,
        help_text=_(
            "Pillars: recognised to not recognised. Topics: regulated to prohibited. "
            "What is only proposed is unclear, or leaves the older finding in place."
        ),
    )
    answer = models.CharField(
        max_length=ANSWER_LIMIT,
        blank=True,
        help_text=format_lazy(
            "{} {}",
            _(
                "A complete plain answer to the question, no full stop, never more than "
                "the detail says."
            ),
            format_lazy(AT_MOST, limit=ANSWER_LIMIT),
        ),
    )
    detail = MarkdownField(blank=True, help_text=_("One to three sentences."))
    verified_on = models.DateField(
        null=True,
        blank=True,
        help_text=_(
            "When somebody last held it against its sources. Moves only after a real check."
        ),
    )
    note = models.TextField(
        blank=True, help_text=_("A doubt or a chosen date, explained to readers.")
    )

    objects = RecordManager.from_queryset(FindingQuerySet)()
    history = History(history_change_reason_field=long_reasons())

    class Meta:
        default_permissions = REVIEWED_PERMISSIONS
        ordering = [
            "jurisdiction__position",
            "criterion__section__position",
            "criterion__position",
            "valid_from",
        ]
        indexes = [
            models.Index(fields=["criterion", "jurisdiction"], name="finding_by_criterion"),
            # All that the dated rule asks of a finding, so that its texts aren't read for it.
            models.Index(
                fields=["publication", "jurisdiction", "criterion", "valid_from"],
                name="finding_by_day",
            ),
        ]
        constraints = [
            draft_is_not_published("finding"),
            models.UniqueConstraint(
                fields=["jurisdiction", "criterion", "valid_from"],
                condition=models.Q(draft_of=None),
                name="one_finding_of_a_cell_a_day",
                violation_error_message=_(
                    "A finding of this jurisdiction and criterion begins on "
                    "that day already. Correct that one, or choose another day."
                ),
            ),
            models.CheckConstraint(
                condition=stance_fits_scale(),
                name="stance_in_the_scale_of_the_criterion",
                violation_error_message=_(
                    "This stance is not in the scale of the criterion: "
                    "pillars are recognised, partly, not or unclear; topics are regulated, "
                    "partly, not, prohibited or unclear."
                ),
            ),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("answer"), ANSWER_LIMIT),
                name="answer_is_short",
                violation_error_message=format_lazy(
                    _("The answer may have {limit} characters at most."), limit=ANSWER_LIMIT
                ),
            ),
            models.CheckConstraint(
                condition=~models.Q(publication=Publication.PUBLISHED) | ~models.Q(answer=""),
                name="published_finding_has_an_answer",
                violation_error_message=_("A published finding needs an answer."),
            ),
        ]

    def __str__(self):
        return gettext("%(jurisdiction)s, %(criterion)s, from %(day)s") % {
            "jurisdiction": self.jurisdiction,
            "criterion": self.criterion,
            "day": self.valid_from,
        }

    def get_absolute_url(self):
        return path_of("finding", self.slug)

    @property
    def slug_parts(self):
        return [self.jurisdiction.slug, self.criterion.slug, str(self.valid_from.year)]

    def clean_fields(self, exclude=None):
        super().clean_fields(exclude=exclude)
        copy_scale(Finding, self)

    def get_stance_display(self) -> str:
        """The word of its stance. Django's own makes all words of the scale for each."""
        return stance_word(self.stance)

    @cached_property
    def provisions(self) -> list["Citation"]:
        """The provisions it rests on, read once; prefetch `citations` when asking of many."""
        return [citation for citation in self.citations.all() if citation.instrument_id]

    @cached_property
    def sources(self) -> list[Source]:
        """The sources it rests on, read once, in the order of its citations."""
        return [one.source_in_health for one in self.citations.all() if one.source_id]

    def clean(self):
        super().clean()
        if self.answer.endswith("."):
            raise ValidationError({"answer": gettext("An answer has no full stop at its end.")})

    def verification_due(self, today: date) -> bool:
        """Was it last verified longer ago than the review interval of its criterion?"""
        horizon = verification_horizon(today, self.criterion.review_interval_days)
        return self.verified_on is None or self.verified_on < horizon


# A signal, because loading a fixture calls neither save() nor an overridden save_base().
@receiver(pre_save, sender=Finding)
def copy_scale(sender, instance, **kwargs):
    if instance.criterion_id:
        instance.scale = instance.criterion.scale


class Citation(Shown):
    """What a finding rests on: a provision (an instrument and a pinpoint in it) or a source."""

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="citations")
    position = SmallNumberField(default=0, help_text=_("The primary source comes first."))
    instrument = models.ForeignKey(
        Instrument, models.PROTECT, null=True, blank=True, related_name="citations"
    )
    pinpoint = models.CharField(
        max_length=200, blank=True, help_text=_("Where in the instrument: Art. 59(1); s. 15(a).")
    )
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="citations"
    )

    objects = CitationManager()
    history = History()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(instrument__isnull=False, source__isnull=True)
                | models.Q(instrument__isnull=True, source__isnull=False),
                name="citation_points_to_exactly_one",
                violation_error_message=_(
                    "A citation points to an instrument or to a source: "
                    "fill in exactly one of the two."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(instrument__isnull=False) | models.Q(pinpoint=""),
                name="pinpoint_is_in_an_instrument",
                violation_error_message=_(
                    "A pinpoint says where in an instrument: choose the instrument too."
                ),
            ),
            models.UniqueConstraint(
                fields=["finding", "instrument", "pinpoint"],
                name="provision_cited_once",
                violation_error_message=_("The finding cites this provision already."),
            ),
            models.UniqueConstraint(
                fields=["finding", "source"],
                name="source_cited_once",
                violation_error_message=_("The finding cites this source already."),
            ),
        ]

    def __str__(self):
        return str(self.source or f"{self.instrument}, {self.pinpoint}".removesuffix(", "))

    @property
    def source_in_health(self) -> Source:
        """Its source, with the health that was fetched along with the citation, if it was."""
        for name in HEALTH & self.__dict__.keys():
            setattr(self.source, name, self.__dict__[name])
        return self.source

    def natural_key(self):
        finding, instrument, source = map(self.slug_of, ("finding", "instrument", "source"))
        return finding, instrument, self.pinpoint, source

    natural_key.dependencies = [
        "jurisdictions.finding",
        "jurisdictions.instrument",
        "jurisdictions.source",
    ]

    def slug_of(self, name: str) -> str | None:
        """That of what it refers to, which a load looks up once for all that refer to it."""
        field = self._meta.get_field(name)
        key, model = getattr(self, field.attname), field.related_model
        return key and found_by((model, "pk", key), model, lambda: getattr(self, name)).slug
