import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from operations.backup import BackupError, back_up


class Command(BaseCommand):
    help = (
        "Write the whole database to one file, which restore reads on SQLite and PostgreSQL. "
        "Others may go on writing meanwhile. The file holds passwords’ hashes and letters: keep it "
        "as safe as the database."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="Where it goes; its owner alone can read it.")
        parser.add_argument(
            "--overwrite", action="store_true", help="Replace a file of that name, if there is one."
        )

    def handle(self, *, file, overwrite, verbosity, **options):
        try:
            made = back_up(file, overwrite, bar if verbosity else list)
        except BackupError as error:
            raise CommandError(f"{error} There is no backup.") from error
        if verbosity:
            tables, megabytes = len(made.tables), file.stat().st_size / 1e6
            self.stdout.write(
                f"{file}: {made.rows} rows of {tables} tables at revision {made.revision}, "
                f"{megabytes:.1f} MB."
            )


def bar(tables):
    """A progress bar, which only a terminal shows."""
    return tqdm(tables, desc="Backing up", unit=" tables", file=sys.stderr, disable=None)
