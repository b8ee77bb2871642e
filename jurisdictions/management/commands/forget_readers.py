from datetime import timedelta

from django.core.management.base import BaseCommand, CommandError
from django.template.defaultfilters import pluralize
from django.utils import timezone

from jurisdictions.guarded.rates import DAY
from jurisdictions.models import Attempt, Report


class Command(BaseCommand):
    help = (
        "Delete the e-mail addresses of reports that are older than so many days, and the hashed "
        "network addresses of everything sent more than a day ago. Reports and answers stay."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--days", type=int, default=90, help="How long an e-mail address is kept; 90 if unsaid."
        )

    def handle(self, *, days, verbosity, **options):
        if not 0 <= days <= 36500:
            raise CommandError("--days must be a whole number from 0 to 36500.")
        now = timezone.now()
        emails = Report.objects.all().forget_addresses(now - timedelta(days=days))
        hashes, _ = Attempt.objects.filter(at__lte=now - DAY).delete()
        if verbosity:
            what = f"{counted(emails, 'e-mail')} and {counted(hashes, 'hashed network')}"
            self.stdout.write(f"Forgot {what}.")


def counted(number: int, what: str) -> str:
    return f"{number} {what} address{pluralize(number, 'es')}"
