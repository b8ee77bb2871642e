from django.core.management.base import BaseCommand

from jurisdictions.editing.groups import GROUPS, make


class Command(BaseCommand):
    help = "Give the groups of staff exactly the permissions that the README names."

    def handle(self, **options):
        make()
        for name, permissions in GROUPS.items():
            self.stdout.write(f"{name}: {len(permissions)} permissions")
