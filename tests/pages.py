"""Reading rendered pages in tests."""

from bs4 import BeautifulSoup


def parse(response) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def squeeze(element) -> str:
    """The text of an element as a reader sees it, with single blanks."""
    return " ".join(element.get_text(" ").split())
