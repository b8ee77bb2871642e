"""The query string, read strictly: a parameter is understood or refused by name, never ignored."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from django import forms
from django.core.exceptions import BadRequest
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..days import AsOf, today
from ..models import Revision
from .parameters import SLUG, DayParameter, RevisionParameter

# A form of ours sends this along, with the day that it proposed: its empty fields mean "any".
FORM = "form"
REPLACEMENT_CHARACTER = "\N{REPLACEMENT CHARACTER}"


@dataclass(frozen=True)
class Problem:
    """What is wrong with a parameter, and what is accepted instead.

    values   those that aren't understood, where others of it are
    """

    parameter: str
    sentence: str
    accepted: str = ""
    values: tuple[str, ...] = ()


class BadQuery(BadRequest):
    """A query string that can't be understood; `problems` says why."""

    def __init__(self, problems: list[Problem]):
        super().__init__("; ".join(f"{p.parameter}: {p.sentence}" for p in problems))
        self.problems = problems


class QueryForm(forms.Form):
    """The parameters of a page. Bind it to `request.GET`, then `check()` it."""

    def problems(self) -> list[Problem]:
        misused = [self.misuse(name, values) for name, values in self.data.lists()]
        return [problem for problem in misused if problem] or list(self.refusals())

    def misuse(self, name: str, values: list[str]) -> Problem | None:
        """What is wrong with how a parameter is given, whatever it means."""
        field = self.fields.get(name)
        if field is None:
            return self.unknown(name)
        sentence = how_misused(values, field.repeatable)
        return Problem(name, sentence, field.accepted) if sentence else None

    def unknown(self, name: str) -> Problem:
        shown = name if SLUG.fullmatch(name.replace("_", "-")) else _("one of the names")
        accepted = _("the parameters %(names)s") % {"names": ", ".join(self.fields)}
        return Problem(shown, _("This page has no parameter of that name."), accepted)

    def refusals(self) -> Iterator[Problem]:
        for name, sentences in self.errors.items():
            field, values = self.fields[name], self.data.getlist(name)
            yield Problem(name, " ".join(sentences), field.accepted, field.not_among(values))


def how_misused(values: list[str], repeatable: bool) -> str:
    if any(has_odd_characters(value) for value in values):
        return _("It holds a control or invisible character.")
    if "" in values:
        return _("It is empty. Leave it out instead.")
    if len(values) > 1 and not repeatable:
        return _("It is given more than once.")
    if len(set(values)) < len(values):
        return _("It has the same value twice.")
    return ""


def has_odd_characters(value: str) -> bool:
    return any(map(is_odd, value))


def is_odd(character: str) -> bool:
    """Control, bidirectional or another character that nobody sees, or broken UTF-8."""
    return character == REPLACEMENT_CHARACTER or unicodedata.category(character)[0] == "C"


class RevisionForm(QueryForm):
    """At which revision a page is read, whatever else it takes."""

    rev = RevisionParameter(label=gettext_lazy("As recorded at revision"))


class DayForm(RevisionForm):
    """The parameters of a page without filters."""

    as_of = DayParameter(label=gettext_lazy("As of"))


def check(form: QueryForm) -> None:
    """Raise BadQuery unless every parameter is understood."""
    if problems := form.problems():
        raise BadQuery(problems)


def read_day(request: HttpRequest) -> AsOf:
    """The day and the revision of a page that takes nothing else."""
    form = DayForm(request.GET)
    check(form)
    return AsOf.read(form.cleaned_data["as_of"], today(), form.cleaned_data["rev"])


def asked_revision(query: QueryDict) -> Revision | None:
    """The revision that a query asks for; None also where it asks badly, which the page says."""
    form = RevisionForm(query)
    return form.cleaned_data["rev"] if "rev" in query and form.is_valid() else None


def tidy(query: QueryDict) -> QueryDict:
    """The query of a form without its empty fields, and without the day that it proposed itself."""
    tidied = query.copy()
    for name, values in query.lists():
        tidied.setlist(name, [value for value in values if value])
    if tidied.pop(FORM) == tidied.getlist("as_of"):
        tidied.pop("as_of", None)
    return tidied
