from django.core.management.commands import loaddata

from jurisdictions.models.lookups import looked_up_once
from jurisdictions.recording.history import noted
from jurisdictions.search.keeping import gathered


class Command(loaddata.Command):
    """Django's own, with what history and search keep of its records written at its end.

    What references point to is looked up once.
    """

    def loaddata(self, fixture_labels):
        with gathered(), noted(), looked_up_once():
            super().loaddata(fixture_labels)
