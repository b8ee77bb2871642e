"""One Comparison or list, many formats: one small module each.

The modules are asked for when a file is, since those of Excel and Word take their time to load.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module

from ..files.content import File


@dataclass(frozen=True)
class Format:
    """A format of files: the suffix of its address, its name, and who makes it."""

    suffix: str
    label: str
    content_type: str
    module: str

    def render(self, file: File) -> Iterable[str | bytes]:
        """The content of the file in pieces, made while it is read where the format allows it."""
        return import_module(f".{self.module}", __package__).render(file)


OFFICE = "application/vnd.openxmlformats-officedocument"
FORMATS = {
    one.suffix: one
    for one in (
        Format("csv", "CSV", "text/csv; charset=utf-8; header=present", "csv"),
        Format("xlsx", "Excel", f"{OFFICE}.spreadsheetml.sheet", "xlsx"),
        Format("json", "JSON", "application/json", "json"),
        Format("md", "Markdown", "text/markdown; charset=utf-8", "markdown"),
        Format("docx", "Word", f"{OFFICE}.wordprocessingml.document", "word"),
    )
}
