"""The provisions that findings cite already, for whoever cites one of them again."""

import re

from django.core.exceptions import PermissionDenied
from django.http import Http404, JsonResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from ..asking.keys import key_in
from ..editing.workflow import may
from ..models import Citation, Finding, Instrument


@require_safe
def pinpoints(request):
    """The pinpoints cited of the `instrument` asked for, as JSON."""
    if not any(may(request.user, action, Finding) for action in ("view", "add", "change")):
        raise PermissionDenied
    key = key_in(request.GET.get("instrument", ""))
    if key is None or not Instrument.objects.filter(pk=key).exists():
        raise Http404(gettext("There is no such instrument."))
    return JsonResponse({"pinpoints": [pinpoint for _, pinpoint in cited(instrument=key)]})


def cited(**which) -> list[tuple[str, str]]:
    """Instruments in short with each of their pinpoints, numbers in the order of counting."""
    rows = Citation.objects.filter(**which).exclude(pinpoint="")
    found = set(rows.values_list("instrument__short_name", "pinpoint"))
    return sorted(found, key=lambda pair: (pair[0], by_number(pair[1]), pair))


def by_number(pinpoint: str) -> list[tuple]:
    """A key that puts Art. 9 before Art. 59."""
    parts = re.split(r"(\d+)", pinpoint)
    return [(int(part), "") if part.isdecimal() else (-1, part.lower()) for part in parts]
