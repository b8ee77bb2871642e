"""The database as fixture files: which record stands in which file, in which order and form.

All of it follows from the data and nothing from primary keys, so that the same data always makes
the same bytes.
"""

import os
from pathlib import Path

from ..models import Jurisdiction
from ..shipped import path_of
from .files import (
    SHARED_SOURCES,
    glossary,
    homes_of_sources,
    jurisdiction,
    proposals,
    sources_in,
    vocabulary,
)
from .form import document
from .order import rows_in_order

# What the article says doesn't change: its fixture is copied, not written from the database.
ARTICLE = "article"


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
    """Write what `export` gives, all of it or nothing, and say of each file whether it is new,
    changed or unchanged."""
    folder.mkdir(parents=True, exist_ok=True)
    files = {name: (folder / f"{name}.yaml", content) for name, content in contents.items()}
    states = {name: state(path, content) for name, (path, content) in files.items()}
    put([file for name, file in files.items() if states[name] != "unchanged"])
    return states


def state(path: Path, content: bytes) -> str:
    if not path.exists():
        return "new"
    return "unchanged" if path.read_bytes() == content else "changed"


def put(files: list[tuple[Path, bytes]]) -> None:
    """Write files that take their places when all of them are whole."""
    aside = [(partial_of(path), path, content) for path, content in files]
    try:
        for partial, _path, content in aside:
            partial.write_bytes(content)
        for partial, path, _content in aside:
            partial.replace(path)
    finally:
        for partial, _path, _content in aside:
            partial.unlink(missing_ok=True)


def partial_of(path: Path) -> Path:
    return path.with_name(f".{path.name}.{os.getpid()}.part")
