from simple_history.management.commands import clean_duplicate_history

from operations.history import kept_whole


class Command(clean_duplicate_history.Command):
    """That of simple_history, refused."""

    help = "Refused: pages at a revision are made of the history."

    def handle(self, *args, **options):
        raise kept_whole()
