"""What can be found."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """In the order in which a name that several have leads to them."""

    JURISDICTION = "jurisdiction", _("Jurisdiction")
    PILLAR = "pillar", _("Pillar")
    TOPIC = "topic", _("Topic")
    INSTRUMENT = "instrument", _("Instrument")
    REGULATOR = "regulator", _("Regulator")
    APPROACH = "approach", _("Approach")
    PROPOSAL = "proposal", _("Proposal")
    TERM = "term", _("Term")
    FINDING = "finding", _("Finding")
    SOURCE = "source", _("Source")


class Versions(models.TextChoices):
    """Which findings are looked through, beside those that hold on the day."""

    ALL = "all", _("Of any day")
