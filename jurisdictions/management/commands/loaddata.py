from django.core.management.base import CommandError
from django.core.management.commands import loaddata
from django.core.serializers.base import DeserializationError

from jurisdictions.models.lookups import looked_up_once
from jurisdictions.recording.history import noted
from jurisdictions.search.keeping import gathered
from jurisdictions.texts.portable import on_one_line


class Command(loaddata.Command):
    """Django's own, with what history and search keep of its records written at its end.

    What references point to is looked up once.
    """

    def loaddata(self, fixture_labels):
        with gathered(), noted(), looked_up_once():
            super().loaddata(fixture_labels)

    def load_label(self, fixture_label):
        try:
            super().load_label(fixture_label)
        # The second where a file is empty, or no list. Django has put its name before either.
        except (DeserializationError, TypeError) as error:
            why = f"{error} {error.__cause__ or ''}".strip().rstrip(".")
            raise CommandError(f"{on_one_line(why)}. Nothing was loaded.") from error
