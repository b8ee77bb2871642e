"""What a load does to the database, record by record, and whose edits it would undo."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.serializers.base import DeserializedObject
from django.db import DatabaseError, connection, transaction
from django.db.models import Manager, Model, QuerySet
from django.utils.translation import gettext as _

from operations.outages import outage

from ..models import Revision
from ..plain import (
    FIELDS,
    Key,
    Values,
    fields_of,
    key_fields,
    key_of,
    references_of,
    stored,
    stored_keys,
)
from ..recording.history import LOADED, noted
from ..search.keeping import gathered
from ..texts.portable import on_one_line
from .files import Entry, RecordError, in_order

Progress = Callable[[list[Entry]], Iterable[Entry]]
# The primary keys of what a record refers to, by the name of the field.
Lists = dict[str, list[int]]


class LoadKind(StrEnum):
    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class Signature:
    """What the history says of a load: who, if a person, and why."""

    by: Model | None
    reason: str


@dataclass(frozen=True)
class Change:
    """What a load does to one record.

    old, new    the values of the fields that differ; of a record that is added, all that it has
    edit        the entry of the history that the load undoes: an edit or a deletion by staff
    """

    entry: Entry
    kind: LoadKind
    old: Values = field(default_factory=dict)
    new: Values = field(default_factory=dict)
    edit: Model | None = None


@dataclass(frozen=True)
class Stored:
    """What the database holds, read once, since a load asks for all of it record by record.

    records     what was there before the load, by model and primary key
    keys        the primary keys of all records, also of those that the load saved meanwhile
    recorded    the models that have any history
    """

    records: dict[type[Model], dict[int, Values]]
    keys: dict[Key, int]
    recorded: set[type[Model]]

    @classmethod
    def read(cls) -> "Stored":
        return cls(
            {model: stored(model) for model in FIELDS},
            {key: pk for model in FIELDS for key, pk in stored_keys(model).items()},
            {model for model in FIELDS if history_of(model).exists()},
        )

    def known_as(self, model: type[Model], pk: int | None) -> Key | None:
        """What a record was known by before the load."""
        old = self.records[model].get(pk)
        return key_of(model, old) if old else None

    def saved(self, entry: Entry, pk: int) -> None:
        """Know a record by the key that it has now."""
        self.keys.pop(self.known_as(entry.model, pk), None)
        self.keys[entry.key] = pk


@dataclass(frozen=True)
class Outcome:
    """What a load did, or would have done, and whether it is in the database now."""

    changes: list[Change]
    written: bool

    @property
    def conflicts(self) -> list[Change]:
        return [change for change in self.changes if change.edit]

    @property
    def differences(self) -> list[Change]:
        return [change for change in self.changes if change.kind != LoadKind.UNCHANGED]


def load(
    entries: dict[Key, Entry],
    *,
    overwrite: bool = False,
    dry_run: bool = False,
    progress: Progress = iter,
    by: Model | None = None,
    reason: str = LOADED,
    faults: list[RecordError] | None = None,
) -> Outcome:
    """Load all records or none, and say what changes; the history says `by` whom and why.

    Nothing is written when `dry_run`, or when a record would undo an edit by staff and
    `overwrite` is not given. Raises LoadError when a record can't be saved; where `faults` is
    given, what is wrong with each record is added there instead, and nothing is written.
    """
    with transaction.atomic():
        keep_others_from_writing()
        changes = applied(entries, Signature(by, reason), progress, faults)
        outcome = Outcome(changes, written=True)
        if dry_run or faults or (outcome.conflicts and not overwrite):
            transaction.set_rollback(True)
            return Outcome(changes, written=False)
    return outcome


def applied(
    entries: dict[Key, Entry],
    signature: Signature,
    progress: Progress,
    faults: list[RecordError] | None,
) -> list[Change]:
    """What is done with each record, in the order of the files."""
    database, changes = Stored.read(), {}
    with gathered(), noted():
        for entry in progress(in_order(entries)):
            with collected(faults):
                changes[entry.key] = apply(entry, entries, database, signature)
    return [changes[key] for key in entries if key in changes]


@contextmanager
def collected(faults: list[RecordError] | None) -> Iterator[None]:
    """Inside, what is wrong with a record is added to the faults; it is raised where there is no
    list of them."""
    try:
        yield
    except RecordError as fault:
        if faults is None:
            raise
        faults.append(fault)


def keep_others_from_writing():
    """An edit made while a load runs would be undone unseen. SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        # In this order, as all who write: first their turn, then the tables.
        Revision.take_turn()
        tables = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in FIELDS)
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {tables} IN SHARE ROW EXCLUSIVE MODE")


def apply(
    entry: Entry, entries: dict[Key, Entry], database: Stored, signature: Signature
) -> Change:
    """Save a record where it differs from its like in the `database`."""
    record, lists = referring(entry, database.keys)
    earlier = None if record.pk else earlier_entry(record, database)
    if earlier and has_other_key(entry.model, earlier.id, entries, database):
        record.pk = earlier.id
    change = compare(entry, record, database.records[entry.model].get(record.pk), earlier)
    if change.kind != LoadKind.UNCHANGED:
        validate(entry, record)
        save(change, record, lists, signature)
        database.saved(entry, record.pk)
    return change


def referring(entry: Entry, keys: dict[Key, int]) -> tuple[Model, Lists]:
    """The record, without a primary key when it is not stored, and what its lists refer to."""
    values, lists = {}, {}
    for name, one in fields_of(entry.model).items():
        if one.many_to_many:
            lists[name] = [referred(entry, name, slug, keys) for slug in entry.plain(name)]
        elif one.is_relation:
            slug = entry.plain(name)
            values[one.attname] = slug and referred(entry, name, slug, keys)
        elif name in entry.fields:
            values[name] = one.to_python(entry.fields[name])
    return entry.model(pk=keys.get(entry.key), **values), lists


def referred(entry: Entry, name: str, slug: str, keys: dict[Key, int]) -> int:
    """The primary key of a record that the field `name` refers to."""
    pk = keys.get((references_of(entry.model)[name], (slug,)))
    if pk is None:
        raise RecordError(entry, absent(entry, name), name)
    return pk


def absent(entry: Entry, name: str) -> str:
    """Which record a reference points to in vain, as a sentence."""
    model, value = entry.model._meta.get_field(name).related_model, entry.plain(name)
    slugs = value if isinstance(value, list) else [value]
    known = set(model.objects.filter(slug__in=slugs).values_list("slug", flat=True))
    missing = next(slug for slug in slugs if slug not in known)
    named = {"kind": model._meta.verbose_name, "slug": missing}
    return _("there is no %(kind)s %(slug)s.") % named


def has_other_key(model: type[Model], pk: int, entries: dict[Key, Entry], database: Stored) -> bool:
    """Is a record stored under a key that no file has?

    A corrected pinpoint changes what a citation is known by; it stays the same citation.
    """
    key = database.known_as(model, pk)
    return key is not None and key not in entries


@cache
def history_of(model: type[Model]) -> Manager:
    """The history of all records of `model`, the newest entry first."""
    return model.history.model.objects


def earlier_entry(record: Model, database: Stored) -> Model | None:
    """The newest entry in the history of all that was ever known by the key of a new record."""
    model = type(record)
    return history_of_key(record).first() if model in database.recorded else None


def history_of_key(record: Model) -> QuerySet:
    """The history of every record that was ever known by the key of this one."""
    fields = [record._meta.get_field(name) for name in key_fields(type(record))]
    key = {field.attname: getattr(record, field.attname) for field in fields}
    return history_of(type(record)).filter(**key)


def compare(entry: Entry, record: Model, old: Values | None, earlier: Model | None) -> Change:
    """How a record, not saved yet, differs from its stored values.

    `earlier` is the last entry in the history under its key, needed when nothing is stored.
    """
    new = new_values(entry, record)
    if old is None:
        deletion = earlier if earlier and earlier.history_type == "-" else None
        return Change(entry, LoadKind.ADDED, new=new, edit=deletion)
    names = [name for name in new if new[name] != old[name]]
    if not names:
        return Change(entry, LoadKind.UNCHANGED)
    differing = [{name: values[name] for name in names} for values in (old, new)]
    return Change(entry, LoadKind.CHANGED, *differing, edit=edit_of(record))


def new_values(entry: Entry, record: Model) -> Values:
    """The values of a record in plain terms, with the defaults of those that the file omits."""
    references = references_of(entry.model)
    return {
        name: entry.plain(name) if name in references else getattr(record, name)
        for name in FIELDS[entry.model]
    }


def edit_of(record: Model) -> Model | None:
    """The last entry in the history of a stored record, unless it was a load."""
    last = history_of(type(record)).filter(id=record.pk).first()
    return last if last and last.history_change_reason != LOADED else None


def validate(entry: Entry, record: Model):
    """Raise LoadError unless the form of the record would take it."""
    given = [name for name in references_of(entry.model) if entry.fields.get(name)]
    derived = [field.name for field in record._meta.fields if not field.editable]
    try:
        record.clean_fields(exclude={*given, *derived})
        record.clean()
    except ValidationError as error:
        raise refused(entry, error) from error


def save(change: Change, record: Model, lists: Lists, signature: Signature):
    # Set here too, since the history sees no reason where nothing but a list changed.
    record._change_reason = signature.reason
    if signature.by:
        record._history_user = signature.by
    try:
        with transaction.atomic():
            DeserializedObject(record).save()
            fill(change, record, lists)
    except DatabaseError as error:
        # Where nothing can be written, it isn't for what the record says.
        if outage(error):
            raise
        raise refusal(change, record, error) from error


def fill(change: Change, record: Model, lists: Lists):
    """Let the lists that differ hold what they should; those of a new record are empty yet."""
    for name in [name for name in lists if name in change.new]:
        if change.kind == LoadKind.CHANGED:
            getattr(record, name).set(lists[name])
        elif lists[name]:
            getattr(record, name).add(*lists[name])


def refusal(change: Change, record: Model, error: DatabaseError) -> RecordError:
    """Why the database doesn't take a record, in the words of the model if it has any."""
    entry = change.entry
    # Else one that is stored would be told that its own key is taken.
    record._state.adding = change.kind == LoadKind.ADDED
    try:
        record.full_clean()
    except ValidationError as invalid:
        return refused(entry, invalid)
    return RecordError(entry, on_one_line(str(error)))


def refused(entry: Entry, error: ValidationError) -> RecordError:
    """The first field with its first message."""
    name, (first, *_others) = next(iter(error.update_error_dict({}).items()))
    message = first.messages[0]
    if first.code == "invalid_choice":
        codes = [code for code, _label in fields_of(entry.model)[name].flatchoices]
        message += f" Choose one of {', '.join(codes)}."
    return RecordError(entry, message, "" if name == NON_FIELD_ERRORS else name)
