"""Names in a sentence."""

from collections.abc import Sequence

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

# A heading names so many jurisdictions; of more it says how many.
NAMED = 5


def join_words(jurisdictions: Sequence) -> str:
    """The names of a few jurisdictions, or how many they are: A, B and C."""
    if len(jurisdictions) > NAMED:
        number = len(jurisdictions)
        return ngettext("%(number)s jurisdiction", "%(number)s jurisdictions", number) % {
            "number": number
        }
    return get_text_list([str(jurisdiction) for jurisdiction in jurisdictions], _("and"))
