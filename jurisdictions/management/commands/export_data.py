from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from jurisdictions.exporting import export, write
from jurisdictions.management.arguments import named_folder
from jurisdictions.shipped import SHIPPED


class Command(BaseCommand):
    help = "Write the database to fixture files, which load_data loads again."

    def add_arguments(self, parser):
        parser.add_argument(
            "folder", type=named_folder, help="Where the files go: fixtures, for instance."
        )

    def handle(self, *, folder, verbosity, **options):
        contents = export()
        try:
            states = write(contents, folder)
        except OSError as error:
            raise CommandError(f"{folder} can't be written: {error.strerror}.") from error
        if verbosity:
            self.tell(states, folder)

    def tell(self, states: dict[str, str], folder: Path):
        """Name the files that differ, and those that need a hand."""
        for name, state in states.items():
            if state != "unchanged":
                self.stdout.write(f"{folder / name}.yaml: {state}")
        same = list(states.values()).count("unchanged")
        self.stdout.write(f"{len(states)} files, {same} of them unchanged.")
        for name in sorted(states.keys() - set(SHIPPED)):
            self.stdout.write(f"To ship {name}.yaml, name it in jurisdictions/shipped.py.")
        for path in sorted(folder.glob("*.yaml")):
            if path.stem not in states:
                self.stdout.write(f"{path} holds nothing of the database any more.")
