"""The model, by subject: places, law, findings, proposals, sources."""

from .findings import Citation, Criterion, Finding, Pillar, Section, Topic
from .law import Event, Instrument
from .places import Approach, ApproachPeriod, Jurisdiction, Regulator
from .proposals import Argument, Checkpoint, ClaimCheck, Proposal, Stakeholder
from .sources import Source

__all__ = [
    "Approach",
    "ApproachPeriod",
    "Argument",
    "Checkpoint",
    "Citation",
    "ClaimCheck",
    "Criterion",
    "Event",
    "Finding",
    "Instrument",
    "Jurisdiction",
    "Pillar",
    "Proposal",
    "Regulator",
    "Section",
    "Source",
    "Stakeholder",
    "Topic",
]
