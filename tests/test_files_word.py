"""Word: the table of the page on A4, its sources at the end."""

import io
import json
import re

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm

from jurisdictions.comparison import Note
from jurisdictions.files.content import Passage, TableRow
from jurisdictions.models import Source
from jurisdictions.renderers import word as renderer
from jurisdictions.renderers.limits import TooLong

from .files import DAY, HOSTILE, QUERIES, Shown, fetched, in_table, made_file, on_page

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("four_places"),
    pytest.mark.any_database,
]


def read(content: bytes):
    return docx.Document(io.BytesIO(content))


def made(*args, **changes):
    return read(b"".join(renderer.render(made_file(*args, **changes))))


def rows(document) -> list[list[str]]:
    """The texts of the cells; one across several columns stands once."""
    return [
        ["\n".join(p.text for p in docx.table._Cell(tc, None).paragraphs) for tc in tr.tc_lst]
        for tr in document.tables[0]._tbl.tr_lst
    ]


def cells(query: str) -> list[Shown]:
    document = read(fetched("docx", query))
    return in_table(rows(document), titles_of(document, query))


def titles_of(document, query: str) -> dict[int, str]:
    """The titles of the numbered sources; a source begins with its title."""
    known = [source["title"] for source in json.loads(fetched("json", query))["sources"]]
    told = [p.text for p in document.paragraphs if p.style.name == "SourceLine"]
    lines = [re.fullmatch(r"(\d+)\.\t(.*)", line).groups() for line in told]
    return {
        int(number): max((t for t in known if text.startswith(f"{t}, ")), key=len)
        for number, text in lines
    }


@pytest.mark.few(3)
@pytest.mark.parametrize("query", QUERIES)
def test_the_file_holds_the_cells_of_the_page(query):
    assert cells(query) == on_page(query)


@pytest.mark.parametrize("text", HOSTILE)
def test_text_reads_as_it_is_wherever_it_stands(text):
    source = Source(slug="a", title=text, publisher="P")
    entries = [[[Passage(text, strong=True), Passage(text, "https://example.org/"), Passage(text)]]]
    document = made([], entries, [Note(1, source)], title=text)
    wanted = text.replace("e\u0301", "é")
    assert document.paragraphs[0].text == wanted
    assert rows(document)[1] == ["\n".join([wanted] * 3)]
    assert f"1.\t{wanted}, P (no address). " in [p.text for p in document.paragraphs]


def test_what_xml_cannot_hold_is_left_out():
    document = made([], [["a\x00b\x0bc\ufffed"]], title="\x07t")
    assert rows(document)[1] == ["abcd"]
    assert document.core_properties.title == "t"


def test_title_day_and_address_come_first_and_what_the_file_is_last():
    document = read(fetched("docx", QUERIES[1]))
    title, day, *_ = document.paragraphs
    assert title.text == "United States, European Union and UAE/Dubai compared"
    assert title.style.name == "Title"
    assert day.text.startswith("As of 24 November 2026 (evidence to 8 October 2026). http://")
    last = [p.text for p in document.paragraphs[-9:]]
    assert {"Licence: MIT", "Stance: Regulated"} <= set(last)
    assert any(text.startswith("Note: Information about the law") for text in last)


def test_the_head_returns_on_every_page_and_no_row_is_divided():
    head, *others = read(fetched("docx", QUERIES[0])).tables[0]._tbl.tr_lst
    assert head.xpath("w:trPr/w:tblHeader")
    assert not any(row.xpath("w:trPr/w:tblHeader") for row in others)
    assert all(row.xpath("w:trPr/w:cantSplit") for row in (head, *others))


def test_a_section_heads_its_rows_from_end_to_end_and_stays_with_them():
    row = read(fetched("docx", QUERIES[0])).tables[0]._tbl.tr_lst[1]
    [cell] = row.tc_lst
    assert cell.grid_span == 4
    assert cell.xpath("w:tcPr/w:shd/@w:fill") == ["EDEFF2"]
    assert cell.xpath("w:p/w:pPr/w:keepNext")


def test_stances_are_bold_and_answers_lead_to_their_findings():
    word, answer, *_ = read(fetched("docx", QUERIES[0])).tables[0].rows[2].cells[1].paragraphs
    assert word.runs[0].bold
    link, *notes = answer.hyperlinks
    assert re.fullmatch(rf"http://\S+/findings/us-\S+\?as_of={DAY}&rev=\d+", link.address)
    assert [note.text for note in notes][:2] == ["[1]", "[2]"]
    assert all(note.runs[0].font.superscript for note in notes)


def test_every_number_leads_to_its_source():
    body = read(fetched("docx", QUERIES[0])).element.body
    places = body.xpath(".//w:bookmarkStart/@w:name")
    assert len(places) == len(set(places)) > 0
    assert set(body.xpath(".//w:hyperlink/@w:anchor")) == set(places)


@pytest.mark.parametrize(("columns", "across"), [(1, False), (3, False), (4, True)])
def test_the_page_is_a4_and_lies_across_for_many_columns(columns, across):
    section = made([], [["x"] * columns]).sections[0]
    sides = [round(side.mm) for side in (section.page_width, section.page_height)]
    assert sides == ([297, 210] if across else [210, 297])


def test_the_columns_fill_the_page():
    document = made([], [["x"] * 4])
    widths = [int(w) for w in document.tables[0]._tbl.xpath("w:tblGrid/w:gridCol/@w:w")]
    assert sum(widths) * 635 == pytest.approx(Mm(297 - 36), rel=0.01)


def test_it_says_what_it_is_to_word_and_to_a_reader_of_the_screen():
    document = read(fetched("docx", QUERIES[0]))
    about = document.core_properties
    assert about.title == "United States, European Union and UAE/Dubai compared"
    assert (about.author, about.language) == ("regcompare", "en-GB")
    assert about.comments.startswith("as of 24 November 2026")
    assert document.tables[0]._tblPr.xpath("w:tblCaption/@w:val") == [about.title]
    languages = [lang.get(qn("w:val")) for lang in document.styles.element.iter(qn("w:lang"))]
    assert set(languages) == {"en-GB"}


def test_every_page_has_the_day_and_its_number():
    section = read(fetched("docx", QUERIES[0])).sections[0]
    assert section.header.paragraphs[0].text.startswith("regcompare, as of 24 November 2026")
    fields = section.footer.paragraphs[0]._p.xpath("w:fldSimple/@w:instr")
    assert fields == ["PAGE", "NUMPAGES"]


def test_a_title_longer_than_a_property_is_cut():
    assert len(made(title="x" * 300).core_properties.title) == 255


def test_only_addresses_of_the_web_become_links():
    source = Source(slug="a", title="T", publisher="P", url="javascript:x")
    document = made([], [[[Passage("text", "javascript:x")]]], [Note(1, source)])
    targets = [rel.target_ref for rel in document.part.rels.values() if rel.is_external]
    assert [target for target in targets if not target.startswith("https://")] == []


def test_an_address_is_recorded_once():
    links = [[Passage("text", "https://example.org/x")]]
    document = made([], [links] * 3)
    targets = [rel.target_ref for rel in document.part.rels.values() if rel.is_external]
    assert targets.count("https://example.org/x") == 1


@pytest.mark.parametrize("count", [2_000, 2_001])
def test_it_holds_two_thousand_rows_and_not_one_more(count, monkeypatch):
    monkeypatch.setattr(renderer, "table_row", lambda *_: docx.oxml.OxmlElement("w:tr"))
    file = made_file([], [["x"]] * count)
    if count == 2_000:
        assert renderer.render(file)
        return
    with pytest.raises(TooLong, match=r"A Word file holds up to 2,000 rows\. Narrow the choice"):
        renderer.render(file)


def test_it_holds_as_many_columns_as_word_does():
    assert made([], [["x"] * 63])
    with pytest.raises(TooLong, match="63 columns"):
        made([], [["x"] * 64])


def test_it_looks_no_further_than_it_must():
    def endless():
        while True:
            yield TableRow(([Passage("x")],))

    file = made_file([], [])
    object.__setattr__(file.table, "rows", endless())
    with pytest.raises(TooLong):
        renderer.render(file)
