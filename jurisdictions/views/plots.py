"""What pages say of the files of their plots."""

from dataclasses import replace

from ..files.document import Document
from ..renderers import FORMATS
from .files import file_links

# The formats that stand beside a plot; the others have addresses too.
BESIDE = tuple(FORMATS[suffix].label for suffix in ("csv", "xlsx", "json"))


def plot_links(request, view: str, *args) -> list[tuple[str, str]]:
    """The formats of the file of a plot, with their addresses for the same choice."""
    return [(label, to) for label, to in file_links(request, view, *args) if label in BESIDE]


def of_plot(document: Document, name: str, title: str) -> Document:
    """The Document of a plot on the page of another."""
    return replace(document, name=f"{document.name}-{name}", title=f"{document.title}: {title}")
