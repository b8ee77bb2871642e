"""In which file records are exported, and in which part of it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.db.models import Model

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
from ..plain import Values, references_of
from .form import Parts
from .order import Row, Rows

SHARED_SOURCES = "sources"
# The models whose records stand in the file of their jurisdiction.
OF_A_PLACE = (Regulator, Instrument, ApproachPeriod, Event, Finding)


def vocabulary(rows: Rows) -> Parts:
    topics = [row for row in rows[Criterion] if not row["proposal"]]
    return [
        ("Approaches", of(Approach, rows[Approach])),
        ("Sections", of(Section, rows[Section])),
        ("Topics", of(Criterion, topics)),
    ]


def proposals(rows: Rows) -> Parts:
    pillars = [row for row in rows[Criterion] if row["proposal"]]
    return [
        ("Proposal", of(Proposal, rows[Proposal])),
        ("Pillars", of(Criterion, pillars)),
        ("Stakeholders", of(Stakeholder, rows[Stakeholder])),
        ("Arguments", of(Argument, rows[Argument])),
        ("Checkpoints", of(Checkpoint, rows[Checkpoint])),
        ("Claim checks", of(ClaimCheck, rows[ClaimCheck])),
    ]


def glossary(rows: Rows) -> Parts:
    terms = grouped(rows[Term], "concept")
    parts = [(concept["name"], of(Term, terms[concept["slug"]])) for concept in rows[Concept]]
    return [("Concepts", of(Concept, rows[Concept])), *parts]


def jurisdiction(place: Values, rows: Rows, homes: dict[str, str]) -> Parts:
    """The file of one place: the records of the jurisdiction, and the sources of them alone."""
    own = {model: grouped(rows[model], "jurisdiction")[place["slug"]] for model in OF_A_PLACE}
    milestones = milestones_of(own[Instrument], own[Event])
    bare = {row["slug"] for rows in milestones.values() for row in rows}
    told = [row for row in own[Event] if row["slug"] not in bare]
    instruments = each_with(of(Instrument, own[Instrument]), Event, milestones)
    findings = each_with(of(Finding, own[Finding]), Citation, grouped(rows[Citation], "finding"))
    return [
        ("Jurisdiction", of(Jurisdiction, [place])),
        ("Regulators", of(Regulator, own[Regulator])),
        sources_in(place["slug"], rows, homes),
        ("Instruments and their milestones", instruments),
        ("Approach periods", of(ApproachPeriod, own[ApproachPeriod])),
        ("Events", of(Event, told)),
        ("Findings, each followed by its provisions and sources", findings),
    ]


def milestones_of(instruments: list[Values], events: list[Values]) -> dict[str, list[Values]]:
    """By instrument of this file its bare milestones, which say no more than it does itself."""
    here = {row["slug"] for row in instruments}
    bare = [row for row in events if row["is_milestone"] and not row["description"]]
    return grouped([row for row in bare if row["instrument"] in here], "instrument")


def sources_in(file: str, rows: Rows, homes: dict[str, str]) -> tuple[str, list[Row]]:
    """The part of a file that holds sources."""
    return "Sources", of(Source, [row for row in rows[Source] if homes[row["slug"]] == file])


def homes_of_sources(rows: Rows) -> dict[str, str]:
    """The file of each source: that of the place whose records alone refer to it, or `sources`."""
    users = defaultdict(set)
    places = {row["slug"]: row["jurisdiction"] for row in rows[Finding]}
    # The glossary only takes up what the other files rest on.
    for model in rows.keys() - {Term}:
        for row in rows[model]:
            for slug in sources_of(model, row):
                users[slug].add(file_of(model, row, places))
    alone = {slug: files.pop() for slug, files in users.items() if len(files) == 1}
    return {row["slug"]: alone.get(row["slug"]) or SHARED_SOURCES for row in rows[Source]}


def file_of(model: type[Model], row: Values, places: dict[str, str]) -> str | None:
    """The file of the place to which a record belongs, if any; `places` are those of findings."""
    if model is Citation:
        return places[row["finding"]]
    return row["jurisdiction"] if model in OF_A_PLACE else None


def sources_of(model: type[Model], row: Values) -> Iterator[str]:
    """The sources to which a record refers, in whichever field."""
    for name, target in references_of(model).items():
        if target is Source and row[name]:
            yield from row[name] if isinstance(row[name], list) else [row[name]]


def of(model: type[Model], rows: Iterable[Values]) -> list[Row]:
    return [(model, row) for row in rows]


def each_with(leaders: list[Row], model, followers: dict[str, list[Values]]) -> list[Row]:
    """Records, each followed by those of `model` that belong to it."""
    return [
        row
        for leader in leaders
        for row in [leader, *of(model, followers.get(leader[1]["slug"], []))]
    ]


def grouped(rows: Iterable[Values], name: str) -> dict[str, list[Values]]:
    groups = defaultdict(list)
    for row in rows:
        groups[row[name]].append(row)
    return groups
