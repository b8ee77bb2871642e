"""The codebook: every table, field and code of a release in words, as Markdown."""

from collections.abc import Iterable

from django.db.models import Field, Model, TextChoices

from ..choices import Scale
from ..days import FIRST_DAY, LAST_DAY
from ..plain import FIELDS, fields_of, key_fields
from ..renderers.formulas import BEGINNINGS
from .forms import SEPARATOR_IN_WORDS
from .kinds import in_words
from .meanings import meaning_of_field, meaning_of_table
from .tables import name_of
from .vocabularies import VOCABULARIES, codes

NAMES = {"\t": "tab", "\r": "carriage return", "\n": "line feed"}
SIGNS = ", ".join(NAMES.get(sign, f"`{sign}`") for sign in BEGINNINGS)

RULES = f"""\
## Rules that hold everywhere

- **One dated rule.** A finding or approach period holds from `valid_from` until the next one
  begins: of the same jurisdiction and criterion for findings, of the same jurisdiction for
  approach periods. There is no end date. What held on a day is, of each such cell, the record with
  the latest `valid_from` that is not after the day. When a rule ends, the next record says so.
- **The future.** A record whose `valid_from` lies after the day of the release is already law, but
  for a later day. Days lie between {FIRST_DAY} and {LAST_DAY}.
- **Unknown is not “no”.** Where there is no finding, nobody has researched the question yet. That
  nothing was found is a finding of its own, with a stance such as `not-regulated`. A null or an
  empty text means that something is not known, not recorded or does not apply.
- **A proposal is not law.** What is only proposed counts as `unclear`, or leaves the older finding
  in place.
- **A text that is cited need not be law.** A finding or approach period may rest on a bill, a
  proposed rule or a consultation, or on what has ended. What a text is on a day follows from its
  milestones, as below, and where these tell nothing of it, from its kind. The files of the site and
  the API say it beside each provision.
- **Evidence ends.** `researched_until` of a jurisdiction says up to about which day evidence was
  looked for. `verified_on` of a finding says when somebody last held it against its sources.
- **The status of an instrument** (proposed, in force, repealed …) is not stored. It follows from
  the day asked for and the events with `is_milestone` that refer to the instrument.
- **Published records only.** Drafts and what waits for review are not here, nor are their
  citations.
"""

FILES = f"""\
## How to read the files

Every table is there twice, with the same records in the same order: `json/<table>.json` is exact,
`csv/<table>.csv` is for spreadsheets. `schema/<table>.schema.json` describes the JSON in JSON
Schema, draft 2020-12. All files are in UTF-8; days are written like 2024-12-31.

| | in JSON | in CSV |
|---|---|---|
| a reference | the slug of what it refers to | the same |
| several references or codes | a list | joined by {SEPARATOR_IN_WORDS} |
| true or false | `true`, `false` | `true`, `false` |
| no value | `null` | nothing |
| empty text, empty list | `""`, `[]` | nothing |
| text that begins with {SIGNS} | as it is | behind an apostrophe `'` |

The apostrophe keeps a spreadsheet from taking a text for a formula; Markdown lists begin with `-`,
for instance. A program that needs the exact text reads the JSON. Lines of the CSV end with
carriage return and line feed, and a text may have several lines inside its quotation marks.
Columns are separated by commas.

Where a kind is “Markdown”, emphasis, links, lists and paragraphs are marked as in CommonMark.
"""


def codebook() -> str:
    """The whole document."""
    parts = [
        "# Codebook\n",
        "What the tables of the data release hold. regcompare sets side by side how jurisdictions "
        "regulate crypto-assets and DeFi, on a given day, according to which source. It is "
        "information about the law, not legal or financial advice.\n",
        RULES,
        FILES,
        "## Tables\n",
        *(table_section(model) for model in FIELDS),
        "## Vocabularies\n",
        *(code_section(name, vocabulary) for name, vocabulary in VOCABULARIES.items()),
        scales_section(),
    ]
    return "\n".join(parts)


def table_section(model: type[Model]) -> str:
    """A table: what a record is, what it is known by, and its fields."""
    keys = ", ".join(f"`{name}`" for name in key_fields(model))
    lines = [(f"`{n}`", *field_line(model, field)) for n, field in fields_of(model).items()]
    return f"### {name_of(model)}\n\n{meaning_of_table(model)} Known by: {keys}.\n\n" + grid(
        ("field", "kind", "may be", "meaning"), lines
    )


def field_line(model: type[Model], field: Field) -> tuple[str, str, str]:
    return in_words(field), emptiness(field), meaning_of_field(model, field)


def emptiness(field: Field) -> str:
    """What a field holds where it holds no value."""
    if field.null:
        return "null"
    return "empty" if field.blank else ""


def code_section(name: str, vocabulary: type[TextChoices]) -> str:
    lines = [(f"`{value}`", label, meaning) for value, label, meaning in codes(vocabulary)]
    return f"### {name}\n\n" + grid(("code", "label", "meaning"), lines)


def scales_section() -> str:
    """Which stances belong to which scale."""
    lines = [
        (f"`{scale.value}`", ", ".join(f"`{stance.value}`" for stance in scale.stances))
        for scale in Scale
    ]
    return "### Stances of each scale\n\n" + grid(("scale", "stances"), lines)


def grid(head: tuple[str, ...], lines: Iterable[tuple[str, ...]]) -> str:
    """A table in Markdown."""
    rows = [head, ("---",) * len(head), *lines]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)
