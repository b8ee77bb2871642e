"""What is asked: the pages and files that readers use most, and the like of other programs."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count, repeat
from urllib.parse import quote

from .rounds import Question
from .servers import Server
from .sizes import FREQUENT, RARE, Size

COLUMNS, ROWS = 3, 18
# As many columns as the site compares at once.
WIDEST = 200
LAST = date(2026, 11, 1)


def days() -> Iterator[str]:
    """A day that nobody asked for before, each time."""
    return ((LAST - timedelta(days=number)).isoformat() for number in count())


def compare(columns: int, rows: int) -> str:
    chosen = [f"jurisdiction=place-{number:03}" for number in range(columns)]
    chosen += [f"criterion=topic-{number:03}" for number in range(rows)]
    return f"/compare/?{'&'.join(chosen)}"


def new(path: str) -> Iterator[str]:
    return (f"{path}&as_of={day}" for day in days())


def of_regcompare(server: Server, size: Size) -> list[Question]:
    page = compare(COLUMNS, ROWS)
    tag = server.ask(page)[2]["ETag"]
    asked = {
        "comparison 3 × 18, new": new(page),
        "comparison 3 × 18, again": repeat(page),
        "list with two facets": new("/findings/?stance=regulated&section=section-0"),
        "home": (f"/?as_of={day}" for day in days()),
        "search, a word in most": new(f"/search/?q={FREQUENT}"),
        "search, two words": new("/search/?q=custody+wallet"),
        "search, a rare word": new(f"/search/?q={RARE}"),
        "CSV of all findings, new": (f"/findings.csv?as_of={day}" for day in days()),
        "CSV of all findings, again": repeat("/findings.csv"),
        "XLSX of the comparison 3 × 18": new(page.replace("/compare/", "/compare.xlsx")),
    }
    questions = [Question(name, server, paths) for name, paths in asked.items()]
    held = {"If-None-Match": tag}
    questions.append(Question("comparison 3 × 18, 304", server, repeat(page), held, status=304))
    if size.jurisdictions > COLUMNS:
        widest = min(size.jurisdictions, WIDEST)
        wide = new(compare(widest, ROWS))
        questions.append(Question(f"comparison {widest} × 18, new", server, wide))
    return questions


def of_datasette(server: Server) -> list[Question]:
    csv = "/law/findings.csv?_stream=on&_where=valid_to+is+null"
    asked = {
        "comparison 3 × 18, new": (f"/law/comparison?as_of={day}" for day in days()),
        "list with two facets": repeat(
            "/law/findings?stance=regulated&section=Section+0&_facet=stance&_facet=section&_size=50"
        ),
        "search, a word in most": repeat(f"/law/findings?_search={FREQUENT}&_size=50"),
        "search, two words": repeat("/law/findings?_search=custody+wallet&_size=50"),
        "search, a rare word": repeat(f"/law/findings?_search={quote(RARE)}&_size=50"),
        "CSV of all findings, new": repeat(csv),
        "CSV of all findings, again": repeat(csv),
    }
    return [Question(name, server, paths) for name, paths in asked.items()]


def of_bare(server: Server) -> list[Question]:
    return [Question("a constant page of 40 kB", server, repeat("/"))]
