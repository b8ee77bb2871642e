"""Fixture files: read, held to their form, and brought into an order in which they can be saved."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import yaml
from django.core.exceptions import ValidationError
from django.db.models import BooleanField, JSONField, Model
from django.utils.translation import gettext as _

from ..models.fields import tidied
from ..plain import MODELS, Key, Values, fields_of, key_fields, key_of, references_of
from ..texts.portable import on_one_line

# Fields make numbers and days of text and know better: YAML alone takes an "Art. 1.10" for 1.1.
YAML = "tag:yaml.org,2002:"
READ_AS_TEXT = {f"{YAML}{kind}" for kind in ("int", "float", "timestamp")}
# What nothing of ours is, and nothing becomes either that is called so: !!int, !!binary.
UNKNOWN = READ_AS_TEXT | {f"{YAML}{kind}" for kind in ("binary", "omap", "pairs", "set")}


# A record needs four.
DEEPEST = 20


class LoadError(Exception):
    """Why nothing can be loaded, in a sentence for the editor of the file."""


class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """YAML in which numbers and days stay text, and no key may stand twice."""

    yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in resolvers if tag not in READ_AS_TEXT]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    yaml_constructors = {
        tag: construct
        for tag, construct in yaml.SafeLoader.yaml_constructors.items()
        if tag not in UNKNOWN
    }

    def construct_mapping(self, node, deep=False):
        seen = set()
        for key, _value in node.value:
            if problem := problem_with_key(key, seen):
                raise yaml.MarkedYAMLError(problem=problem, problem_mark=key.start_mark)
            seen.add(key.value)
        return super().construct_mapping(node, deep)


def problem_with_key(key: yaml.Node, seen: set[str]) -> str | None:
    if not isinstance(key, yaml.ScalarNode):
        return "the name of a field is a word"
    return f"“{key.value}” stands twice in one record" if key.value in seen else None


@dataclass(frozen=True)
class Entry:
    """One record as a file gives it; empty fields are left out of `fields`."""

    file: str
    model: type[Model]
    fields: Values

    @cached_property
    def key(self) -> Key:
        return key_of(self.model, {name: self.plain(name) for name in key_fields(self.model)})

    def __str__(self):
        name = ", ".join(filter(None, self.key[1]))
        return f"{self.model._meta.verbose_name} {name} ({self.file})"

    def plain(self, name: str):
        """The value of a field in plain terms: slugs for references, else as the file has it."""
        field = self.model._meta.get_field(name)
        if field.many_to_many:
            return sorted({slug for [slug] in self.fields.get(name, [])})
        if field.is_relation:
            return self.fields[name][0] if name in self.fields else None
        return self.fields.get(name, "")

    def references(self) -> Iterator[Key]:
        """The keys of all records that this one refers to."""
        for name, model in references_of(self.model).items():
            slugs = self.plain(name)
            for slug in slugs if isinstance(slugs, list) else filter(None, [slugs]):
                yield model, (slug,)


class RecordError(LoadError):
    """Why one record can't be loaded: the record, the field if it is about one, the sentence."""

    def __init__(self, entry: Entry, problem: str, field: str = ""):
        told = _("%(record)s, field %(field)s")
        where = told % {"record": entry, "field": field} if field else f"{entry}"
        super().__init__(f"{where}: {problem}")
        self.entry, self.problem, self.field = entry, problem, field


def read(paths: Iterable[Path]) -> dict[Key, Entry]:
    """The records of all files, each once: the last file that holds a record wins.

    Raises LoadError when a file can't be read or a record has not the form of one.
    """
    entries: dict[Key, Entry] = {}
    for path in paths:
        entries |= read_file(path)
    return entries


def read_file(path: Path) -> dict[Key, Entry]:
    """The records of one file."""
    entries: dict[Key, Entry] = {}
    for number, raw in enumerate(content(path), start=1):
        entry = as_entry(path.name, number, raw)
        if entry.key in entries:
            raise LoadError(f"{entry} stands twice in the file.")
        entries[entry.key] = entry
    return entries


def content(path: Path) -> list:
    """What stands in a YAML file, which must be a list."""
    try:
        text = path.read_text(encoding="utf-8")
        demand_shallow(text)
        found = yaml.load(text, Loader)
    except OSError as error:
        raise LoadError(f"{path} can't be read: {error.strerror}.") from error
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        raise LoadError(f"{path.name}{place_and_problem(error)}.") from error
    # Of an empty database, files are exported that hold their headings alone.
    if not text.strip():
        raise LoadError(f"{path.name} is empty.")
    if not isinstance(found or [], list):
        raise LoadError(f"{path.name}: a fixture is a list of records, each with “- model:”.")
    return found or []


def demand_shallow(text: str) -> None:
    """YAMLError where there is too much in one another: reading it would kill the process."""
    depth = 0
    for event in yaml.parse(text, Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEEPEST:
            problem = f"there are more than {DEEPEST} lists in one another"
            raise yaml.MarkedYAMLError(problem=problem, problem_mark=event.start_mark)


def place_and_problem(error: Exception) -> str:
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark:
        return f", line {error.problem_mark.line + 1}: {error.problem}"
    # What the parser says can take several lines.
    return f": this is not YAML in UTF-8 ({on_one_line(str(error))})"


def as_entry(file: str, number: int, raw) -> Entry:
    """One record of a file in which it is the one with this number, counted from 1."""
    where = f"{file}, record {number}"
    if not isinstance(raw, dict) or set(raw) != {"model", "fields"}:
        raise LoadError(f"{where}: a record has “model” and “fields”, and nothing else.")
    model = MODELS.get(str(raw["model"]).lower())
    if model is None:
        raise LoadError(f"{where}: there is no model {raw['model']}.")
    if not isinstance(raw["fields"], dict):
        raise LoadError(f"{where}: “fields” holds names and values.")
    where += f", {model._meta.verbose_name} {raw['fields'].get('slug') or ''}".rstrip()
    return Entry(file, model, checked(model, raw["fields"], where))


def checked(model: type[Model], fields: dict, where: str) -> Values:
    """The fields that are not empty, each of which must exist and take its value."""
    given = {str(name): value for name, value in fields.items() if value is not None}
    for name, value in given.items():
        if problem := problem_with(model, name, value):
            raise LoadError(f"{where}, field {name}: {problem}")
    if missing := {"slug", "finding"} & set(key_fields(model)) - set(given):
        raise LoadError(f"{where}: {missing.pop()} is missing.")
    return {name: tidied(fields_of(model)[name], value) for name, value in given.items()}


def problem_with(model: type[Model], name: str, value) -> str | None:
    """What is wrong with the form of a value, as a sentence."""
    if name not in fields_of(model):
        return f"there is no such field. There are {', '.join(fields_of(model))}."
    field = fields_of(model)[name]
    if field.is_relation:
        return problem_with_reference(value, several=field.many_to_many)
    if isinstance(value, list | dict) and not isinstance(field, JSONField):
        return "write one value, without brackets."
    if isinstance(value, bool) and not isinstance(field, BooleanField):
        return "yes, no, on, off, true and false are text only in quotes."
    try:
        field.to_python(value)
    except ValidationError as error:
        return error.messages[0]
    return None


def problem_with_reference(value, *, several: bool) -> str | None:
    if several:
        fits = isinstance(value, list) and all(map(is_reference, value))
        return None if fits else "write each slug in brackets, as in [[one], [another]]."
    return None if is_reference(value) else "write the slug in brackets, as in [one]."


def is_reference(value) -> bool:
    return isinstance(value, list) and len(value) == 1 and isinstance(value[0], str)


def in_order(entries: dict[Key, Entry]) -> list[Entry]:
    """The records in an order in which each comes after those that it refers to.

    Raises LoadError when some refer to each other in a circle.
    """
    needs = {key: entry.references() for key, entry in entries.items()}
    try:
        order = list(TopologicalSorter(needs).static_order())
    except CycleError as error:
        circle = " → ".join(str(entries[key]) for key in error.args[1])
        told = _("These records refer to each other in a circle: %(records)s.")
        raise LoadError(told % {"records": circle}) from error
    return [entries[key] for key in order if key in entries]
