"""Names in a sentence."""

from collections.abc import Sequence

from django.utils.text import get_text_list

# A heading names so many jurisdictions; of more it says how many.
NAMED = 5


def join_words(jurisdictions: Sequence) -> str:
    """The names of a few jurisdictions, or how many they are: A, B and C."""
    if len(jurisdictions) > NAMED:
        return f"{len(jurisdictions)} jurisdictions"
    return get_text_list([str(jurisdiction) for jurisdiction in jurisdictions], "and")
