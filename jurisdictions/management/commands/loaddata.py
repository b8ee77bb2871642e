from django.core.management.commands import loaddata

from jurisdictions.search.keeping import gathered


class Command(loaddata.Command):
    """Django's own, which indexes what it loaded for the search once, at its end."""

    def loaddata(self, fixture_labels):
        with gathered():
            super().loaddata(fixture_labels)
