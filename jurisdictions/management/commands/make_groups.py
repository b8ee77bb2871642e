from jurisdictions.groups import GROUPS, make
from operations.commands import OurCommand


class Command(OurCommand):
    help = "Give the groups of staff exactly the permissions that the README names."

    def handle(self, **options):
        make()
        for name, permissions in GROUPS.items():
            self.stdout.write(f"{name}: {len(permissions)} permissions")
