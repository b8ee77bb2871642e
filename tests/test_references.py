"""How a view is cited: each style says the same, in a form that its readers understand."""

import json
import re
from datetime import UTC, date, datetime

import pytest

from jurisdictions.days import AsOf
from jurisdictions.files.document import Document
from jurisdictions.models import Revision
from jurisdictions.references import STYLES, cited, links

pytestmark = pytest.mark.any_database

ADDRESS = "https://example.org/topics/custody/?stance=regulated&as_of=2024-12-31&rev=4586"
TITLE = "Dubai: Custody — finding from 30 December 2024"
KEY = "regcompare-topics-custody-2024-12-31-97b2b8d9"


def document(**changes) -> Document:
    day = date(2024, 12, 31)
    told = {
        "name": "topics-custody",
        "title": TITLE,
        "address": ADDRESS,
        "as_of": AsOf(day, today=date(2026, 11, 24), asked=True),
        "retrieved": date(2026, 11, 24),
        "revision": Revision(number=4586, recorded_at=datetime(2026, 11, 23, 8, tzinfo=UTC)),
    }
    return Document(**told | changes)


def bibtex(**changes) -> dict[str, str]:
    """The fields as BibTeX delimits them: by the balance of braces, whatever stands before one."""
    text = STYLES["bib"].of(document(**changes))
    body = re.fullmatch(r"@misc\{[\w.:-]+,\n(.*)\n\}\n", text, re.DOTALL)[1]
    fields = {}
    while body:
        name, body = re.fullmatch(r"\s*(\w+) = (.*)", body, re.DOTALL).groups()
        end = closing(body) if body.startswith("{") else re.search(r"[,\n]|$", body).start()
        fields[name], body = body[:end], body[end:].lstrip(",\n")
    return fields


def closing(text: str) -> int:
    depth = 0
    for place, character in enumerate(text):
        depth += {"{": 1, "}": -1}.get(character, 0)
        if depth == 0:
            return place + 1
    raise AssertionError("the braces do not balance")


def ris(**changes) -> list[tuple[str, str]]:
    text = STYLES["ris"].of(document(**changes))
    assert text.count("\n") == text.count("\r\n")
    lines = text.removesuffix("\r\n").split("\r\n")
    return [re.fullmatch(r"([A-Z][A-Z0-9])  - (.*)", line).groups() for line in lines]


def csl(**changes) -> dict:
    [item] = json.loads(STYLES["csl"].of(document(**changes)))
    return item


class TestPlainText:
    def test_it_is_one_line_with_title_both_days_revision_and_address(self):
        assert cited(document()) == (
            "regcompare. “Dubai: Custody — finding from 30 December 2024, as of 31 December 2024.” "
            f"Revision 4586, recorded 23 November 2026. Retrieved 24 November 2026 from {ADDRESS}"
        )

    def test_it_says_how_far_the_evidence_goes_where_that_is_less(self):
        assert "Evidence to 8 October 2026." in cited(document(evidence_to=date(2026, 10, 8)))

    def test_before_anything_was_recorded_there_is_no_revision(self):
        assert "evision" not in cited(document(revision=None))


class TestBibtex:
    def test_its_fields_say_what_is_cited(self):
        assert bibtex() == {
            "author": "{{regcompare}}",
            "title": f"{{{{{TITLE}, as of 31 December 2024}}}}",
            "year": "{2026}",
            "month": "nov",
            "note": "{Revision 4586}",
            "url": f"{{{ADDRESS}}}",
            "urldate": "{2026-11-24}",
        }

    @pytest.mark.parametrize(
        ("raw", "escaped"),
        [
            ("A & B", r"A \& B"),
            ("50 % of $1 #2 a_b", r"50 \% of \$1 \#2 a\_b"),
            ("~ ^ \\", r"\textasciitilde{} \textasciicircum{} \textbackslash{}"),
            ("open { closed }", r"open \textbraceleft{} closed \textbraceright{}"),
            ("}}, url = {evil", r"\textbraceright{}\textbraceright{}, url = \textbraceleft{}evil"),
            ("Österreich, 日本, “a”", "Österreich, 日本, “a”"),
            ("two\n lines", "two lines"),
        ],
    )
    def test_what_is_special_in_a_title_is_text(self, raw, escaped):
        assert bibtex(title=raw)["title"] == f"{{{{{escaped}, as of 31 December 2024}}}}"

    def test_an_address_stays_as_it_is(self):
        address = "https://example.org/findings/?q=50%25_a~b&as_of=2024-12-31"
        assert bibtex(address=address)["url"] == f"{{{address}}}"

    def test_without_a_revision_the_year_is_that_of_reading(self):
        fields = bibtex(revision=None)
        assert fields["year"] == "{2026}"
        assert "note" not in fields

    def test_its_key_names_the_view_and_the_day(self):
        assert STYLES["bib"].of(document()).startswith(f"@misc{{{KEY},\n")

    def test_another_choice_or_revision_has_another_key(self):
        queries = ["stance=regulated&rev=1", "stance=regulated&rev=2", "rev=1"]
        written = {csl(address=f"https://example.org/topics/custody/?{q}")["id"] for q in queries}
        assert len(written) == 3


class TestRis:
    def test_its_lines_say_what_is_cited(self):
        assert ris(evidence_to=date(2026, 10, 8)) == [
            ("TY", "ELEC"),
            ("ID", KEY),
            ("AU", "regcompare"),
            ("TI", f"{TITLE}, as of 31 December 2024"),
            ("PB", "regcompare"),
            ("PY", "2026"),
            ("DA", "2026/11/23"),
            ("ET", "revision 4586"),
            ("N1", "Evidence to 8 October 2026"),
            ("Y2", "2026/11/24"),
            ("UR", ADDRESS),
            ("ER", ""),
        ]

    def test_a_title_never_breaks_into_another_line(self):
        entry = ris(title="One\r\nER  - \u2028two")
        assert [tag for tag, _ in entry].count("ER") == 1
        assert dict(entry)["TI"] == "One ER - two, as of 31 December 2024"


class TestCslJson:
    def test_its_item_says_what_is_cited(self):
        assert csl() == {
            "id": KEY,
            "type": "webpage",
            "title": f"{TITLE}, as of 31 December 2024",
            "author": [{"literal": "regcompare"}],
            "publisher": "regcompare",
            "issued": {"date-parts": [[2026, 11, 23]]},
            "accessed": {"date-parts": [[2026, 11, 24]]},
            "version": "revision 4586",
            "URL": ADDRESS,
            "language": "en-GB",
        }

    def test_any_title_survives(self):
        title = 'A "quoted" \\ {title} – 日本'
        assert csl(title=title)["title"] == f"{title}, as of 31 December 2024"

    def test_without_a_revision_nothing_is_said_of_one(self):
        assert not {"issued", "version"} & set(csl(revision=None))


def test_the_links_to_the_styles_keep_choice_day_and_revision():
    query = "stance=regulated&as_of=2024-12-31&rev=4586"
    assert links(document()) == [
        ("BibTeX", f"/topics/custody.bib?{query}"),
        ("RIS", f"/topics/custody.ris?{query}"),
        ("CSL-JSON", f"/topics/custody.csl?{query}"),
        ("Plain text", f"/topics/custody.txt?{query}"),
    ]


def test_the_page_at_the_root_is_cited_by_the_name_of_its_files():
    [(_, path), *_] = links(document(address="https://example.org/?as_of=2024-12-31"))
    assert path == "/jurisdictions.bib?as_of=2024-12-31"


UNSEEN = "\N{ZERO WIDTH SPACE}\N{SOFT HYPHEN}\N{RIGHT-TO-LEFT OVERRIDE}\N{WORD JOINER}\ufeff\x07"


@pytest.mark.parametrize("suffix", STYLES)
def test_what_nobody_sees_in_a_title_is_in_no_reference(suffix):
    odd = document(title=f"{UNSEEN}Dubai:{UNSEEN} Custody — find{UNSEEN}ing from 30 December 2024")
    assert STYLES[suffix].of(odd) == STYLES[suffix].of(document())


@pytest.mark.parametrize("word", ["می\N{ZERO WIDTH NON-JOINER}شود", "क्\N{ZERO WIDTH JOINER}ष"])
def test_what_shapes_letters_stays(word):
    assert word in cited(document(title=word))
