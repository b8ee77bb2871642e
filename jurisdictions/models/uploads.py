"""Files that wait for a yes: uploaded to be imported, shown as a preview, not loaded yet."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q

# The file is still where it was uploaded from, so that nothing is lost with an old one.
KEPT_FOR = timedelta(days=1)
KEPT_OF_A_USER = 5


class Uploads(models.QuerySet):
    def outdated(self, user, at: datetime):
        """Those that nobody comes back to, and all but the last few of a user."""
        last = self.filter(uploaded_by=user).order_by("-pk").values_list("pk", flat=True)
        kept = list(last[:KEPT_OF_A_USER])
        older = Q(uploaded_by=user) & ~Q(pk__in=kept)
        return self.filter(older | Q(uploaded_at__lt=at - KEPT_FOR))


class Upload(models.Model):
    """A spreadsheet as somebody uploaded it for the records of a table."""

    table = models.CharField(max_length=60)
    name = models.CharField(max_length=200)
    content = models.BinaryField()
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    uploaded_at = models.DateTimeField()

    objects = Uploads.as_manager()

    class Meta:
        default_permissions = ()
        permissions = [("import_data", "Can import records from spreadsheets")]

    def __str__(self):
        return self.name
