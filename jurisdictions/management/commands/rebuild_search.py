from django.core.management.base import BaseCommand, CommandError
from django.template.defaultfilters import pluralize

from jurisdictions.models import SearchDocument
from jurisdictions.search.stored import rebuild


class Command(BaseCommand):
    help = (
        "Hold the search index to the records, and mend what differs. It is kept in step with "
        "every save and load, so that there is nothing to mend unless somebody wrote past it."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--check",
            action="store_true",
            help="Mend nothing; fail if any document differs from its record.",
        )

    def handle(self, *, check, verbosity, **options):
        counts = rebuild(write=not check)
        differing = counts.total()
        said = ", ".join(f"{counts[how]} {how}" for how in ("added", "changed", "removed"))
        if check and differing:
            raise CommandError(f"{documents(differing)} out of step: would be {said}.")
        if verbosity:
            self.stdout.write(f"{documents(SearchDocument.objects.count())}: {said}.")


def documents(number: int) -> str:
    return f"{number} document{pluralize(number)}"
