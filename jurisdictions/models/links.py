from django.db import models
from django.utils.translation import gettext_lazy as _

from ..choices import LinkState
from ..querysets import LinkQuerySet
from ..recording.history import History
from .fields import WebAddressField

# Far longer addresses exist, but none that a person would cite.
LONGEST = 2000


class Link(models.Model):
    """A web address that records use, and what came of opening it.

    It is no part of the data: `check_links` makes it, writes it and removes it when no record uses
    the address any more. Editors give the address of an archived copy, which the history keeps.
    """

    address = models.URLField(max_length=500, unique=True, editable=False)
    state = models.CharField(
        max_length=11, choices=LinkState, default=LinkState.UNCHECKED, editable=False
    )
    status = models.PositiveSmallIntegerField(_("status code"), null=True, editable=False)
    note = models.CharField(_("what happened"), max_length=300, blank=True, editable=False)
    checked_at = models.DateTimeField(_("last checked"), null=True, editable=False)
    first_failed_at = models.DateTimeField(_("failing since"), null=True, editable=False)
    failures = models.PositiveSmallIntegerField(
        _("days failed in a row"), default=0, editable=False
    )
    final_address = models.URLField(_("leads to"), max_length=LONGEST, blank=True, editable=False)
    wanted = models.BooleanField(_("check again next time"), default=False, editable=False)
    archive_address = WebAddressField(
        help_text=_(
            "The address of an archived copy, which readers are offered once the address is broken."
        )
    )

    objects = LinkQuerySet.as_manager()
    # Of what staff write only: the checker's results would drown it.
    history = History(
        excluded_fields=[
            "state",
            "status",
            "note",
            "checked_at",
            "first_failed_at",
            "failures",
            "final_address",
            "wanted",
        ]
    )

    class Meta:
        ordering = ["address"]

    def __str__(self):
        return self.address
