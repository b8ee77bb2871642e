"""The names of static files as `collectstatic` left them, and what is done where it never ran."""

import logging

from django.contrib.staticfiles import finders
from whitenoise.storage import CompressedManifestStaticFilesStorage

logger = logging.getLogger(__name__)
CURE = "run `manage.py collectstatic`, then restart the server."


class CollectedFiles(CompressedManifestStaticFilesStorage):
    """A file that wasn't collected costs a page its look at most, never its text: it goes by its
    plain name, under which the server has it too (WHITENOISE_USE_FINDERS).
    """

    told = False

    def load_manifest(self):
        try:
            return super().load_manifest()
        except (OSError, ValueError) as error:
            self.tell(f"{self.path(self.manifest_name)} can't be read ({error})")
            return {}, ""

    def stored_name(self, name: str) -> str:
        try:
            return super().stored_name(name)
        except ValueError:
            # What lies nowhere is a fault of the code, or a guess of WhiteNoise's.
            if not finders.find(name):
                raise
            self.tell(f"{name} wasn't collected")
            return name

    def tell(self, what: str) -> None:
        """Once: a page names a dozen of them."""
        if not self.told:
            logger.error("static-files-missing: %s: %s", what, CURE)
        self.told = True
