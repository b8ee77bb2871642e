"""The model, by subject: places, law, findings, proposals, sources, glossary."""

from .findings import Citation, Criterion, Finding, Pillar, Section, Topic
from .glossary import Concept, Term
from .law import Event, Instrument
from .places import Approach, ApproachPeriod, Jurisdiction, Regulator
from .proposals import Argument, Checkpoint, ClaimCheck, Proposal, Stakeholder
from .revisions import Revision
from .sources import Source

__all__ = [
    "Approach",
    "ApproachPeriod",
    "Argument",
    "Checkpoint",
    "Citation",
    "ClaimCheck",
    "Concept",
    "Criterion",
    "Event",
    "Finding",
    "Instrument",
    "Jurisdiction",
    "Pillar",
    "Proposal",
    "Regulator",
    "Revision",
    "Section",
    "Source",
    "Stakeholder",
    "Term",
    "Topic",
]
