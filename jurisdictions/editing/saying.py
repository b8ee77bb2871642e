"""What a record says: taken over from another one, compared, and saved with who and why."""

from contextlib import contextmanager
from hashlib import sha256

from django.db import models

from ..models import Citation, Finding
from ..plain import FIELDS

# What publishing doesn't copy: these stay those of the published record.
OWN = {"slug", "publication"}


def said_fields(model: type[models.Model]) -> list[models.Field]:
    """The fields that a draft takes over from the published record, and gives back."""
    return [model._meta.get_field(name) for name in FIELDS[model] if name not in OWN]


def copy_values(source, target) -> None:
    for field in said_fields(type(source)):
        if not field.many_to_many:
            setattr(target, field.name, getattr(source, field.name))


def copy_lists(source, target, by, note: str) -> None:
    """What `source` refers to, and the citations it rests on, for `target`."""
    for field in said_fields(type(source)):
        if field.many_to_many:
            getattr(target, field.name).set(getattr(source, field.name).all())
    if isinstance(source, Finding):
        wanted = [(*cited(one), one.position) for one in source.citations.all()]
        set_citations(target, wanted, by, note)


def cited(citation: Citation) -> tuple:
    return citation.instrument_id, citation.pinpoint, citation.source_id


def set_citations(finding: Finding, wanted: list[tuple], by, note: str) -> None:
    """Let a finding rest on what is `wanted`; citations that it has already stay the same rows.

    Each is a key of an instrument, a pinpoint, a key of a source, a position.
    """
    stored = {cited(one): one for one in finding.citations.all()}
    places = {tuple(key): position for *key, position in wanted}
    for key in stored.keys() - places.keys():
        remove(stored[key], by, note)
    for key, position in places.items():
        names = dict(zip(("instrument_id", "pinpoint", "source_id"), key, strict=True))
        citation = stored.get(key) or Citation(finding=finding, **names)
        if citation.pk is None or citation.position != position:
            keep(citation, by, note, position=position)


def content(record) -> list:
    """What a stored record says, its lists and citations included, in comparable values."""
    said = []
    for field in said_fields(type(record)):
        if field.many_to_many:
            said.append(sorted(getattr(record, field.name).values_list("pk", flat=True)))
        else:
            said.append(getattr(record, field.attname))
    if isinstance(record, Finding):
        said.append(sorted((one.position, *map(str, cited(one))) for one in record.citations.all()))
    return said


def fingerprint(record) -> str:
    """The same for records that say the same."""
    return sha256(repr(content(record)).encode()).hexdigest()


# --- Saved, with who and why ---


def keep(record, by, note: str, **changes):
    """Save a record with some changes, who made them, and why."""
    for name, value in changes.items():
        setattr(record, name, value)
    with signed(record, by, note):
        record.save()
    return record


@contextmanager
def signed(record, by, note: str):
    """Inside, the history says of a record who and why; later saves speak for themselves."""
    record._history_user, record._change_reason = by, note
    try:
        yield
    finally:
        del record._history_user, record._change_reason


def remove(record, by, note: str) -> None:
    with signed(record, by, note):
        record.delete()
