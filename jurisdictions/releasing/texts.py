"""The texts that go with every release: what it is, and under which licence."""

from django.conf import settings

from ..plain import FIELDS
from .meanings import meaning_of_table
from .tables import name_of

TITLE = "How jurisdictions regulate crypto-assets and DeFi"

README = f"""\
# {TITLE}: the data

This is a release of all public data of regcompare: each jurisdiction's approach, legal texts with
their milestones, answers to one list of criteria with their provisions and sources, and a proposed
exemption held against them. It is information about the law, not legal or financial advice.
Stances are the editors' reading of the cited sources.

| file | holds |
|---|---|
| `CODEBOOK.md` | every table, field and code in words; read its rules before counting |
| `CHANGELOG.md`, `changes.json` | what changed since the release before, by record and field |
| `csv/`, `json/` | the tables, twice: for spreadsheets, and exactly |
| `schema/` | JSON Schema (draft 2020-12) for each JSON file |
| `manifest.json` | the version, its day, and every file with its size and SHA-256 |
| `LICENCE.txt` | what you may do with it |
| `SHA256SUMS` | checksums of all files but itself |

To check that nothing was damaged on the way, in this folder: `sha256sum -c SHA256SUMS`.

To cite it, name regcompare, the version (in `manifest.json`) and the table; cite the law by its own
provisions and sources, which the tables hold.

## Tables

"""

LICENCE = """\
The data of this release stands, with the program regcompare, under the MIT licence below.

Laws, rules, judgments, quotations and the titles of documents belong to their authors. The licence
does not cover them; the tables name the source of each.

----------------------------------------------------------------------------------------------------

"""


def readme() -> str:
    """What the release is, with a line for each table."""
    lines = [f"- `{name_of(model)}`: {meaning_of_table(model)}\n" for model in FIELDS]
    return README + "".join(lines)


def licence() -> str:
    """What is licensed and what can't be, then the licence of the project as it stands."""
    return LICENCE + (settings.BASE_DIR / "LICENSE").read_text()
