"""The database as fixture files: which record stands in which file, in which order and form.

All of it follows from the data and nothing from primary keys, so that the same data always makes
the same bytes.
"""

import re
import textwrap
from collections import defaultdict
from collections.abc import Iterable, Iterator
from operator import itemgetter
from pathlib import Path

import yaml
from django.db.models import Field, Model

from .models import (
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
    Pillar,
    Proposal,
    Regulator,
    Section,
    Source,
    Stakeholder,
    Term,
    Topic,
)
from .plain import FIELDS, Values, fields_of, references_of, stored
from .shipped import path_of

Row = tuple[type[Model], Values]
Rows = dict[type[Model], list[Values]]
Parts = list[tuple[str, list[Row]]]

# What the article says doesn't change: its fixture is copied, not written from the database.
ARTICLE = "article"
SHARED_SOURCES = "sources"

# The models whose records stand in the file of their jurisdiction.
OF_A_PLACE = (Regulator, Instrument, ApproachPeriod, Event, Finding)

HEADS = {
    "vocabulary": "The shared words: approaches, sections and topics. The pillars stand in "
    "article.yaml and proposal.yaml, since they belong to the proposal that the article reports.",
    SHARED_SOURCES: "Sources that more than one file refers to. A source that one file alone "
    "refers to stands in that file.",
    "proposal": "The requested exemption with what was found later: positions, checkpoints, and "
    "the claims of the article held against the record.",
    "glossary": "Different words for one thing: concepts under a neutral name, then the words that "
    "the jurisdictions have for each, where they are defined, and which of them are false "
    "friends. All of it is taken from the other files, so it is loaded after them. A "
    "pinpoint stands only where those files give one for the definition or for the rule "
    "of that name.",
}
HEAD_OF_A_PLACE = (
    "{name}: regulators, instruments with their milestones, approach periods, events, findings "
    "and sources."
)


def export() -> dict[str, bytes]:
    """The content of every fixture file by its name, from the database as it stands."""
    rows = rows_in_order()
    homes = homes_of_sources(rows)
    parts = {
        "vocabulary": vocabulary(rows),
        SHARED_SOURCES: [sources_in(SHARED_SOURCES, rows, homes)],
        "proposal": proposals(rows),
        "glossary": glossary(rows),
    }
    texts = {name: document(HEADS[name], parts[name]) for name in parts}
    for place in rows[Jurisdiction]:
        head = HEAD_OF_A_PLACE.format(name=place["name"])
        texts[place["slug"]] = document(head, jurisdiction(place, rows, homes))
    contents = {name: text.encode() for name, text in texts.items()}
    return contents | {ARTICLE: path_of(ARTICLE).read_bytes()}


def write(contents: dict[str, bytes], folder: Path) -> dict[str, str]:
    """Write what `export` gives, and say of each file whether it is new, changed or unchanged."""
    folder.mkdir(parents=True, exist_ok=True)
    return {name: update(folder / f"{name}.yaml", content) for name, content in contents.items()}


def update(path: Path, content: bytes) -> str:
    """Write a file if it differs."""
    before = path.read_bytes() if path.exists() else None
    if before == content:
        return "unchanged"
    path.write_bytes(content)
    return "new" if before is None else "changed"


# --- In which order ---

CITED = ("instrument", "pinpoint", "source")
IN_ORDER_OF = {
    Approach: itemgetter("position"),
    Section: itemgetter("position"),
    Criterion: itemgetter("position"),
    ApproachPeriod: itemgetter("valid_from", "slug"),
    Event: itemgetter("date", "slug"),
    Finding: itemgetter("valid_from", "slug"),
    Citation: lambda row: (row["position"], *(row[name] or "" for name in CITED)),
    Argument: itemgetter("proposal", "position", "slug"),
    Checkpoint: itemgetter("proposal", "position", "slug"),
    ClaimCheck: itemgetter("proposal", "position", "slug"),
    Concept: itemgetter("position"),
}


def rows_in_order() -> Rows:
    """All records: by slug, if nothing in them says more about their order."""
    rows = {model: list(stored(model).values()) for model in FIELDS}
    for model, found in rows.items():
        found.sort(key=IN_ORDER_OF.get(model, itemgetter("slug")))
    # Sorting keeps the order of equals, so that these come on top of the order above.
    sort_like(rows[Section], rows[Criterion], "section")
    sort_like(rows[Criterion], rows[Finding], "criterion")
    sort_like(rows[Concept], rows[Term], "concept")
    return rows


def sort_like(models: list[Values], rows: list[Values], name: str):
    """Sort `rows` by the place of what their field `name` refers to."""
    places = {model["slug"]: place for place, model in enumerate(models)}
    rows.sort(key=lambda row: places[row[name]])


# --- In which file ---


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


# --- In which form ---


class FlowList(list):
    """Written in one line: [one, two]."""


class FlowMap(dict):
    """Written in one line: {name: value}."""


RARE_LINE_END = re.compile("[\r\x85\u2028\u2029]")


class Dumper(yaml.SafeDumper):
    """YAML as the fixtures have it. In Python, since libyaml breaks long lines elsewhere."""

    def ignore_aliases(self, data):
        return True

    def increase_indent(self, flow=False, indentless=False):
        return super().increase_indent(flow, indentless=False)


def write_text(dumper, text: str):
    """Several lines stay several lines, unless YAML would then lose a line end or change it."""
    if RARE_LINE_END.search(text):
        style = '"'
    else:
        style = "|" if "\n" in text and not text.endswith("\n") else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def write_list(dumper, items: FlowList):
    return dumper.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=True)


def write_map(dumper, fields: FlowMap):
    return dumper.represent_mapping("tag:yaml.org,2002:map", fields.items(), flow_style=True)


Dumper.add_representer(str, write_text)
Dumper.add_representer(FlowList, write_list)
Dumper.add_representer(FlowMap, write_map)


def document(head: str, parts: Parts) -> str:
    """The text of a file: what it holds, then its parts under their names."""
    comment = textwrap.indent(textwrap.fill(head, 97), "# ")
    filled = [f"\n# --- {title} ---\n{records(rows)}" for title, rows in parts if rows]
    return "\n".join([comment, *(filled or ["\n[]"])]) + "\n"


def records(rows: Iterable[Row]) -> str:
    """Records below each other, with a blank line before each; citations stay close."""
    return "\n".join(record(*row) if row[0] is Citation else f"\n{record(*row)}" for row in rows)


def record(model: type[Model], values: Values) -> str:
    fields = {
        name: in_form(field, values[name])
        for name, field in fields_of(model).items()
        if not is_left_out(field, values[name])
    }
    shape = FlowMap if model is Citation else dict
    raw = {"model": label(model, values), "fields": shape(fields)}
    text = yaml.dump([raw], Dumper=Dumper, sort_keys=False, allow_unicode=True, width=98)
    return text.removesuffix("\n")


def label(model: type[Model], values: Values) -> str:
    """The name of the model; a criterion goes by that of its kind."""
    if model is Criterion:
        model = Pillar if values["proposal"] else Topic
    return model._meta.label_lower


def is_left_out(field: Field, value) -> bool:
    """An empty value that a load gives anyway."""
    empty = value in (None, "", []) or value is False
    return empty and (field.many_to_many or value == field.get_default())


def in_form(field: Field, value):
    """References in brackets, lists in one line."""
    if field.many_to_many:
        return FlowList(FlowList([slug]) for slug in value)
    if field.is_relation:
        return FlowList([value])
    return FlowList(value) if isinstance(value, list) else value
