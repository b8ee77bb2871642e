"""Rows of a sheet into the entries that a load takes; what is wrong with any of them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from itertools import islice

from django.db.models import Model
from django.utils.translation import gettext as _

from ..choices import Publication
from ..days import not_verified_yet, today
from ..loading.files import Entry
from ..models.records import Reviewed
from ..plain import (
    FIELDS,
    Key,
    Values,
    fields_of,
    in_files,
    key_fields,
    key_of,
    references_of,
    stored,
)
from .cells import hint, quoted, value_of
from .problems import CellError, Problem
from .reading import Row, Sheet

# Nobody reads more, and a wrong column makes one in each row.
PROBLEMS_LIMIT = 200
SLUG_LIMIT = 100
DRAFTED = tuple(model for model in FIELDS if issubclass(model, Reviewed))


@dataclass
class Entries:
    """The entries of a sheet by key, the row of each, and the problems of all rows.

    known     what is stored, by key
    drafts    the slugs of drafts beside published records, and of what each is to replace
    """

    model: type[Model]
    known: dict[Key, Values]
    drafts: dict[str, str]
    found: dict[Key, Entry] = field(default_factory=dict)
    rows: dict[Key, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def entries_of(sheet: Sheet, model: type[Model]) -> Entries:
    """What a sheet says of the records of `model`, completed by what is stored.

    Columns that are missing leave a stored record as it is, and give a new one the defaults.
    """
    known = {key_of(model, values): values for values in stored(model).values()}
    entries = Entries(model, known, slugs_of_drafts(model))
    entries.problems += problems_of_form(sheet, model)
    if entries.problems:
        return entries
    given = [(row, values_of(row, entries)) for row in sheet.rows]
    entries.problems += islice(problems_of_references(model, given), PROBLEMS_LIMIT)
    wrong = {problem.row for problem in entries.problems}
    for row, values in given:
        if row.number not in wrong:
            add(entries, row, values)
    entries.problems.sort(key=lambda problem: (problem.row or 0, problem.column))
    return entries


def slugs_of_drafts(model: type[Model]) -> dict[str, str]:
    if model not in DRAFTED:
        return {}
    return dict(kept_beside(model).values_list("slug", "draft_of__slug"))


def kept_beside(model: type[Model]):
    """The drafts beside published records."""
    return model._base_manager.exclude(draft_of=None)


# --- Columns ---


def problems_of_form(sheet: Sheet, model: type[Model]) -> list[Problem]:
    """What is wrong before any cell is read: where the head stands elsewhere, nothing but that."""
    keys = set(key_fields(model))
    lower = [number for number, names in sheet.heads.items() if keys <= set(names)]
    if lower and not keys <= set(sheet.columns):
        return [Problem(_("This row names the columns: delete all above it."), min(lower))]
    if is_another_file(sheet.columns, model):
        return [Problem(another_file(sheet.columns, model))]
    return [*problems_of_columns(sheet.columns, model), *sheet.problems]


def is_another_file(columns: list[str], model: type[Model]) -> bool:
    """Does it look like no export of this list, but like what pages offer to readers, say?"""
    known = set(FIELDS[model])
    strange = set(filter(None, columns)) - known
    return len(strange) > len(known & set(columns)) and not set(key_fields(model)) <= set(columns)


def another_file(columns: list[str], model: type[Model]) -> str:
    strange = next(column for column in columns if column and column not in FIELDS[model])
    told = {"column": strange, "columns": ", ".join(FIELDS[model])}
    sentence = _(
        "Most of its columns, such as “%(column)s”, are none of this list. Export the list, and "
        "edit that file: what the pages offer to readers can’t be brought back. There are "
        "%(columns)s."
    )
    return sentence % told


def problems_of_columns(columns: list[str], model: type[Model]) -> Iterator[Problem]:
    names = FIELDS[model]
    for place, column in enumerate(columns, start=1):
        if not column:
            sentence = _("Column %(number)s has no name in row 1. Name it or empty it.")
            yield Problem(sentence % {"number": place})
        elif column not in names:
            yield Problem(unknown(column, names))
        elif column in columns[: place - 1]:
            yield Problem(_("It stands there twice. Delete one of the two."), column=column)
    for missing in [name for name in key_fields(model) if name not in columns]:
        text = _("There is no such column, by which records are known. Add it.")
        yield Problem(text, column=missing)


def unknown(column: str, names: tuple[str, ...]) -> str:
    near = get_close_matches(column.lower(), names, n=1)
    told = {"column": column, "near": near and near[0], "columns": ", ".join(names)}
    if near:
        sentence = _("There is no column “%(column)s”. Did you mean %(near)s? Rename or delete it.")
    else:
        sentence = _("There is no column “%(column)s”. There are %(columns)s. Rename or delete it.")
    return sentence % told


# --- Cells ---


def values_of(row: Row, entries: Entries) -> Values:
    """The values that can be read of a row."""
    values, fields = {}, fields_of(entries.model)
    for name, raw in row.cells.items():
        try:
            values[name] = value_of(fields[name], raw)
        except CellError as error:
            entries.problems.append(Problem(str(error), row.number, name))
    return values


def problems_of_references(model: type[Model], given) -> Iterator[Problem]:
    """Slugs that neither the database nor the file itself holds."""
    for name, target in references_of(model).items():
        slugs = set(in_files(target).values_list("slug", flat=True))
        if target is model:
            slugs |= {values["slug"] for _row, values in given if values.get("slug")}
        for row, values in given:
            asked = values.get(name) or []
            for slug in asked if isinstance(asked, list) else [asked]:
                if slug not in slugs:
                    yield Problem(absent(target, slug, slugs), row.number, name)


def absent(target: type[Model], slug: str, slugs: set[str]) -> str:
    near = get_close_matches(slug, slugs, n=1) if len(slug) <= SLUG_LIMIT else []
    told = {"kind": target._meta.verbose_name, "slug": quoted(slug), "near": near and near[0]}
    if near:
        sentence = _("There is no %(kind)s %(slug)s. Did you mean %(near)s?")
    else:
        sentence = _("There is no %(kind)s %(slug)s. Write its slug, or add it first.")
    return sentence % told


# --- Records ---


def add(entries: Entries, row: Row, values: Values) -> None:
    """The entry of a row, unless something is wrong with the record."""
    key = key_of(entries.model, values)
    if key in entries.rows:
        sentence = _("This record stands in row %(row)s already. Keep one of them.")
        entries.problems.append(Problem(sentence % {"row": entries.rows[key]}, row.number))
        return
    entries.rows[key] = row.number
    before = entries.known.get(key)
    wrong = list(problems_of_record(entries, row, values, before))
    entries.problems += wrong
    if not wrong:
        whole = (before or defaults(entries.model)) | values
        fields = as_fields(entries.model, whole)
        place = _("row %(number)s") % {"number": row.number}
        entries.found[key] = Entry(place, entries.model, fields)


def problems_of_record(
    entries: Entries, row: Row, values: Values, before: Values | None
) -> Iterator[Problem]:
    if is_verified_to_come(values, before or {}):
        yield Problem(not_verified_yet(today()), row.number, "verified_on")
    if before is None:
        yield from problems_of_new_record(entries, row, values)
    elif values.get("slug") in entries.drafts.values() and leaves_readers(values, before):
        text = _("There is a draft beside it: publish or delete that first.")
        yield Problem(text, row.number, "publication")


def problems_of_new_record(entries: Entries, row: Row, values: Values) -> Iterator[Problem]:
    if values.get("slug") in entries.drafts:
        text = _("This is a draft beside what readers see. Edit it on its form.")
        yield Problem(text, row.number, "slug")
    for name, one in fields_of(entries.model).items():
        required = not one.blank and not one.has_default()
        if name not in values and required:
            text = _("The record is new and needs it. Add the column.")
            yield Problem(f"{text} {hint(one)}".rstrip(), row.number, name)


def is_verified_to_come(values: Values, before: Values) -> bool:
    """Does the row give a day that hasn't come? What is stored already was told elsewhere."""
    day = values.get("verified_on")
    return day is not None and day != before.get("verified_on") and day > today()


def leaves_readers(values: Values, before: Values) -> bool:
    after = values.get("publication", before["publication"])
    return before["publication"] == Publication.PUBLISHED != after


def defaults(model: type[Model]) -> Values:
    """What a new record has where nothing is said."""
    return {
        name: [] if one.many_to_many else one.get_default()
        for name, one in fields_of(model).items()
    }


def as_fields(model: type[Model], values: Values) -> Values:
    """Plain values in the form of a file: references in brackets, what is null left out."""
    fields = {}
    for name, one in fields_of(model).items():
        value = values[name]
        if one.many_to_many:
            fields[name] = [[slug] for slug in value]
        elif value is not None:
            fields[name] = [value] if one.is_relation else value
    return fields
