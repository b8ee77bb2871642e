"""How the history of a record ends that is gone: what it was called, who took it away, and when."""

from django.core.exceptions import ObjectDoesNotExist
from django.utils.translation import gettext_lazy as _

from ..asking.keys import key_in
from ..recording.history import when, who

DELETED = _("%(who)s deleted it"), _("%(who)s deleted it on %(when)s")
GONE = _("%(who)s published or deleted this draft on %(when)s")


def end_of(model, key):
    """The last entry of the record that had a key; None where the history knows of no end."""
    if not hasattr(model, "history"):
        return None
    ends = model.history.filter(id=key_in(str(key)), history_type="-")
    return ends.select_related("history_user").first()


def ended(last) -> str:
    """Who published or deleted what the history ends with, and when."""
    end = GONE if getattr(last, "draft_of_id", None) else DELETED[True]
    return end % {"who": who(last), "when": when(last)}


def name_of(last) -> str:
    """What it was called; nothing where that takes a record that is gone too."""
    try:
        return str(last.instance)
    except ObjectDoesNotExist:
        return ""
