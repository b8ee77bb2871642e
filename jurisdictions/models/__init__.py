"""The model, by subject: places, law, findings, proposals, sources, glossary, links, readers.

Beside them what is no data: revisions, and uploads that wait to be imported.
"""

from .findings import Citation, Criterion, Finding, Pillar, Section, Topic
from .glossary import Concept, Term
from .law import Event, Instrument
from .links import Link
from .places import Approach, ApproachPeriod, Jurisdiction, Regulator
from .proposals import Argument, Checkpoint, ClaimCheck, Proposal, Stakeholder
from .readers import Answer, Attempt, Report
from .revisions import Revision
from .sources import Source
from .uploads import Upload

__all__ = [
    "Answer",
    "Approach",
    "ApproachPeriod",
    "Argument",
    "Attempt",
    "Checkpoint",
    "Citation",
    "ClaimCheck",
    "Concept",
    "Criterion",
    "Event",
    "Finding",
    "Instrument",
    "Jurisdiction",
    "Link",
    "Pillar",
    "Proposal",
    "Regulator",
    "Report",
    "Revision",
    "Section",
    "Source",
    "Stakeholder",
    "Term",
    "Topic",
    "Upload",
]
