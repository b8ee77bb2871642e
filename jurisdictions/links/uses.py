"""The addresses that records use, and which records those are."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from functools import reduce
from operator import or_

from django.db import transaction
from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from ..choices import LinkState
from ..models import Link
from ..models.fields import WebAddressField
from ..plain import FIELDS

# Each field of the data that holds an address, with its model.
HOLDERS = [
    (model, field.name)
    for model in FIELDS
    for field in model._meta.concrete_fields
    if isinstance(field, WebAddressField)
]


def addresses_in_use() -> set[str]:
    """All of them; one statement a kind of record."""
    return {
        address
        for model, name in HOLDERS
        for address in model.objects.exclude(**{name: ""}).values_list(name, flat=True)
    }


def users_of(addresses: Collection[str]) -> dict[str, list[Model]]:
    """The records that use each of the addresses; one statement a kind of record."""
    found = defaultdict(list)
    for address, record in using(addresses):
        found[address].append(record)
    return dict(found)


def using(addresses: Collection[str]) -> Iterator[tuple[str, Model]]:
    for model, name in HOLDERS:
        for record in model.objects.filter(**{f"{name}__in": addresses}):
            yield getattr(record, name), record


def to_mend() -> QuerySet[Link]:
    """Broken, used, and no archived copy is known yet: the work of editors."""
    broken = Link.objects.filter(state=LinkState.BROKEN, archive_address="")
    same = OuterRef("address")
    uses = (Exists(model.objects.filter(**{name: same})) for model, name in HOLDERS)
    return broken.filter(reduce(or_, uses, Q()))


@transaction.atomic
def match_links() -> None:
    """Let there be a Link for each address in use, and no other.

    The history keeps the archived copy of one that goes; of others there is nothing to tell.
    """
    used = addresses_in_use()
    known = dict(Link.objects.values_list("address", "archive_address"))
    missing = [Link(address=address) for address in sorted(used - known.keys())]
    Link.objects.bulk_create(missing, ignore_conflicts=True)
    gone = Link.objects.filter(address__in=known.keys() - used)
    # Past the signals, from which the history is written.
    gone.filter(archive_address="")._raw_delete(gone.db)
    gone.delete()
