from django.core.management import call_command
from django.core.management.base import BaseCommand

from jurisdictions.models import Jurisdiction

# What is referred to comes before what refers to it: Dubai rests on federal law of the UAE.
FIXTURES = (
    "vocabulary",
    "sources",
    "article",
    "united-states",
    "european-union",
    "united-arab-emirates",
    "dubai",
    "proposal",
)


class Command(BaseCommand):
    help = "Load the fixtures into an empty database; leave a database with data as it is."

    def handle(self, **options):
        if Jurisdiction.objects.exists():
            self.stdout.write("The database holds data already; nothing was loaded.")
        else:
            call_command("loaddata", *FIXTURES, verbosity=options["verbosity"])
