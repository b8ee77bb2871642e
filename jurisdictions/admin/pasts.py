"""The history of a record in words: what each entry changed, citations included."""

from collections.abc import Sequence

from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..editing.reverting import citations_at, newest_of, standing
from ..models import Citation, Finding
from ..recording.history import when, who
from ..texts.differences import LISTED, Edit, edits
from .versions import EMPTY, label, words

# What the history keeps beside what a record says.
BOOKKEEPING = {"id", "based_on", "draft_of", "scale"}
GONE = _("(a record since removed)")


def tell(model: type[models.Model], entries: Sequence) -> None:
    """Give each entry, newest first, `edits`, `who` and `when`."""
    entries = list(entries)
    if not entries:
        return
    before = model.history.model.objects.filter(
        id=entries[-1].id, history_id__lt=entries[-1].history_id
    )
    chain = [*entries, *before.order_by("-history_id")[:1]]
    said = dict(zip(chain, said_by(model, chain), strict=True))
    for place, entry in enumerate(entries):
        earlier = chain[place + 1] if place + 1 < len(chain) else None
        entry.edits = edits_of(said[entry], said.get(earlier), entry)
        entry.who, entry.when = who(entry), when(entry)


def edits_of(now: dict[str, str], then: dict[str, str] | None, entry) -> tuple[Edit, ...]:
    if then is None or entry.history_type == "-":
        return ()
    return edits(then, now)


def said_by(model: type[models.Model], chain: list) -> list[dict[str, str]]:
    """What each entry says, by label."""
    kept = {field.name for field in chain[0]._meta.fields} - BOOKKEEPING
    told = [field for field in model._meta.concrete_fields if field.name in kept]
    said = [{label(field): text(entry, field) for field in told} for entry in chain]
    for field in chain[0]._history_m2m_fields:
        listed = lists_of(chain, field)
        for entry, one in zip(chain, said, strict=True):
            one[label(field)] = LISTED.join(sorted(listed.get(entry.pk, ())))
    if model is Finding:
        for one, cited in zip(said, citations_of(chain), strict=True):
            one[gettext("Citations")] = cited
    return said


def text(entry, field: models.Field) -> str:
    """What an entry says in a field, as the form would name it; nothing where it is empty."""
    value = related(entry, field.name)
    if value is None and getattr(entry, field.attname) is not None:
        return str(GONE)
    found = words(entry, field.name, value)
    return "" if found == EMPTY else found


def related(row, name: str):
    """A value; None too where what it refers to is gone."""
    try:
        return getattr(row, name)
    except ObjectDoesNotExist:
        return None


def lists_of(chain: list, field: models.ManyToManyField) -> dict[int, list[str]]:
    """What the entries list in a field, by entry, in one statement."""
    target = field.m2m_reverse_field_name()
    rows = getattr(chain[0], field.name).model.objects.select_related(target)
    found: dict[int, list[str]] = {}
    for row in rows.filter(history_id__in=[entry.pk for entry in chain]):
        found.setdefault(row.history_id, []).append(str(related(row, target) or GONE))
    return found


def citations_of(chain: list) -> list[str]:
    """What a finding rested on at each of its entries, newest first: until the next one."""
    rows = Citation.history.model.objects.filter(finding_id=chain[0].id).order_by("history_id")
    rows = list(rows.select_related("instrument", "source"))
    pairs = zip([None, *chain], chain, strict=False)
    stood = (standing(entry, end, rows) for end, entry in pairs)
    return [LISTED.join(map(cited, newest_of(found))) for found in stood]


def cited_at(entry) -> list[str] | None:
    """What a finding rested on at an entry of its history; None of other records."""
    return list(map(cited, citations_at(entry))) if entry.instance_type is Finding else None


def cited(row) -> str:
    pointed = related(row, "instrument" if row.instrument_id else "source") or GONE
    return f"{pointed}, {row.pinpoint}" if row.pinpoint else str(pointed)
