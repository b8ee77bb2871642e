"""axe finds nothing on any page, in both themes and at both widths."""

import pytest

from .addresses import FORMS, GERMAN, MAIN, PAGES, REFUSED
from .axe import violations
from .looking import unfold

WIDE, PHONE = 1280, 375
# Each page as most see it, and the other way round; the main ones in the other two looks too.
LOOKS = [("light", WIDE), ("dark", PHONE)]
CROSSED = [("dark", WIDE), ("light", PHONE)]


def looked_at(pages, looks) -> list:
    return [
        pytest.param(page, scheme, width, id=f"{page}-{scheme}-{width}")
        for page in pages
        for scheme, width in looks
    ]


def check(visits, page, name: str) -> None:
    """Keep what a page looks like with what is folded opened, and ask axe."""
    unfold(page)
    visits.picture(page, name)
    found = violations(page)
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("path", "scheme", "width"), [*looked_at([*PAGES, *GERMAN], LOOKS), *looked_at(MAIN, CROSSED)]
)
def test_axe_finds_nothing(visit, path, scheme, width):
    check(visit, visit(path, scheme=scheme, width=width), scheme)


@pytest.mark.parametrize(("path", "scheme", "width"), looked_at(FORMS, LOOKS))
def test_nor_on_the_forms_of_readers(visit, path, scheme, width):
    check(visit, visit(path, scheme=scheme, width=width, cookies=True), scheme)


@pytest.mark.parametrize(("path", "scheme", "width"), looked_at(REFUSED, LOOKS))
def test_nor_where_a_page_is_refused(visit, path, scheme, width):
    page = visit(scheme=scheme, width=width)
    visit.expect_status(REFUSED[path])
    page.goto(path)
    check(visit, page, scheme)
