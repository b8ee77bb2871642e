"""How a view is cited: in plain text, and for reference managers. One small module a style."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..files.document import Document
from ..languages import without_language
from . import bibtex, csl, plain, ris
from .reference import Reference

# The page at the root has no name of its own in its address.
HOME = "jurisdictions"


@dataclass(frozen=True)
class Style:
    """A style of references: the suffix of its address and of its file, its name, who writes it."""

    suffix: str
    label: str
    content_type: str
    write: Callable[[Reference], str]
    file_suffix: str = ""

    def of(self, document: Document) -> str:
        """The reference of a view."""
        return self.write(Reference.of(document))

    def file_name(self, document: Document) -> str:
        return f"{document.file_name}.{self.file_suffix or self.suffix}"


STYLES = {
    one.suffix: one
    for one in (
        Style("bib", "BibTeX", "application/x-bibtex; charset=utf-8", bibtex.write),
        Style("ris", "RIS", "application/x-research-info-systems; charset=utf-8", ris.write),
        Style(
            "csl",
            "CSL-JSON",
            "application/vnd.citationstyles.csl+json",
            csl.write,
            file_suffix="csl.json",
        ),
        Style("txt", _("Plain text"), "text/plain; charset=utf-8", plain.write),
    )
}


def cited(document: Document) -> str:
    """The reference in plain text."""
    return STYLES["txt"].of(document).strip()


def links(document: Document) -> list[tuple[str, str]]:
    """The styles by name, with the paths of the reference in each: for that day and revision."""
    address = urlsplit(document.address)
    name = without_language(address.path).strip("/") or HOME
    return [
        (str(one.label), f"{reverse('cite', args=[name, one.suffix])}?{address.query}")
        for one in STYLES.values()
    ]
