"""A spreadsheet loaded, or only tried: what it would do, and whether that was agreed to."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256

from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from ..choices import Publication
from ..loading.changes import Change, Outcome, keep_others_from_writing, load
from ..loading.files import LoadError, RecordError
from ..models import Citation, Finding, Source
from ..plain import Key
from ..rules.links import plain_address
from ..texts.portable import cut
from .problems import Problem
from .reading import Sheet
from .rows import DRAFTED, Entries, entries_of, kept_beside

# What the history of most models has room for.
REASON_LIMIT = 100


@dataclass(frozen=True)
class Trial:
    """What a sheet does to the database.

    outcome   what a load does; None where there are problems
    drafts    the drafts beside published records that the sheet changes, as text
    twins     the sources that the sheet gives the address of another, in sentences
    """

    problems: list[Problem]
    outcome: Outcome | None = None
    drafts: tuple[str, ...] = ()
    twins: tuple[str, ...] = ()

    @property
    def written(self) -> bool:
        return bool(self.outcome and self.outcome.written)

    def undone(self) -> "Trial":
        return replace(self, outcome=replace(self.outcome, written=False))

    @property
    def fingerprint(self) -> str:
        """The same for what does the same to the same records."""
        changes = self.outcome.changes if self.outcome else []
        told = [told_of(change) for change in changes], self.drafts
        return sha256(repr(told).encode()).hexdigest()

    @property
    def shown_to_readers(self) -> int:
        """How many of the changed records readers see afterwards, though nobody reviewed them."""
        cited = published_among(self.differences)
        return sum(is_shown(change, cited) for change in self.differences)

    @property
    def taken_from_readers(self) -> int:
        """How many published records become drafts."""
        published = Publication.PUBLISHED
        return sum(one.old.get("publication") == published for one in self.differences)

    @property
    def differences(self) -> list[Change]:
        """What changes, those that undo an edit first."""
        found = self.outcome.differences if self.outcome else []
        return sorted(found, key=lambda change: change.edit is None)


def told_of(change: Change) -> tuple:
    edit = change.edit and change.edit.pk
    return (change.entry.key[1], str(change.kind), change.old, change.new, edit)


def published_among(changes: list[Change]) -> set[str]:
    """The slugs of the published findings whose citations change."""
    cited = {change.entry.key[1][0] for change in changes if change.entry.model is Citation}
    published = Finding.objects.published().filter(slug__in=cited).order_by()
    return set(published.values_list("slug", flat=True)) if cited else set()


def is_shown(change: Change, cited: set[str]) -> bool:
    entry = change.entry
    if entry.model is Citation:
        return entry.key[1][0] in cited
    if entry.model not in DRAFTED:
        return False
    return entry.fields.get("publication") == Publication.PUBLISHED


def attempt(
    sheet: Sheet,
    model: type[Model],
    file: str,
    *,
    by: Model,
    agreed: str | None = None,
    overwrite: bool = False,
) -> Trial:
    """Load a sheet if what it does is what was `agreed` to, else show what it would do.

    `agreed` is the fingerprint of an earlier trial. All of it is loaded or nothing.
    """
    with transaction.atomic():
        # From here on, so that what is compared is what is written.
        keep_others_from_writing()
        entries = entries_of(sheet, model)
        given = {"by": by, "reason": reason(file), "overwrite": overwrite}
        trial = tried(entries, dry_run=agreed is None, **given)
        if trial.written and trial.fingerprint != agreed:
            transaction.set_rollback(True)
            return trial.undone()
        return trial


def tried(entries: Entries, **given) -> Trial:
    """What a load does, or all that is wrong."""
    if entries.problems:
        return Trial(entries.problems)
    faults: list[RecordError] = []
    try:
        outcome = load(entries.found, faults=faults, **given)
    except LoadError as error:
        return Trial([Problem(str(error))])
    if faults:
        problems = [problem_of(fault, entries.rows) for fault in faults]
        return Trial(sorted(problems, key=lambda problem: problem.row))
    return Trial([], outcome, drafts_beside(outcome), tuple(twins(outcome)))


def problem_of(fault: RecordError, rows: dict[Key, int]) -> Problem:
    return Problem(fault.problem, rows[fault.entry.key], fault.field)


def reason(file: str) -> str:
    return cut(f"Imported from {file}", REASON_LIMIT)


def drafts_beside(outcome: Outcome) -> tuple[str, ...]:
    """The drafts that have to be held against their published records again."""
    keys = [change.entry.key for change in outcome.differences]
    if not keys:
        return ()
    model = keys[0][0]
    return tuple(str(draft) for draft in beside(model, [values[0] for _, values in keys]))


def twins(outcome: Outcome) -> Iterator[str]:
    """The sources that get an address which another one has, with that one."""
    brought = {
        change.entry.key[1][0]: change.new["url"]
        for change in outcome.differences
        if change.entry.model is Source and change.new.get("url")
    }
    if not brought:
        return
    holders: dict[str, list[str]] = {}
    for slug, url in (dict(Source.objects.values_list("slug", "url")) | brought).items():
        holders.setdefault(plain_address(url), []).append(slug)
    for slug, url in brought.items():
        for other in holders[plain_address(url)]:
            if other != slug and not (other in brought and other < slug):
                told = {"one": slug, "other": other, "address": url}
                yield _("%(one)s and %(other)s have one address: %(address)s") % told


def beside(model: type[Model], slugs: list[str]) -> QuerySet | list:
    if model is Citation:
        # A citation is known by its finding first.
        model = Finding
    if model not in DRAFTED:
        return []
    return kept_beside(model).filter(draft_of__slug__in=slugs).order_by("slug")
