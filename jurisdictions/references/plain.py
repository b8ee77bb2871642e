"""A reference as a sentence to copy."""

from django.utils.translation import gettext as _

from ..days import in_words
from .reference import Reference


def write(reference: Reference) -> str:
    parts = [
        _("%(publisher)s. “%(title)s.”") % vars(reference),
        reference.evidence and f"{reference.evidence}.",
        reference.issued and f"{recorded(reference)}.",
        retrieved(reference),
    ]
    return " ".join(filter(None, parts)) + "\n"


def recorded(reference: Reference) -> str:
    """Revision 4586, recorded 23 November 2026."""
    told = {"version": reference.version.capitalize(), "day": in_words(reference.issued)}
    return _("%(version)s, recorded %(day)s") % told


def retrieved(reference: Reference) -> str:
    told = {"day": in_words(reference.retrieved), "address": reference.address}
    return _("Retrieved %(day)s from %(address)s") % told
