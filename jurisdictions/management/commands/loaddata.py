from django.core.management.commands import loaddata

from jurisdictions.history import noted
from jurisdictions.search.keeping import gathered


class Command(loaddata.Command):
    """Django's own, with what history and search keep of its records written at its end."""

    def loaddata(self, fixture_labels):
        with gathered(), noted():
            super().loaddata(fixture_labels)
