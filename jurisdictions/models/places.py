from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..choices import JurisdictionKind, Region
from ..paths import path_of
from ..querysets import ApproachPeriodQuerySet, JurisdictionQuerySet, RecordManager
from ..recording.history import History, long_reasons
from ..shipped import OF_NO_PLACE
from .fields import MarkdownField, SmallNumberField, WebAddressField, validate_territories
from .records import REVIEWED_PERMISSIONS, Dated, Record, draft_is_not_published
from .sources import supporting_sources


class Jurisdiction(Record):
    """A place whose law is compared: country, union, emirate, free zone, territory."""

    name = models.CharField(max_length=100)
    short_name = models.CharField(max_length=40, help_text=_("Stands at the head of its column."))
    kind = models.CharField(max_length=30, choices=JurisdictionKind)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        help_text=_("The larger place whose law binds here too."),
    )
    territories = models.JSONField(
        _("ISO 3166 codes"),
        default=list,
        blank=True,
        validators=[validate_territories],
        help_text=_(
            "Codes of the territory, which tie it to the map: AE-DU, or one for each "
            "member of a union."
        ),
    )
    region = models.CharField(_("region of the world"), max_length=10, choices=Region, blank=True)
    compared = models.BooleanField(
        default=True, help_text=_("Untick a place that is listed only for the law of its parts.")
    )
    position = SmallNumberField(
        unique=True, help_text=_("Its place in lists; in tens, so that others fit between.")
    )
    summary = MarkdownField(blank=True, help_text=_("Two to four sentences."))
    note = models.TextField(blank=True, help_text=_("What a reader should know about its extent."))
    researched_until = models.DateField(
        null=True,
        blank=True,
        help_text=_("Evidence was looked for up to this day; later days say so."),
    )

    objects = RecordManager.from_queryset(JurisdictionQuerySet)()
    history = History()

    class Meta:
        ordering = ["position"]

    def __str__(self):
        return self.short_name

    def get_absolute_url(self):
        return path_of("jurisdiction", self.slug)

    def clean(self):
        if self.pk is None and self.slug in OF_NO_PLACE:
            sentence = gettext("One of the files of all places is called so. Choose another slug.")
            raise ValidationError({"slug": sentence})
        if self.pk and self in self.places_above():
            sentence = gettext("A jurisdiction can't be a part of itself or of its own parts.")
            raise ValidationError({"parent": sentence})

    @property
    def initials(self) -> list[str]:
        """USA and US; none of Republic of Singapore, which merely makes Singapore longer."""
        if self.name.endswith(f" {self.short_name}"):
            return []
        capitals = [
            "".join(filter(str.isupper, firsts(one))) for one in (self.name, self.short_name)
        ]
        return [each for each in dict.fromkeys(capitals) if len(each) > 1]

    def places_above(self) -> list["Jurisdiction"]:
        """Its parent, the parent of that, and so on."""
        above, place = [], self.parent
        while place and place not in above:
            above.append(place)
            place = place.parent
        return above


def firsts(name: str) -> list[str]:
    return [word[0] for word in name.split()]


class Regulator(Record):
    """An authority of a jurisdiction."""

    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="regulators")
    name = models.CharField(max_length=120)
    acronym = models.CharField(max_length=30, blank=True)
    role = models.CharField(
        max_length=300, help_text=_("One sentence: what it is responsible for.")
    )
    url = WebAddressField(_("website"))

    history = History()

    class Meta:
        ordering = ["jurisdiction__position", "name"]

    def __str__(self):
        return f"{self.name} ({self.acronym})" if self.acronym else self.name

    @property
    def label(self) -> str:
        return self.acronym or self.name

    def get_absolute_url(self):
        return f"{self.jurisdiction.get_absolute_url()}#{self.slug}"


class Approach(Record):
    """A kind of regulatory stance, such as enforcement-led."""

    name = models.CharField(max_length=40)
    description = models.CharField(max_length=200)
    position = SmallNumberField(unique=True)

    history = History()

    class Meta:
        ordering = ["position"]
        verbose_name_plural = _("approaches")

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return f"{reverse('overview')}?approach={self.slug}"


class ApproachPeriod(Dated):
    """The approach of one jurisdiction from a day on: one row of the article's table."""

    cell = ("jurisdiction",)

    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="approach_periods")
    approach = models.ForeignKey(Approach, models.PROTECT, related_name="periods")
    label = models.CharField(max_length=70, help_text=_("What is particular to this period."))
    key_instrument_label = models.CharField(
        _("key regulatory instrument"),
        max_length=70,
        help_text=_("What the table shows as the key regulatory instrument."),
    )
    key_instruments = models.ManyToManyField(
        "Instrument",
        blank=True,
        related_name="key_periods",
        help_text=_("The instruments behind that label."),
    )
    rationale = models.TextField(
        blank=True, help_text=_("One or two sentences: why this approach.")
    )
    sources = supporting_sources(related_name="approach_periods")

    objects = RecordManager.from_queryset(ApproachPeriodQuerySet)()
    history = History(
        m2m_fields=[key_instruments, sources], history_change_reason_field=long_reasons()
    )

    class Meta:
        ordering = ["jurisdiction__position", "valid_from"]
        default_permissions = REVIEWED_PERMISSIONS
        constraints = [
            draft_is_not_published("approach_period"),
            models.UniqueConstraint(
                fields=["jurisdiction", "valid_from"],
                condition=models.Q(draft_of=None),
                name="one_approach_period_a_day",
                violation_error_message=_(
                    "An approach period of this jurisdiction begins on that "
                    "day already. Correct that one, or choose another day."
                ),
            ),
        ]

    @property
    def slug_parts(self):
        return [self.jurisdiction.slug, self.approach.slug, str(self.valid_from.year)]

    @cached_property
    def key_texts(self) -> list:
        """The key instruments, read once; prefetch `key_instruments` when asking of many."""
        return list(self.key_instruments.all())

    def __str__(self):
        return gettext("%(jurisdiction)s: %(label)s, from %(day)s") % {
            "jurisdiction": self.jurisdiction,
            "label": self.label,
            "day": self.valid_from,
        }

    def get_absolute_url(self):
        return f"{self.jurisdiction.get_absolute_url()}#{self.slug}"
