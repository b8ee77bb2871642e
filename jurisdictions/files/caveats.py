"""What is said in files of texts that are no law on the day: as people name them, and in codes."""

from collections.abc import Sequence
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ..law.caveats import Caveat, Caveats
from ..models import Citation
from .content import Column, Value


def with_codes(meaning: Any) -> Any:
    return format_lazy("{} {}.", meaning, ", ".join(Caveat.values))


PROVISION_COLUMNS = (
    Column(
        "provisions",
        _("Provisions"),
        _(
            "The provisions it rests on: instrument, what its text is on the day where it is no "
            "law, and pinpoint."
        ),
    ),
    Column(
        "provision_caveats",
        _("Caveats of the provisions (codes)"),
        with_codes(
            _(
                "What the text of each provision is on the day where it is no law, in the same "
                "order; none where all may be law. Codes:"
            )
        ),
    ),
)
KEY_INSTRUMENT_CAVEATS = Column(
    "key_instrument_caveats",
    _("Caveats of the key instrument (codes)"),
    with_codes(
        _(
            "What the texts behind it are on the day, each once; none where one of them may be "
            "law. Codes:"
        )
    ),
)
CAVEAT = Column(
    "caveat",
    _("Caveat (code)"),
    with_codes(
        _("What the instrument is on the day where it is no law; empty where it may be. Codes:")
    ),
)


def provision_values(provisions: Sequence[Citation], texts: Caveats) -> list[Value]:
    """The values of PROVISION_COLUMNS."""
    codes = texts.codes(provision.instrument for provision in provisions)
    return [[texts.cited(provision) for provision in provisions], codes]
