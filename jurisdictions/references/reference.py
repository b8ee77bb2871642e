"""What a reference says of a view, whatever its style."""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django.utils.translation import gettext as _

from ..days import in_words
from ..files.document import PUBLISHER, Document
from ..texts.portable import on_one_line, seen


@dataclass(frozen=True)
class Reference:
    """A view as it is cited.

    title       with the day whose law is shown, which no style has a field for
    issued      the day on which the newest of its data was recorded; None with no data
    version     the revision in words, or nothing
    evidence    how far the evidence goes, if it ends before the day shown, or nothing
    """

    key: str
    title: str
    address: str
    retrieved: date
    issued: date | None = None
    version: str = ""
    evidence: str = ""
    publisher: str = PUBLISHER

    @classmethod
    def of(cls, document: Document) -> "Reference":
        revision = document.revision
        told = {"title": document.title, "day": in_words(document.as_of.day)}
        return cls(
            key=key_of(document),
            title=on_one_line(seen(_("%(title)s, as of %(day)s") % told)),
            address=document.address,
            retrieved=document.retrieved,
            issued=revision and revision.recorded_at.date(),
            version=_("revision %(number)s") % {"number": revision.number} if revision else "",
            evidence=evidence(document.evidence_to),
        )


def evidence(last: date | None) -> str:
    return _("Evidence to %(day)s") % {"day": in_words(last)} if last else ""


def key_of(document: Document) -> str:
    """Another one for each choice and revision, so that two references can stand in one file."""
    digest = sha256(document.address.encode()).hexdigest()
    return f"{document.file_name}-{digest[:8]}"
