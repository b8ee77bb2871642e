"""The model, by subject: places, law, findings, proposals, sources, glossary, links, readers.

Beside them what is no data: revisions, the stamp, uploads that wait to be imported, and what is
searched.
"""

from django.apps import apps

from . import names
from .findings import Citation, Criterion, Finding, Pillar, Section, Topic
from .glossary import Concept, Term
from .law import Event, Instrument
from .links import Link
from .places import Approach, ApproachPeriod, Jurisdiction, Regulator
from .proposals import Argument, Checkpoint, ClaimCheck, Proposal, Stakeholder
from .readers import Answer, Attempt, Report
from .revisions import Revision
from .search import SearchDocument, SearchText, SearchWord
from .sources import Source
from .stamps import Stamp
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
    "SearchDocument",
    "SearchText",
    "SearchWord",
    "Section",
    "Source",
    "Stakeholder",
    "Stamp",
    "Term",
    "Topic",
    "Upload",
]

# Their histories too, which copied the fields before.
for model in apps.all_models["jurisdictions"].values():
    names.translate(model)
