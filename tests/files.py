"""Files in tests: fetched, made from plain values, and a page's cells to hold them against."""

import re
from dataclasses import dataclass
from datetime import date

from django.test import Client

from jurisdictions.days import AsOf
from jurisdictions.files.content import Column, File, Passage, Records, Table, TableRow
from jurisdictions.files.document import Document

from .pages import parse, squeeze

DAY = date(2026, 11, 24)
THREE = "jurisdiction=united-states&jurisdiction=european-union&jurisdiction=dubai&"
# Everything; cells outside the filter, of two kinds; cells not researched; fewer rows; one column.
QUERIES = (
    f"{THREE}as_of={DAY}",
    f"{THREE}as_of={DAY}&stance=partly-recognised&stance=regulated",
    f"{THREE}as_of={DAY}&q=recital&section=pillars",
    f"{THREE}as_of=2023-02-07",
    f"{THREE}as_of={DAY}&only=differences",
    f"jurisdiction=dubai&jurisdiction=united-states&as_of={DAY}&only=gaps",
    "jurisdiction=dubai&criterion=custody&as_of=2024-01-01",
)
# Text that a format might take for something else.
HOSTILE = (
    '=HYPERLINK("https://example.org","x")',
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "#N/A",
    "a | b \\| c",
    "<b>bold</b> & &lt;i&gt;",
    "one\ntwo",
    "🙂 emoji",
    "نص عربي",
    "*a* _b_ **c** `d` ~~e~~",
    "[text](https://example.org) ![x](y)",
    "<https://example.org>",
    "# head",
    "1. list",
    "> quoted",
    "---",
    "_x0041_",
    "back\\slash\\",
    "cafe\u0301",
)


@dataclass(frozen=True)
class Shown:
    """One cell as a reader sees it."""

    criterion: str
    jurisdiction: str
    word: str
    answer: str
    sources: tuple[str, ...]


def fetched(suffix: str, query: str) -> bytes:
    response = Client().get(f"/compare.{suffix}?{query}")
    assert response.status_code == 200, response.content
    return response.getvalue()


def on_page(query: str) -> list[Shown]:
    """The cells of the comparison page, row by row."""
    page = parse(Client().get(f"/compare/?{query}"))
    titles = {li["id"]: squeeze(li.find(["a", "cite"])) for li in page.select(".notes li")}
    rows = [head.parent for head in page.select(".comparison th[scope=row]")]
    return [cell_on_page(squeeze(row.th.a), td, titles) for row in rows for td in row("td")]


def cell_on_page(criterion: str, td, titles: dict[str, str]) -> Shown:
    answer = td.select_one(".answer")
    numbers = [link["href"][1:] for link in td.select("a[href^='#note-']")]
    return Shown(
        criterion,
        td["data-label"],
        squeeze(td.select_one(".stance")),
        squeeze(answer) if answer else "",
        tuple(titles[number] for number in numbers),
    )


def in_table(rows: list[list[str]], titles: dict[int, str]) -> list[Shown]:
    """The cells of a table of texts: its head first, a line a passage in each of its cells."""
    (_, *jurisdictions), *others = rows
    return [
        cell_in_table(criterion.splitlines()[0], jurisdiction, cell, titles)
        for criterion, *cells in others
        if any(cells)
        for jurisdiction, cell in zip(jurisdictions, cells, strict=True)
    ]


def cell_in_table(criterion: str, jurisdiction: str, cell: str, titles: dict[int, str]) -> Shown:
    word, *others = cell.splitlines()
    told = others[0] if others else ""
    answer = re.sub(r"( \[\d+\])+$", "", told)
    numbers = re.findall(r"\[(\d+)\]", told[len(answer) :])
    sources = tuple(titles[int(number)] for number in numbers)
    return Shown(criterion, jurisdiction, word, answer, sources)


def described(**changes) -> Document:
    """A Document of a list."""
    given = {
        "name": "list",
        "title": "A list",
        "address": f"https://example.org/list/?as_of={DAY}",
        "as_of": AsOf(DAY, DAY, asked=True),
        "retrieved": date(2026, 11, 24),
    }
    return Document(**given | changes)


def made_file(records=(), entries=(), notes=(), sources=(), *, width=0, **changes) -> File:
    """A File of records with columns c0, c1 …, and of a table of rows of entries.

    An entry is a list of Passages, or a text. `width` spares looking at endless records.
    """
    width = width or max((len(row) for row in records), default=1)
    columns = max((len(row) for row in entries), default=1)
    heads = tuple(Column(f"c{n}", f"Column {n}", f"What {n} is.") for n in range(width))
    rows = [TableRow(tuple(map(entry, row))) for row in entries]
    labels = tuple(f"Label {n}" for n in range(columns))
    table = Table("A list", labels, rows, notes)
    return File(described(**changes), Records(heads, records), table, sources)


def entry(given) -> list[Passage]:
    return [Passage(given)] if isinstance(given, str) else given
