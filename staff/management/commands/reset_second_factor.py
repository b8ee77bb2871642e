from django.core.management.base import BaseCommand, CommandError

from staff.audit import named
from staff.second_factor import reset


class Command(BaseCommand):
    help = "Take a member of staff's lost device and recovery codes away."

    def add_arguments(self, parser):
        parser.add_argument("name", help="the name that they sign in with")

    def handle(self, *args, name, **options):
        user = named(name)
        if user is None:
            raise CommandError(f"Nobody is called {name!r}.")
        self.stdout.write("Reset." if reset(user) else f"{name} has no device.")
