"""What stands before and after a first day in its cell, said before it is saved."""

from dataclasses import dataclass
from datetime import date

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet, UniqueConstraint
from django.forms.models import fields_for_model
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from ..asking.keys import key_in
from ..days import in_words, today
from ..models.records import Dated
from .previews import GO_BACK, answer, refused


@dataclass(frozen=True)
class Neighbours:
    """Entries of a cell around a day, unpublished ones too."""

    day: date
    same: Dated | None
    before: Dated | None
    after: Dated | None
    # When the next published one begins.
    ends: date | None

    def warning(self, today: date) -> str:
        """What an editor should know before they save; empty when there is nothing."""
        if self.same:
            return collision(type(self.same))
        if self.ends is None:
            return ""
        sentence = _("It ends on %(day)s, when the next one begins.")
        if self.ends <= today:
            sentence = _("This will be history: it ends on %(day)s, when the next one begins.")
        return sentence % {"day": in_words(self.ends)}


def collision(model: type[Dated]) -> str:
    """The sentence with which the database refuses a second entry of a cell on a day."""
    unique = (one for one in model._meta.constraints if isinstance(one, UniqueConstraint))
    return next(unique).get_violation_error_message()


def around(model: type[Dated], cell: dict, day: date, record: Dated | None = None) -> Neighbours:
    """What stands around `day` in a cell, beside the record that is being edited."""
    others = others_than(record, day, model.objects.filter(draft_of=None, **cell))
    later = others.filter(valid_from__gt=day).order_by("valid_from")
    return Neighbours(
        day,
        same=others.filter(valid_from=day).first(),
        before=others.filter(valid_from__lt=day).order_by("-valid_from").first(),
        after=later.first(),
        ends=later.published().values_list("valid_from", flat=True).first(),
    )


def others_than(record: Dated | None, day: date, rows: QuerySet) -> QuerySet:
    """Without what the record replaces. A published one may be followed by its own draft."""
    if record is None:
        return rows
    own = record.draft_of or record
    follows = own.is_published and day > own.valid_from
    return rows if follows else rows.exclude(pk=own.pk)


def names(model: type[Model]) -> tuple[str, ...]:
    """The fields that say where an entry stands."""
    return (*model.cell, "valid_from")


def read(model: type[Dated], entries: dict, record: Dated | None = None) -> dict:
    """What a form says of cell and day: the neighbours there, or what is still missing."""
    form = forms.Form(entries)
    form.fields |= fields_for_model(model, names(model))
    if not form.is_valid():
        fields = [model._meta.get_field(name) for name in names(model) if name in form.errors]
        return {"missing": get_text_list([str(field.verbose_name) for field in fields], _("and"))}
    cell = {name: form.cleaned_data[name] for name in model.cell}
    found = around(model, cell, form.cleaned_data["valid_from"], record)
    return {"around": found, "warning": news(found, cell, record), "opts": model._meta}


def news(found: Neighbours, cell: dict, record: Dated | None) -> str:
    """The warning, unless readers see the record there already."""
    own = record and (record.draft_of or record)
    place = cell | {"valid_from": found.day}
    if own and own.is_published and all(getattr(own, name) == place[name] for name in place):
        return ""
    return found.warning(today())


def page(admin, request):
    """The neighbours of what a form says; `record` in the address is the one being edited."""
    if not admin.has_view_or_change_permission(request):
        raise PermissionDenied
    if request.method != "POST":
        return refused(request, "neighbours", GO_BACK, status=405)
    key = key_in(request.GET.get("record", ""))
    record = admin.get_queryset(request).filter(pk=key).first()
    return answer(request, "neighbours", read(admin.model, request.POST.dict(), record))


def warn(request, record: Dated) -> None:
    """Say it after a save too: whoever writes without scripts has not seen it."""
    cell = {name: getattr(record, name) for name in record.cell}
    found = around(type(record), cell, record.valid_from, record)
    if sentence := news(found, cell, record):
        messages.warning(request, sentence)
