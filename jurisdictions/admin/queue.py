"""What else waits for a reviewer, who goes from one to the next without the list in between."""

from dataclasses import dataclass

from django.db.models import Model
from django.utils.translation import ngettext

from ..editing import workflow
from .addresses import page_address


@dataclass(frozen=True)
class Queue:
    """How many other records of a kind wait for somebody, and where the next is reviewed."""

    number: int
    address: str

    @property
    def label(self) -> str:
        sentence = ngettext(
            "Review the next one (%(number)s more awaits you)",
            "Review the next one (%(number)s more await you)",
            self.number,
        )
        return sentence % {"number": self.number}


def after(record: Model, key: int, user) -> Queue | None:
    """What waits for a user beside the record that had this key, in the order of its kind; None
    where nothing does.
    """
    model = type(record)
    waiting = workflow.to_be_reviewed_by(user, model.objects.order_by("pk"))
    keys = [one for one in waiting.values_list("pk", flat=True) if one != key]
    if not keys:
        return None
    following = next((one for one in keys if one > key), keys[0])
    return Queue(len(keys), page_address(model, "review", following))
