"""Markdown: the table of the page, for a memo."""

import json
import re

import markdown
import pytest
from bs4 import BeautifulSoup

from jurisdictions.comparison import Note
from jurisdictions.files.content import Passage
from jurisdictions.models import Source
from jurisdictions.renderers import markdown as renderer
from jurisdictions.texts import markup

from .files import DAY, HOSTILE, QUERIES, THREE, Shown, fetched, in_table, made_file, on_page
from .pages import squeeze

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("four_places"),
    pytest.mark.any_database,
]


def parsed(text: str) -> BeautifulSoup:
    """As a Markdown processor that lets HTML through makes it."""
    html = markdown.markdown(text, extensions=["tables"])
    return BeautifulSoup(html, "html.parser")


def made(*args, **changes) -> str:
    return "".join(renderer.render(made_file(*args, **changes)))


def lines(cell) -> str:
    """The text of a cell, a line a passage."""
    for br in cell("br"):
        br.replace_with("\n")
    return "\n".join(" ".join(line.split()) for line in cell.get_text().split("\n"))


def cells(query: str) -> list[Shown]:
    page = parsed(fetched("md", query).decode())
    titles = titles_of(page, fetched("json", query))
    return in_table([[lines(cell) for cell in row(["th", "td"])] for row in page("tr")], titles)


def titles_of(page, as_json: bytes) -> dict[int, str]:
    """The titles of the numbered sources; a source begins with its title."""
    known = sorted((s["title"] for s in json.loads(as_json)["sources"]), key=len, reverse=True)
    told = [squeeze(li) for li in page.ol("li")] if page.ol else []
    return {
        number: next(title for title in known if text.startswith(f"{title}, "))
        for number, text in enumerate(told, 1)
    }


@pytest.mark.few(3)
@pytest.mark.parametrize("query", QUERIES)
def test_the_file_holds_the_cells_of_the_page(query):
    assert cells(query) == on_page(query)


@pytest.mark.parametrize("query", QUERIES)
def test_every_row_has_as_many_cells_as_there_are_columns(query):
    text = fetched("md", query).decode()
    rows = [line for line in text.splitlines() if line.startswith("|")]
    columns = query.count("jurisdiction=") + 1
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {columns + 1}
    assert {len(row(["th", "td"])) for row in parsed(text)("tr")} == {columns}


def test_the_site_renders_the_table_too():
    html = markup.to_html(fetched("md", QUERIES[0]).decode())
    assert len(BeautifulSoup(html, "html.parser")("td")) == 4 * (18 + 5)


def test_stances_are_bold_answers_are_links_and_sections_head_their_rows():
    page = parsed(fetched("md", QUERIES[0]).decode())
    group, row = page("tr")[1:3]
    assert [squeeze(td) for td in group("td")] == ["Pillars of the proposed exemption", "", "", ""]
    answer = row("td")[1]
    assert squeeze(answer.strong) == "Partly recognised"
    assert re.fullmatch(rf"http://\S+/findings/us-\S+\?as_of={DAY}&rev=\d+", answer.a["href"])


def test_title_day_and_address_come_first_and_what_the_file_is_last():
    text = fetched("md", f"{THREE}as_of={DAY}&stance=regulated").decode()
    page = parsed(text)
    assert squeeze(page.h1) == "United States, European Union and UAE/Dubai compared"
    day = "As of 24 November 2026 (evidence to 8 October 2026). http://"
    assert squeeze(page.p).startswith(day)
    assert page.p.a["href"] == squeeze(page.p.a)
    facts = [squeeze(li) for li in page("ul")[-1]("li")]
    assert {"Licence: MIT", "Stance: Regulated"} <= set(facts)
    assert any(fact.startswith("Note: Information about the law") for fact in facts)


def test_sources_say_title_publisher_day_and_address():
    source = Source(slug="a", title="Act", publisher="State", url="https://example.org/a_(b)|c")
    text = made([], [[[Passage("x", notes=(1,))]]], notes=[Note(1, source)])
    assert "1. Act, State. <https://example.org/a_%28b%29%7Cc>\n" in text


@pytest.mark.parametrize("text", HOSTILE)
def test_text_reads_as_it_is_wherever_it_stands(text):
    source = Source(slug="a", title=text, publisher=text)
    entries = [[[Passage(text, strong=True), Passage(text, "https://example.org/"), Passage(text)]]]
    page = parsed(made([], entries, [Note(1, source)], title=text))
    wanted = text.replace("e\u0301", "é")
    flat = " ".join(wanted.split())
    assert squeeze(page.h1) == flat
    assert lines(page.td) == "\n".join([wanted] * 3)
    assert squeeze(page.ol.li) == f"{flat}, {flat} (no address)."
    assert [tag.name for tag in page.td.find_all(True) if tag.name != "br"] == ["strong", "a"]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "", "data:text/html,x"])
def test_only_addresses_of_the_web_become_links(address):
    source = Source(slug="a", title="T", publisher="P", url=address)
    page = parsed(made([], [[[Passage("text", address)]]], [Note(1, source)]))
    assert not page.td.a
    assert not page.ol.a


def test_an_address_cannot_end_early():
    href = 'https://example.org/a)b|c>d"e f'
    page = parsed(made([], [[[Passage("text", href)]]]))
    assert page.td.a["href"] == "https://example.org/a%29b%7Cc%3Ed%22e%20f"
    assert squeeze(page.td) == "text"
