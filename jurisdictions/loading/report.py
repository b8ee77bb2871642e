"""A load in words: the counts, the changes field by field, and the edits that stand against it."""

from collections import Counter
from collections.abc import Iterable, Iterator

from django.db.models import Model

from ..recording.history import when, who
from .changes import Change, LoadKind, Outcome

EMPTY = "(empty)"
# Two values that fit in a line stand beside each other, others below each other.
SHORT = 80
ADVICE = """
Nothing was loaded. To keep these edits, bring them into the files (export_data);
to give them up, load with --overwrite."""


def counts(outcome: Outcome) -> str:
    """A table: how many records of each model were added, changed and left."""
    rows = [("", *LoadKind)]
    counted = Counter((change.entry.model, change.kind) for change in outcome.changes)
    for model in dict.fromkeys(change.entry.model for change in outcome.changes):
        numbers = [counted[model, kind] for kind in LoadKind]
        rows.append((str(model._meta.verbose_name_plural), *numbers))
    totals = Counter(change.kind for change in outcome.changes)
    rows.append(("all", *(totals[kind] for kind in LoadKind)))
    return "\n".join(f"{name:<20}" + "".join(f"{cell:>11}" for cell in row) for name, *row in rows)


def summary(outcome: Outcome) -> str:
    """One sentence below the counts."""
    if not outcome.differences:
        return "Nothing to do: the database says what the files say."
    return "Loaded." if outcome.written else "Nothing was written."


def differences(outcome: Outcome) -> Iterator[str]:
    """A paragraph for each record that is added or changed, field by field."""
    for change in outcome.differences:
        verb = "Add" if change.kind == LoadKind.ADDED else "Change"
        undoes = f", undoing that it was {deed(change.edit)}" if change.edit else ""
        yield "\n".join([f"{verb} {change.entry}{undoes}", *fields(change)])


def fields(change: Change) -> Iterator[str]:
    """A line for each field: its value, or the old and the new one."""
    for name, new in change.new.items():
        if change.kind == LoadKind.ADDED:
            yield from [f"  {name}: {words(new)}"] if words(new) != EMPTY else []
        else:
            yield f"  {name}:{both(words(change.old[name]), words(new))}"


def both(old: str, new: str) -> str:
    if len(old) + len(new) <= SHORT and "\n" not in old + new:
        return f" {old} → {new}"
    return "".join(f"\n    {mark} {indented(value)}" for mark, value in (("-", old), ("+", new)))


def indented(text: str) -> str:
    return text.replace("\n", "\n      ")


def words(value) -> str:
    """A value of a field as a reader would write it."""
    if value in (None, "", []):
        return EMPTY
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(value) if isinstance(value, list) else str(value)


def refusal(conflicts: Iterable[Change]) -> str:
    """Why a load was refused: each record, its fields, who edited it and when, both values."""
    lines = ["These records were edited in the database, and the files say otherwise:"]
    for change in conflicts:
        lines += ["", f"{change.entry}, {deed(change.edit)}"]
        lines += disagreement(change) if change.kind == LoadKind.CHANGED else []
    return "\n".join([*lines, ADVICE])


def disagreement(change: Change) -> Iterator[str]:
    for name, old in change.old.items():
        yield f"  {name}"
        yield f"    database: {words(old)}"
        yield f"    file:     {words(change.new[name])}"


def deed(edit: Model) -> str:
    """Who did what, and when: "deleted by Ada Lovelace on 8 October 2026, 14:03 UTC"."""
    verb = {"+": "added", "~": "changed", "-": "deleted"}[edit.history_type]
    return f"{verb} by {who(edit)} on {when(edit)}"
