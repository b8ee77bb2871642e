"""What each field means, said to those who read the data.

The help texts of the forms speak to editors ("Leave empty when …"). They serve here too wherever
nothing below says it to readers.
"""

from django.db.models import Field, Model

from ..languages import in_first
from ..models import (
    Approach,
    ApproachPeriod,
    Argument,
    Checkpoint,
    Citation,
    ClaimCheck,
    Concept,
    Criterion,
    Event,
    Finding,
    Instrument,
    Jurisdiction,
    Proposal,
    Regulator,
    Section,
    Source,
    Stakeholder,
    Term,
)
from ..models.fields import MARKDOWN_HELP

# Of every table that has the field and says nothing else below.
EVERYWHERE = {
    "slug": "What the record is known by, for ever: its address and what other tables refer to.",
    "position": "Its place among the others, counted upwards.",
    "jurisdiction": "The jurisdiction that it belongs to.",
    "proposal": "The proposal that it belongs to.",
    "sources": "The sources that it rests on.",
    "publication": "Always published: drafts and what waits for review are never released.",
    "confidence": "How well it is supported.",
}

OF_ONE_TABLE: dict[type[Model], dict[str, str]] = {
    Approach: {
        "name": "Its name.",
        "description": "What makes an approach one of this kind.",
    },
    Section: {"title": "The heading."},
    Criterion: {
        "section": "The section that it stands in.",
        "proposal": "The proposal whose pillar it is; null for a topic.",
        "title": "Its name.",
        "question": "The question that its findings answer.",
        "description": "What it is about.",
        "scale": "Which stances its findings may take.",
        "position": "Its place in its section, counted upwards.",
        "review_interval_days": "After so many days a verification of its findings is due; null "
        "where the interval of the site holds.",
    },
    Source: {
        "title": "The title of the document.",
        "publisher": "Who published it.",
        "url": "Its address on the web; empty where no exact address is certain.",
        "published_on": "The day on which it was published; null where that is not known.",
        "kind": "What kind of document it is.",
        "access": "How it was read for this data.",
    },
    Jurisdiction: {
        "name": "Its full name.",
        "short_name": "The name at the head of its column.",
        "kind": "What kind of place it is.",
        "territories": "The ISO 3166 codes of its territory, which tie it to a map; a union has "
        "one for each member, a zone may have none.",
        "region": "The region of the world that it lies in; empty where none was chosen.",
        "compared": "Whether it is compared; a place that is not is listed only for the law that "
        "binds in its parts.",
        "summary": "How it regulates, in a few sentences.",
        "researched_until": "Up to about this day evidence was looked for; what happened later was "
        "not checked. Null where no day was recorded.",
    },
    Regulator: {
        "jurisdiction": "The jurisdiction whose authority it is.",
        "name": "Its full name.",
        "acronym": "The short form of its name, where it has one.",
        "role": "What it is responsible for.",
        "url": "The address of its website; empty where none is certain.",
    },
    Instrument: {
        "jurisdiction": "The jurisdiction whose law it is.",
        "name": "Its full name.",
        "short_name": "What it is called for short.",
        "reference": "The official reference, as the text is cited: Regulation (EU) 2023/1114.",
        "kind": "What kind of text or decision it is.",
        "regulator": "The authority that made it or applies it; null where none is named.",
        "url": "The address of the official text; empty where none is certain.",
        "note": "How things stand where no milestone says so, or another remark.",
    },
    Event: {
        "jurisdiction": "The jurisdiction in which it happened or will happen.",
        "date": "The day; it may lie in the future.",
        "kind": "What kind of step it is.",
        "title": "What happened, in a few words.",
        "description": "What happened, in a few sentences; empty where the title says it all.",
        "instrument": "The instrument that it concerns; null where it concerns none in particular.",
        "is_milestone": "Whether it is a step in the life of that instrument, from which its status"
        " follows.",
    },
    ApproachPeriod: {
        "jurisdiction": "The jurisdiction whose approach it is.",
        "approach": "The kind of approach.",
        "key_instrument_label": "The key regulatory instrument, as the table names it.",
        "valid_from": "The first day on which it holds: until the next period of the jurisdiction "
        "begins.",
        "rationale": "Why the approach counts as one of this kind.",
    },
    Finding: {
        "jurisdiction": "The jurisdiction whose law answers.",
        "criterion": "The criterion that is answered.",
        "stance": "The coded answer, out of the scale of the criterion.",
        "answer": "The short answer to the question of the criterion.",
        "detail": "Why, in one to three sentences.",
        "valid_from": "The first day on which it holds: until the next finding of the same "
        "jurisdiction and criterion begins.",
        "verified_on": "The day on which somebody last held it against its sources; null where "
        "nobody has since it was entered.",
        "note": "A doubt, or why a day was chosen.",
    },
    Citation: {
        "finding": "The finding that rests on it.",
        "position": "Its place among the citations of the finding; the primary source comes first.",
        "instrument": "The instrument cited; null where a source is cited.",
        "pinpoint": "Where in the instrument: Art. 59(1); s. 15(a).",
        "source": "The source cited; null where an instrument is cited.",
    },
    Proposal: {
        "title": "What is requested.",
        "proponent": "Who requests it.",
        "jurisdiction": "The jurisdiction whose law would change.",
        "addressee": "The authority that is asked; null where none is named.",
        "summary": "What it asks for, in a few sentences.",
    },
    Stakeholder: {"name": "Who it is.", "role": "In what capacity they speak."},
    Argument: {
        "proposal": "The proposal that is argued about.",
        "stakeholder": "Who says it.",
        "side": "On which side of the proposal they stand.",
        "pillar": "The pillar that it concerns, one of criteria; null where it concerns the "
        "proposal as a whole.",
        "statement": "What they say, in their voice.",
    },
    Checkpoint: {
        "title": "What it is about.",
        "status": "How far it is settled.",
    },
    ClaimCheck: {
        "claim": "The claim, as the article makes it.",
        "verdict": "What became of the claim.",
        "explanation": "Why: what the record says.",
    },
    Concept: {"position": "Its place in the glossary, counted upwards."},
    Term: {
        "concept": "The concept that it is a word for.",
        "jurisdiction": "The jurisdiction whose word it is.",
        "abbreviation": "The short form in use there, where there is one: CASP.",
        "language": "The code of the language of the term: en, de, pt-BR.",
        "instrument": "The instrument that defines or coins the term; null where none is named.",
        "pinpoint": "Where in that instrument it is defined: Art. 3(1)(5).",
        "false_friend": "What it is easily mistaken for, where the same or a similar word means "
        "something else elsewhere.",
    },
}


def meaning_of_table(model: type[Model]) -> str:
    """What a record of the table is: what the model says of itself."""
    return " ".join(model.__doc__.split("\n\n")[0].split())


def meaning_of_field(model: type[Model], field: Field) -> str:
    """One or more sentences for readers."""
    told = OF_ONE_TABLE[model].get(field.name) or EVERYWHERE.get(field.name)
    with in_first():
        return told or str(field.help_text).removesuffix(MARKDOWN_HELP).strip()
