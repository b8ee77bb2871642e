import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from operations import statistics
from operations.backup import BackupError, Contents, restore
from operations.backup.restoring import is_empty, verified


class Command(BaseCommand):
    help = (
        "Replace the whole database by a backup, after verifying it: all of it or, where anything "
        "is wrong, nothing. Readers see the old data until then."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="What backup wrote, on either database.")
        parser.add_argument(
            "--check", action="store_true", help="Verify the backup, and change nothing."
        )
        parser.add_argument(
            "--yes", action="store_true", help="Don’t ask before replacing what is there."
        )

    def handle(self, *, file, check, yes, verbosity, **options):
        try:
            contents = verified(file)
            if check:
                self.stdout.write(f"{described(contents)} It is sound and fits this database.")
                return
            if not (yes or is_empty()):
                self.ask(contents)
            restore(file, bar if verbosity else list)
        except BackupError as error:
            raise CommandError(f"{error} Nothing was changed.") from error
        # Told at once: to be stopped from here on changes nothing of it.
        if verbosity:
            self.stdout.write(f"{described(contents)} It was restored.")
            self.stdout.write("Restart the server, which remembers some of what was.")
        statistics.renew()

    def ask(self, contents: Contents) -> None:
        """Go on only with a yes."""
        if not sys.stdin.isatty():
            raise BackupError("This database holds data, which would be replaced: add --yes.")
        self.stdout.write(described(contents))
        if input("Replace all data of this database by it? yes/no: ").strip().lower() != "yes":
            raise BackupError("Not confirmed.")


def described(contents: Contents) -> str:
    return (
        f"A backup of {contents.made_at} from {contents.database}: {contents.rows} rows of "
        f"{len(contents.tables)} tables at revision {contents.revision}."
    )


def bar(tables):
    """A progress bar, which only a terminal shows."""
    return tqdm(tables, desc="Restoring", unit=" tables", file=sys.stderr, disable=None)
