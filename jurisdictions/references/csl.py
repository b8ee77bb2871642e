"""CSL-JSON: a list of one item, as Zotero, Pandoc and citeproc read it."""

import json
from datetime import date

from ..languages import tag
from .reference import Reference


def write(reference: Reference) -> str:
    return json.dumps([item(reference)], ensure_ascii=False, indent=2) + "\n"


def item(reference: Reference) -> dict:
    told = {
        "id": reference.key,
        "type": "webpage",
        "title": reference.title,
        "author": [{"literal": reference.publisher}],
        "publisher": reference.publisher,
        "issued": reference.issued and on(reference.issued),
        "accessed": on(reference.retrieved),
        "version": reference.version,
        "note": reference.evidence,
        "URL": reference.address,
        "language": tag(),
    }
    return {name: value for name, value in told.items() if value}


def on(day: date) -> dict:
    return {"date-parts": [[day.year, day.month, day.day]]}
