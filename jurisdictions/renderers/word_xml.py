"""Elements of a Word document: python-docx lacks some, and is slow with many cells."""

from collections.abc import Iterable

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

LINK = "Hyperlink"


def element(tag: str, attributes: dict[str, str] | None = None, children: Iterable = ()):
    """An element by its prefixed name, such as w:p, with attributes named in the same way."""
    made = OxmlElement(tag)
    for name, value in (attributes or {}).items():
        made.set(qn(name), value)
    made.extend(children)
    return made


def run(text: str, *, strong: bool = False, style: str = "", raised: bool = False):
    """A text in one look; its newlines and tabs become Word's own."""
    looks = []
    if style:
        looks.append(element("w:rStyle", {"w:val": style}))
    if strong:
        looks.append(element("w:b"))
    if raised:
        looks.append(element("w:vertAlign", {"w:val": "superscript"}))
    made = element("w:r", children=[element("w:rPr", children=looks)] if looks else ())
    if text:
        made.text = text
    return made


def paragraph(runs: Iterable, style: str = "", keep: bool = False):
    """A paragraph in a style, by its id; one that is kept stays with the next."""
    looks = []
    if style:
        looks.append(element("w:pStyle", {"w:val": style}))
    if keep:
        looks.append(element("w:keepNext"))
    properties = [element("w:pPr", children=looks)] if looks else []
    return element("w:p", children=[*properties, *runs])


def cell(paragraphs: Iterable, shade: str = "", width: int = 1):
    """A cell across so many columns."""
    looks = []
    if width > 1:
        looks.append(element("w:gridSpan", {"w:val": str(width)}))
    if shade:
        fill = {"w:val": "clear", "w:color": "auto", "w:fill": shade}
        looks.append(element("w:shd", fill))
    return element("w:tc", children=[element("w:tcPr", children=looks), *paragraphs])


def row(cells: Iterable, repeated: bool = False):
    """A row that no page break divides; one that is repeated heads the table on every page."""
    looks = [element("w:cantSplit"), *([element("w:tblHeader")] if repeated else [])]
    return element("w:tr", children=[element("w:trPr", children=looks), *cells])


def field(name: str):
    """What Word counts itself: PAGE, NUMPAGES."""
    return element("w:fldSimple", {"w:instr": name}, [run("1")])


def bookmarked(name: str, number: int, content) -> list:
    """The content as a place that links lead to; the number is its own among bookmarks."""
    key = {"w:id": str(number)}
    start = element("w:bookmarkStart", key | {"w:name": name})
    return [start, content, element("w:bookmarkEnd", key)]


class Links:
    """Makes the links of a document, each address recorded once.

    python-docx would look through all of them for every new one.
    """

    def __init__(self, part):
        self.part = part
        self.ids: dict[str, str] = {}

    def to(self, address: str, text: str, strong: bool = False):
        """A link out of the document."""
        content = run(text, strong=strong, style=LINK)
        return element("w:hyperlink", {"r:id": self.id_of(address)}, [content])

    def to_note(self, place: str, text: str):
        """A raised link to a bookmark."""
        content = run(text, style=LINK, raised=True)
        return element("w:hyperlink", {"w:anchor": place}, [content])

    def id_of(self, address: str) -> str:
        if address not in self.ids:
            key = self.ids[address] = f"link{len(self.ids) + 1}"
            self.part.rels.add_relationship(
                RELATIONSHIP_TYPE.HYPERLINK, address, key, is_external=True
            )
        return self.ids[address]
