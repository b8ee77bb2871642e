from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..recording.history import History
from .fields import SmallNumberField
from .law import Instrument
from .places import Jurisdiction
from .records import Record
from .sources import supporting_sources


class Concept(Record):
    """What several jurisdictions have a word for, under a neutral name."""

    name = models.CharField(
        max_length=80, unique=True, help_text=_("The neutral word, which belongs to no one law.")
    )
    description = models.CharField(max_length=300, help_text=_("What the words below it share."))
    position = SmallNumberField(
        unique=True, help_text=_("Its place in the glossary; in tens, so that others fit between.")
    )

    history = History()

    class Meta:
        ordering = ["position"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return f"{reverse('glossary')}#{self.slug}"


class Term(Record):
    """The word of one jurisdiction for a concept, with the instrument that defines it."""

    concept = models.ForeignKey(Concept, models.PROTECT, related_name="terms")
    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="terms")
    term = models.CharField(max_length=120, help_text=_("The local words, as the law writes them."))
    abbreviation = models.CharField(
        max_length=20, blank=True, help_text=_("As it is used there: CASP.")
    )
    language = models.CharField(
        _("language of the term"),
        max_length=8,
        default="en",
        validators=[
            RegexValidator(r"^[a-z]{2,3}(-[A-Z]{2})?$", _("Give a code such as en or pt-BR."))
        ],
        help_text=_("A language code: en, de, pt-BR. Screen readers pronounce the term by it."),
    )
    instrument = models.ForeignKey(
        Instrument,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="terms",
        help_text=_("The legal text that defines or coins the term."),
    )
    pinpoint = models.CharField(
        max_length=200, blank=True, help_text=_("Where it is defined: Art. 3(1)(5). Don't guess.")
    )
    sources = supporting_sources(related_name="terms")
    note = models.TextField(
        blank=True, help_text=_("What the term covers, or where the wording was taken from.")
    )
    false_friend = models.TextField(
        blank=True,
        help_text=_(
            "Only if the same or a similar word means something else elsewhere: "
            "say what it is mistaken for."
        ),
    )

    history = History(m2m_fields=[sources])

    class Meta:
        ordering = ["concept__position", "jurisdiction__position", "term"]
        constraints = [
            models.UniqueConstraint(
                fields=["concept", "jurisdiction", "term"],
                name="one_term_of_a_place_and_concept",
                violation_error_message=_(
                    "This jurisdiction has this term for the concept "
                    "already. Correct that entry instead."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(instrument__isnull=False) | models.Q(pinpoint=""),
                name="term_is_pinpointed_in_an_instrument",
                violation_error_message=_(
                    "A pinpoint says where in an instrument: choose the instrument too."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.term} ({self.jurisdiction})"

    def get_absolute_url(self):
        return f"{reverse('glossary')}#{self.slug}"
