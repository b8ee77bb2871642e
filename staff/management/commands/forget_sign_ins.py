from datetime import timedelta

from axes.models import AccessAttempt
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from staff.models import SignIn


class Command(BaseCommand):
    help = "Delete what the audit of sign-ins holds of long ago, and attempts counted no more."

    def add_arguments(self, parser):
        parser.add_argument("--days", type=int, default=365, help="keep so many days (365)")

    def handle(self, *args, days, **options):
        if not 1 <= days <= 36500:
            raise CommandError("--days must be a whole number from 1 to 36500.")
        now = timezone.now()
        count, _ = SignIn.objects.filter(at__lt=now - timedelta(days=days)).delete()
        AccessAttempt.objects.filter(attempt_time__lt=now - settings.AXES_COOLOFF_TIME).delete()
        entry = "entry" if count == 1 else "entries"
        self.stdout.write(f"{count} {entry} of more than {days} days ago deleted.")
