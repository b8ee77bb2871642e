"""The list of changes as a file: of the law, and of what is written about it."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Protocol

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..corrections import Correction
from ..law.changes import Change
from ..texts.differences import Edit
from .caveats import provision_values, with_codes
from .content import Column, File, Value
from .document import Document
from .lists import SOURCE_COLUMNS, Listing, list_file, source_values

ChangeOrCorrection = Change | Correction


class EntryStream(Protocol):
    """Changes and Corrections in full, as often as they are read, and how many there are."""

    def __iter__(self) -> Iterator[ChangeOrCorrection]: ...

    def count(self) -> int: ...


def changes_file(entries: EntryStream, document: Document) -> File:
    return replace(list_file(CHANGES, lambda: entries, document), length=entries.count)


def values(entry: ChangeOrCorrection, document: Document) -> list[Value]:
    of_law = isinstance(entry, Change)
    criterion = getattr(entry.after, "criterion", None) if of_law else entry.criterion
    return [
        entry.day,
        kind_of(entry),
        entry.word if of_law else str(entry.kind.label),
        entry.jurisdiction.slug,
        entry.jurisdiction.short_name,
        criterion.slug if criterion else "",
        entry.about,
        entry.before_headline if of_law else "",
        entry.headline,
        [told(edit) for edit in entry.edits],
        [f"{event.date} {event.title}" for event in entry.events] if of_law else [],
        *(provision_values(entry.provisions, entry.texts) if of_law else [(), ()]),
        None if of_law else entry.revision,
        *source_values(sources(entry)),
        document.absolute(entry.get_absolute_url()),
    ]


def kind_of(entry: ChangeOrCorrection) -> str:
    """law, proposals, first or correction: what a change of law can't be told from is none."""
    return "correction" if isinstance(entry, Correction) else entry.kind


def told(edit: Edit) -> str:
    nothing = gettext("nothing")
    return f"{edit.label}: {edit.before or nothing} → {edit.after or nothing}"


def sources(entry: ChangeOrCorrection) -> list:
    return entry.sources if isinstance(entry, Change) else []


CHANGES = Listing(
    (
        Column("day", _("Day"), _("The first day of the new law, or the day of the correction.")),
        Column(
            "kind",
            _("Kind (code)"),
            _(
                "law: the law changed. proposals: only what is proposed changed, and not the law. "
                "first: the first record of its kind, and so no change of law that is known. "
                "correction: editors changed what is written, not the law."
            ),
        ),
        Column("kind_label", _("Kind"), _("The same in words.")),
        Column("jurisdiction", _("Jurisdiction (slug)"), _("Slug of the jurisdiction.")),
        Column("jurisdiction_name", _("Jurisdiction"), _("Its short name.")),
        Column(
            "criterion", _("Criterion (slug)"), _("Slug of the criterion; empty for an approach.")
        ),
        Column("about", _("About"), _("The criterion, or the approach.")),
        Column("before", _("Before"), _("What held before, in short; empty if nothing is known.")),
        Column("after", _("From then on"), _("What holds from the day on, in short.")),
        Column(
            "changed", _("What changed"), _("Each thing that is said otherwise, before → after.")
        ),
        Column(
            "events", _("Events"), _("Events of that day that concern an instrument it rests on.")
        ),
        Column(
            "provisions",
            _("Provisions"),
            _(
                "The provisions that it rests on from then on: instrument, what its text was on "
                "that day where it was no law, and pinpoint."
            ),
        ),
        Column(
            "provision_caveats",
            _("Caveats of the provisions (codes)"),
            with_codes(
                _(
                    "What the text of each provision was on that day where it was no law, in the "
                    "same order; none where all may have been. Codes:"
                )
            ),
        ),
        Column("correction_revision", _("Revision"), _("The revision of a correction.")),
        *SOURCE_COLUMNS,
        Column("address", _("Address"), _("The page of the change.")),
    ),
    values,
    ("after", "day", "kind_label", "jurisdiction_name", "about", "before"),
    lambda entry: entry.get_absolute_url(),
    sources,
)
