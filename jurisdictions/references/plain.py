"""A reference as a sentence to copy."""

from ..days import in_words
from .reference import Reference


def write(reference: Reference) -> str:
    parts = [
        f"{reference.publisher}. “{reference.title}.”",
        reference.evidence and f"{reference.evidence}.",
        reference.issued and f"{recorded(reference)}.",
        f"Retrieved {in_words(reference.retrieved)} from {reference.address}",
    ]
    return " ".join(filter(None, parts)) + "\n"


def recorded(reference: Reference) -> str:
    """Revision 4586, recorded 23 November 2026."""
    version = reference.version.capitalize()
    return f"{version}, recorded {in_words(reference.issued)}"
