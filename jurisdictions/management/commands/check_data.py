import sys
from collections import Counter
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.template.defaultfilters import pluralize

from jurisdictions.days import today
from jurisdictions.loading.files import LoadError
from jurisdictions.rules import Breach, Severity, check
from jurisdictions.rules.dataset import Dataset, Record
from jurisdictions.rules.reading import DATABASE, read_database, read_files, shipped_files, shown

from .load_data import paths


class Command(BaseCommand):
    help = (
        "Hold fixture files, or without arguments the database, against the rules of evidence. "
        "The exit status is 1 if there is an error. A note on a record silences its warnings."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "files",
            nargs="*",
            metavar="file",
            help="A path or the name of a fixture. The other shipped files are read with it, "
            "so that references resolve, but not judged.",
        )
        parser.add_argument("--strict", action="store_true", help="Count warnings as errors.")

    def handle(self, files, strict, **options):
        records, origins = read(files)
        data = Dataset(records, today())
        breaches = check(data, origins)
        told = [breach for breach in breaches if not breach.silenced]
        judged = sum(record.origin in origins for record in data.records.values())
        for breach in told:
            self.stdout.write(str(breach))
        self.stdout.write(summary(judged, told, silenced=len(breaches) - len(told)))
        if any(strict or breach.severity is Severity.ERROR for breach in told):
            sys.exit(1)


def read(names: list[str]) -> tuple[list[Record], set[str]]:
    """The records, and where those come from that are to be judged."""
    if not names:
        return read_database(), {DATABASE}
    try:
        named = [resolved(path) for path in paths(names)]
        records = read_files(named)
        others = read_files(path for path in shipped_files() if path not in named)
        # The named files last: of two records with one slug the later counts.
        return [*others, *records], {shown(path) for path in named}
    except LoadError as trouble:
        raise CommandError(str(trouble)) from trouble


def resolved(path: Path) -> Path:
    """The file itself, by which a shipped one is known; a pipe has no other name than the given."""
    return path.resolve() if path.is_file() else path


def summary(judged: int, told: list[Breach], silenced: int) -> str:
    """How many records were judged, and how often each rule was broken."""
    severities = Counter(breach.severity for breach in told)
    rules = Counter(breach.rule.__name__ for breach in told)
    errors, warnings = (counted(severities[s], s) for s in (Severity.ERROR, Severity.WARNING))
    counts = ", ".join(f"{rule} {count}" for rule, count in rules.items()) or "no rule broken"
    return (
        f"{counted(judged, 'record')}: {errors}, {warnings} ({counts}); "
        f"{silenced} more silenced by notes."
    )


def counted(number: int, noun: str) -> str:
    return f"{number} {noun}{pluralize(number)}"
