from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.template.defaultfilters import pluralize

from jurisdictions.days import today
from jurisdictions.management.arguments import named_folder
from jurisdictions.releasing import Outcome, ReleaseError, release


class Command(BaseCommand):
    help = (
        "Write a versioned bundle of all public data, unless the latest one holds the same. "
        "Drafts and what waits for review are left out."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "folder",
            nargs="?",
            type=named_folder,
            help="Where the releases are kept; the folder that the site serves when left out.",
        )

    def handle(self, *, folder, verbosity, **options):
        try:
            outcome = release(folder or settings.RELEASES_DIR, today())
        except ReleaseError as error:
            raise CommandError(f"{error} Nothing was released.") from error
        if verbosity:
            self.stdout.write(summary(outcome))


def summary(outcome: Outcome) -> str:
    """What came of it, in a line."""
    made = outcome.release
    if not outcome.is_new:
        return f"Release {made.version} holds the same data already; nothing was written."
    return f"Released {made.version}: {counted(made.records)}, {difference(made.manifest)}."


def counted(records: int) -> str:
    return f"{records} record{pluralize(records)}"


def difference(manifest: dict) -> str:
    changes = manifest["changes"]
    if changes["since"] is None:
        return "the first release"
    counts = ", ".join(f"{changes[what]} {what}" for what in ("added", "removed", "changed"))
    return f"{counts} since {changes['since']}"
