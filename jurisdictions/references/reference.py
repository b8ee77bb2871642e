"""What a reference says of a view, whatever its style."""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from ..days import in_words
from ..files.document import PUBLISHER, Document


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
        revision, evidence_to = document.revision, document.evidence_to
        return cls(
            key=key_of(document),
            title=on_one_line(f"{document.title}, as of {in_words(document.as_of.day)}"),
            address=document.address,
            retrieved=document.retrieved.date(),
            issued=revision and revision.recorded_at.date(),
            version=f"revision {revision.number}" if revision else "",
            evidence=f"Evidence to {in_words(evidence_to)}" if evidence_to else "",
        )


def key_of(document: Document) -> str:
    """Another one for each choice and revision, so that two references can stand in one file."""
    digest = sha256(document.address.encode()).hexdigest()
    return f"{document.file_name}-{digest[:8]}"


def on_one_line(text: str) -> str:
    return " ".join(text.split())
