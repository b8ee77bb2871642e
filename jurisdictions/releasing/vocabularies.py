"""The closed vocabularies of the data, with the meaning of every code."""

from django.db.models import Field, TextChoices

from ..choices import (
    Access,
    CheckpointStatus,
    Confidence,
    EventKind,
    InstrumentKind,
    JurisdictionKind,
    Publication,
    Region,
    Scale,
    Side,
    SourceKind,
    Stance,
    Verdict,
)
from ..languages import in_first

Code = tuple[str, str, str]

# Each with the name that the codebook gives it.
VOCABULARIES: dict[str, type[TextChoices]] = {
    "Kind of jurisdiction": JurisdictionKind,
    "Region of the world": Region,
    "Kind of instrument": InstrumentKind,
    "Kind of event": EventKind,
    "Scale": Scale,
    "Stance": Stance,
    "Publication": Publication,
    "Confidence": Confidence,
    "Kind of source": SourceKind,
    "Access": Access,
    "Side": Side,
    "Status of a checkpoint": CheckpointStatus,
    "Verdict": Verdict,
}

# The meaning of codes whose choices carry none themselves.
MEANINGS: dict[type[TextChoices], dict[str, str]] = {
    JurisdictionKind: {
        JurisdictionKind.COUNTRY: "A state.",
        JurisdictionKind.SUPRANATIONAL: "A union of states with law of its own.",
        JurisdictionKind.EMIRATE: "An emirate of the United Arab Emirates.",
        JurisdictionKind.SPECIAL_ADMINISTRATIVE_REGION: "A region of China with law of its own.",
        JurisdictionKind.FREE_ZONE: "A zone inside a state with financial law of its own.",
        JurisdictionKind.TERRITORY: "A dependent territory with law of its own.",
    },
    Region: {
        Region.AFRICA: "Africa, after the geoscheme of the United Nations (M49).",
        Region.AMERICAS: "North, Central and South America and the Caribbean (M49).",
        Region.ASIA: "Asia, the Middle East and Türkiye included (M49).",
        Region.EUROPE: "Europe (M49).",
        Region.OCEANIA: "Australia, New Zealand and the Pacific islands (M49).",
    },
    Side: {
        Side.FOR: "The stakeholder supports it.",
        Side.AGAINST: "The stakeholder opposes it.",
        Side.CONDITIONAL: "The stakeholder supports it on conditions.",
        Side.NEUTRAL: "The stakeholder takes no side.",
    },
    CheckpointStatus: {
        CheckpointStatus.OPEN: "What it asks is still open.",
        CheckpointStatus.PARTLY_ANSWERED: "A part of it is settled.",
        CheckpointStatus.CLOSED: "It is settled.",
    },
}


def vocabulary_of(field: Field) -> type[TextChoices] | None:
    """The vocabulary that the values of a field come from, if it is closed."""
    if not field.choices:
        return None
    return next(known for known in VOCABULARIES.values() if known.choices == field.choices)


def name_of_vocabulary(vocabulary: type[TextChoices]) -> str:
    return next(name for name, known in VOCABULARIES.items() if known is vocabulary)


def codes(vocabulary: type[TextChoices]) -> list[Code]:
    """Code, label and meaning of each member that a release may hold."""
    members = [Publication.PUBLISHED] if vocabulary is Publication else vocabulary
    with in_first():
        return [(one.value, str(one.label), str(meaning_of(one))) for one in members]


def meaning_of(member: TextChoices) -> str:
    known = MEANINGS.get(type(member))
    return known[member] if known else member.meaning
