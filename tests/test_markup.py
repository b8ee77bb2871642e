"""Markdown becomes safe HTML: whatever is written, nothing but text markup survives."""

from html.parser import HTMLParser

import pytest

from jurisdictions.texts import markup
from jurisdictions.texts.markup import (
    ATTRIBUTES,
    TAGS,
    to_html,
    to_words,
)

pytestmark = pytest.mark.any_database

CORPUS = r"""
[x](javascript:alert(1))
[x](JaVaScRiPt:alert(1))
[x](&#106;avascript:alert(1))
[x](java&#10;script:alert(1))
[x](java	script:alert(1))
[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)
[x](vbscript:msgbox(1))
[x](file:///etc/passwd)
[x](//evil.example/)
[x](/admin/logout/)
<javascript:alert(1)>
![x](x"onerror="alert(1))
![x](javascript:alert(1))
<img src=x onerror=alert(1)>
<svg onload=alert(1)>
<svg><script>alert(1)</script></svg>
<script>alert(1)</script>
<scr<script>ipt>alert(1)</script>
<iframe srcdoc="<script>alert(1)</script>"></iframe>
<a href="javascript:alert(1)">x</a>
<a href=" javascript:alert(1)">x</a>
<a href="&#x6A;&#x61;vascript:alert(1)">x</a>
<a href="https://ok.example" onclick="alert(1)" style="position:fixed;inset:0">x</a>
<a href="https://ok.example" target="_blank" id="main" class="button">x</a>
<a xlink:href="javascript:alert(1)">x</a>
<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=x&gt;">
<noscript><p title="</noscript><img src=x onerror=alert(1)>">
<style>*{background:url(//evil.example)}</style>
<form action=//evil.example><input name=csrfmiddlewaretoken><button>go</button></form>
<base href=//evil.example>
<meta http-equiv=refresh content="0;url=//evil.example">
<object data=//evil.example></object><embed src=//evil.example>
<template><script>alert(1)</script></template>
<div class="modal" hx-get="/admin/" hx-trigger="load">x</div>
<span data-hx-post="/x">x</span>
<details open ontoggle=alert(1)>
<marquee onstart=alert(1)>
<!--><img src=x onerror=alert(1)>-->
[a]: javascript:alert(1)\n\n[click][a]
[x]( "x" onmouseover="alert(1)")
*[HTML]: "><img src=x onerror=alert(1)>\n\nHTML
```"><img src=x onerror=alert(1)>\nx\n```
| a | b |\n|---|---|\n| <script>x</script> | [x](javascript:x) |
<xmp><p title="</xmp><img src=x onerror=alert(1)>">
<table background="javascript:alert(1)"><tr><td style="x:expression(alert(1))">x
<input autofocus onfocus=alert(1)>
<video><source onerror="alert(1)">
<p>\x00<scri\x00pt>alert(1)</scri\x00pt>
# Heading <script>alert(1)</script>
&lt;script&gt;alert(1)&lt;/script&gt;
""".strip().splitlines()


class Inventory(HTMLParser):
    """Everything in a piece of HTML that is more than text."""

    def __init__(self):
        super().__init__()
        self.tags, self.attributes, self.addresses, self.comments = set(), set(), set(), []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {(tag, name) for name, _ in attrs}
        self.addresses |= {value for name, value in attrs if name == "href"}

    def handle_comment(self, data):
        self.comments.append(data)


def inventory(html: str) -> Inventory:
    found = Inventory()
    found.feed(html)
    found.close()
    return found


@pytest.mark.parametrize("text", CORPUS)
def test_nothing_but_text_markup_survives(text):
    text = text.replace("\\n", "\n").replace("\\x00", "\x00").replace("\\x", "\\x")
    found = inventory(to_html(text))
    allowed = {(tag, name) for tag, names in ATTRIBUTES.items() for name in names} | {("a", "rel")}
    assert found.tags <= TAGS
    assert found.attributes <= allowed
    assert not found.comments
    for address in found.addresses:
        assert address.startswith(("http://", "https://", "mailto:"))


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Some *words* and **more**", "<p>Some <em>words</em> and <strong>more</strong></p>"),
        ("- one\n- two", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>"),
        (
            "[MiCA](https://eu.example/mica)",
            '<p><a href="https://eu.example/mica" rel="nofollow noopener noreferrer">MiCA</a></p>',
        ),
        ("2 < 3 & 4 > 3", "<p>2 &lt; 3 &amp; 4 &gt; 3</p>"),
        ("# A heading", "A heading"),
    ],
)
def test_what_editors_write_is_rendered(text, html):
    assert to_html(text) == html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("[click *here*](javascript:x)", "<p>click <em>here</em></p>"),
        ('[click](javascript:x "href=&gt;")', "<p>click</p>"),
        ("[one](/elsewhere) and [two](vbscript:x)", "<p>one and two</p>"),
        ("<a name=x>two\nlines</a>", "<p>two\nlines</p>"),
        ("<a>never ended", "<p>never ended</p>"),
        (
            "[no](data:x) [yes](https://eu.example/)",
            '<p>no <a href="https://eu.example/" rel="nofollow noopener noreferrer">yes</a></p>',
        ),
        (
            '<abbr title="<a>x</a>">DLT</abbr>',
            '<p><abbr title="&lt;a&gt;x&lt;/a&gt;">DLT</abbr></p>',
        ),
    ],
)
def test_a_link_whose_address_is_refused_leaves_its_words(text, html):
    assert to_html(text) == html


def test_a_table_is_rendered_without_inline_style():
    html = to_html("| a | b |\n|:--|--:|\n| 1 | 2 |")
    assert "<td>2</td>" in html
    assert "style" not in html


@pytest.mark.django_db
def test_crafted_text_is_harmless_wherever_a_page_shows_it(client):
    from .factories import make_finding, make_jurisdiction

    evil = "<script>alert(1)</script>[x](javascript:alert(1))<img src=x onerror=alert(1)>"
    place = make_jurisdiction(summary=evil, name=evil, note=evil)
    finding = make_finding(jurisdiction=place, answer="<b onclick=x>", detail=evil, note=evil)
    for address in (place.get_absolute_url(), finding.get_absolute_url(), "/findings/", "/"):
        text = client.get(address).text
        for live in ("<script>alert", 'href="javascript:', "<img src=x", "<b onclick"):
            assert live not in text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "**No** rule; see [the act](https://a.example) & <b>more</b>",
            "No rule; see the act & more",
        ),
        ("Heads\n=====\nand words", "Heads and words"),
        ("Heads\n-----\nand words", "Heads and words"),
        ("1. One\n2. Two", "One Two"),
        ("Term\n:   What it means", "Term What it means"),
        ("A | B\n--|--\n1 | 2", "A B 1 2"),
        ("Less \\* more &amp; &lt;5", "Less * more & <5"),
        ("Two lines,\nin  a\n\n    row: 5 % of them", "Two lines, in a row: 5 % of them"),
    ],
)
def test_the_words_of_a_text_stand_on_one_line_without_markup(text, words):
    assert to_words(text) == words


def test_words_without_markup_are_not_read_as_markdown(monkeypatch):
    """Most are such; a file of all changes has tens of thousands."""
    monkeypatch.setattr(markup, "to_html", lambda text: pytest.fail("read as Markdown"))
    words = "From 30 December 2024, Art. 59(1): a licence (in full) – 5 % of “them”."
    assert to_words(words) == words


def test_what_one_text_defines_says_nothing_in_the_next():
    defining = "A CASP and a [law].\n\n*[CASP]: service provider\n\n[law]: https://example.org/"
    assert "<abbr" in to_html(defining)
    assert "<a href" in to_html(defining)
    assert to_html("Another CASP under a [law].") == "<p>Another CASP under a [law].</p>"


def test_a_text_that_can_t_be_rendered_leaves_nothing_to_the_next(monkeypatch):
    listed = "- one\n\n    - two"
    with monkeypatch.context() as patched:
        patched.setattr("markdown.blockprocessors.ParagraphProcessor.run", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            markup.rendered(f"{listed}\n\nthree")
    assert markup.rendered("three") == "<p>three</p>"
