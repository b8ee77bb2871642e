"""The German catalogue is whole: each text of the interface is in it, translated and compiled."""

import ast
import gettext
import re
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.utils.translation.template import templatize

pytestmark = pytest.mark.any_database

ROOT = settings.BASE_DIR
FOLDER = ROOT / "locale/de/LC_MESSAGES"
CATALOGUE = polib.pofile(FOLDER / "django.po")
# How many arguments come before the text: a context.
MARKS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), 0),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), 0),
    **dict.fromkeys(("pgettext", "pgettext_lazy", "npgettext", "npgettext_lazy"), 1),
}
CALL = re.compile(rf"\b({'|'.join(MARKS)})\(")
PLACEHOLDERS = re.compile(r"%\(\w+\)\w|\{\w*\}|%[sd]|</?\w+[^>]*>")


def marked_in_code(path: Path) -> Iterator[tuple[str, str]]:
    """Context and text of each call that marks a text."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield from marked_by(node)


def marked_by(call: ast.Call) -> Iterator[tuple[str, str]]:
    before = MARKS.get(call.func.id)
    texts = [one.value for one in call.args if isinstance(one, ast.Constant)]
    if before is not None and len(texts) > before and isinstance(texts[before], str):
        yield texts[0] if before else "", texts[before]


def marked_in_template(path: Path) -> Iterator[tuple[str, str]]:
    """The same of a template, which Django turns into calls between signs."""
    source = templatize(path.read_text(), origin=str(path))
    for found in CALL.finditer(source):
        yield from marked_by(call_at(source, found.start()))


def call_at(source: str, start: int) -> ast.Call:
    """The call that begins there: the shortest piece that is one."""
    for end in (found.end() for found in re.finditer(r"\)", source[start:])):
        try:
            return ast.parse(source[start : start + end], mode="eval").body
        except SyntaxError:
            continue
    raise AssertionError(source[start : start + 80])


def marked() -> set[tuple[str, str]]:
    code = [path for app in ("jurisdictions", "staff", "operations", "regcompare")
            for path in (ROOT / app).rglob("*.py")]  # fmt: skip
    templates = [*(ROOT / "templates").rglob("*.html"), *ROOT.glob("*/templates/**/*.html")]
    texts = {text for path in code for text in marked_in_code(path)}
    return texts | {text for path in templates for text in marked_in_template(path)}


def test_every_text_of_the_interface_is_in_the_catalogue():
    listed = {(one.msgctxt or "", one.msgid) for one in CATALOGUE}
    assert marked() - listed == set()


def test_there_are_texts_to_be_found():
    found = marked()
    assert ("", "Skip to content") in found
    assert len(found) > 1000


def test_every_text_is_translated():
    assert [one.msgid for one in CATALOGUE if not one.translated() or one.fuzzy] == []


def test_nothing_is_listed_that_is_no_text_any_more():
    assert CATALOGUE.obsolete_entries() == []


def test_a_translation_fills_in_what_its_text_fills_in():
    def parts(text: str) -> list[str]:
        return sorted(PLACEHOLDERS.findall(text))

    wrong = [
        (one.msgid, text)
        for one in CATALOGUE
        for text in (one.msgstr_plural.values() if one.msgid_plural else [one.msgstr])
        if parts(text) not in (parts(one.msgid), parts(one.msgid_plural))
    ]
    assert wrong == []


def test_the_compiled_catalogue_is_that_of_the_text():
    with open(FOLDER / "django.mo", "rb") as file:
        compiled = gettext.GNUTranslations(file)
    for one in CATALOGUE:
        context = [one.msgctxt] if one.msgctxt else []
        if one.msgid_plural:
            ask = compiled.npgettext if context else compiled.ngettext
            said = [ask(*context, one.msgid, one.msgid_plural, number) for number in (1, 2)]
            assert said == [one.msgstr_plural[0], one.msgstr_plural[1]]
        else:
            ask = compiled.pgettext if context else compiled.gettext
            assert ask(*context, one.msgid) == one.msgstr
