import sys
from os.path import exists, isdir, isfile
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import InternalError, OperationalError
from tqdm import tqdm

from jurisdictions.loading import report
from jurisdictions.loading.changes import Outcome, load
from jurisdictions.loading.files import LoadError, read
from jurisdictions.models import Jurisdiction
from jurisdictions.shipped import SHIPPED, path_of
from operations import statistics
from operations.outages import one_line, outage
from operations.schema import is_behind


class Command(BaseCommand):
    help = "Load fixtures, all or none. Edits made by staff since then are not overwritten."

    def add_arguments(self, parser):
        parser.add_argument(
            "fixtures",
            nargs="*",
            metavar="fixture",
            help="A shipped fixture, such as dubai, or a YAML file; all shipped ones when none "
            "is given.",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="Show what would change, and write nothing."
        )
        parser.add_argument(
            "--overwrite", action="store_true", help="Let the files win over edits by staff."
        )
        parser.add_argument(
            "--if-empty", action="store_true", help="Do nothing when there is any jurisdiction."
        )

    def handle(self, *, fixtures, if_empty, dry_run, overwrite, verbosity, **options):
        if if_empty and Jurisdiction.objects.exists():
            self.stdout.write("The database holds data already; nothing was loaded.")
            return
        try:
            entries = read(paths(fixtures or SHIPPED))
            progress = bar if verbosity else iter
            outcome = load(entries, overwrite=overwrite, dry_run=dry_run, progress=progress)
        except LoadError as error:
            raise CommandError(f"{error} Nothing was loaded.") from error
        except (OperationalError, InternalError) as error:
            if outage(error) is None and is_behind():
                raise
            # Another load is at work, or the database can't be written.
            said = f"The database refused the load: {one_line(error)}."
            raise CommandError(f"{said} Nothing was loaded; try again.") from error
        refused = outcome.conflicts and not overwrite
        if verbosity and (dry_run or not refused):
            self.tell(outcome, details=dry_run or verbosity > 1)
        if refused:
            raise CommandError(report.refusal(outcome.conflicts))
        if not dry_run:
            statistics.renew()

    def tell(self, outcome: Outcome, *, details: bool):
        for paragraph in report.differences(outcome) if details else ():
            self.stdout.write(f"{paragraph}\n\n")
        self.stdout.write(report.counts(outcome))
        self.stdout.write(report.summary(outcome))


def bar(entries):
    """A progress bar, which only a terminal shows."""
    return tqdm(entries, desc="Loading", unit=" records", file=sys.stderr, disable=None)


def paths(fixtures) -> list[Path]:
    """The files that are meant, those that complete others after them."""
    found = [shipped if isfile(shipped := path_of(f)) else Path(f) for f in fixtures]
    for path in found:
        # What can't be looked at is named when it is read, with the reason.
        if isdir(path) or not (exists(path) or is_hidden(path)):
            said = f"{path} is a folder." if isdir(path) else f"There is no file {path}."
            raise CommandError(f"{said} Give YAML files, or names out of: {', '.join(SHIPPED)}.")
    return sorted(found, key=lambda path: place(path.stem))


def is_hidden(path: Path) -> bool:
    """Can nobody say whether there is such a file?"""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return False


def place(name: str) -> int:
    """Where a fixture stands in the order of loading; others come last, in the order given."""
    return SHIPPED.index(name) if name in SHIPPED else len(SHIPPED)
