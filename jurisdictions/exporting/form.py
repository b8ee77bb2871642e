"""In which form records are exported: YAML as people would write it."""

import re
import textwrap
from collections.abc import Iterable

import yaml
from django.db.models import Field, Model

from ..models import Citation, Criterion, Event, Pillar, Topic
from ..plain import Values, fields_of
from .order import Row

Parts = list[tuple[str, list[Row]]]


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
    """An empty value that a load gives anyway, or that an event is published, as nearly all are."""
    if field.model is Event and field.name == "publication":
        return value == field.get_default()
    empty = value in (None, "", []) or value is False
    return empty and (field.many_to_many or value == field.get_default())


def in_form(field: Field, value):
    """References in brackets, lists in one line."""
    if field.many_to_many:
        return FlowList(FlowList([slug]) for slug in value)
    if field.is_relation:
        return FlowList([value])
    return FlowList(value) if isinstance(value, list) else value
