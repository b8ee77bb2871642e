"""Form fields for query parameters: each turns text into a value, or says what is accepted.

`accepted` finishes the sentence "Accepted: …" on the page that answers bad input.
`options` lists (value, label) pairs for a select or for tick boxes.
"""

import re
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..caching.held import held
from ..choices import Move, Stance
from ..days import FIRST_DAY, LAST_DAY
from ..known import Records
from ..mistyped import nearest
from ..models import Revision, fields

ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
SLUG = re.compile(fields.SLUG)
PAGE = re.compile(r"[1-9][0-9]{0,5}")
REVISION = re.compile(r"[1-9][0-9]{0,17}")


class Parameter(forms.Field):
    """A parameter that may be left out. `repeatable` says whether it may stand several times."""

    repeatable = False
    accepted = gettext_lazy("one value")

    def __init__(self, **kwargs):
        super().__init__(**kwargs | {"required": False})

    def refuse(self, sentence: str):
        raise ValidationError(sentence)

    def not_among(self, values: list[str]) -> tuple[str, ...]:
        """Those of the values that aren't understood by themselves; none where they are one."""
        return ()

    def label_of(self, value: str) -> str:
        """An accepted value as readers know it."""
        return value


class DayParameter(Parameter):
    """An ISO day, cleaned to a date."""

    widget = forms.DateInput
    accepted = format_lazy(
        gettext_lazy("a day from {first} to {last}, written like 2024-12-31"),
        first=FIRST_DAY,
        last=LAST_DAY,
    )

    def to_python(self, value):
        if value in self.empty_values:
            return None
        if not ISO_DAY.fullmatch(value):
            self.refuse(_("This is not a day."))
        try:
            day = date.fromisoformat(value)
        except ValueError:
            self.refuse(_("There is no such day."))
        if not FIRST_DAY <= day <= LAST_DAY:
            self.refuse(_("This day lies outside the range."))
        return day


class RevisionParameter(Parameter):
    """The number of a revision, cleaned to the Revision."""

    @property
    def accepted(self) -> str:
        ends = (held(Revision.first), held(Revision.current))
        first, last = (getattr(one, "number", 1) for one in ends)
        numbers = {"first": first, "last": last}
        return _("the number of a revision, from %(first)s to %(last)s") % numbers

    def to_python(self, value):
        if value in self.empty_values:
            return None
        if not REVISION.fullmatch(value):
            self.refuse(_("This is not the number of a revision."))
        number, current = int(value), held(Revision.current)
        if current is None or number > current.number:
            self.refuse(_("Nothing is recorded under this number yet."))
        found = held(Revision.at, number)
        if found is None:
            self.refuse(_("Nothing was recorded so early."))
        return found


class PageParameter(Parameter):
    """The number of a page of a list, 1 when left out."""

    accepted = gettext_lazy("the number of a page, from 1")

    def to_python(self, value):
        if value in self.empty_values:
            return 1
        if not PAGE.fullmatch(value):
            self.refuse(_("This is not the number of a page."))
        return int(value)


class WordsParameter(Parameter):
    """Words to look for."""

    limit = 100
    accepted = format_lazy(gettext_lazy("up to {limit} characters"), limit=limit)

    def to_python(self, value):
        words = value or ""
        if len(words) > self.limit:
            self.refuse(_("This is too long."))
        return words


class OneOf(Parameter):
    """One of a known set, cleaned to what stands behind the value.

    `of_data` says whether the labels are names in the data, whose language is not the page's.
    """

    of_data = False

    @property
    def known(self) -> dict:
        """What each accepted value stands for."""
        raise NotImplementedError

    @property
    def options(self) -> list[tuple[str, str]]:
        return [(value, self.label_of(value)) for value in self.known]

    def label_of(self, value: str) -> str:
        return str(self.known[value])

    def knows(self, value: str) -> bool:
        return value in self.known

    def find(self, value: str):
        if value not in self.known:
            self.refuse(self.refusal_of(value))
        return self.known[value]

    def refusal_of(self, value: str) -> str:
        if not SLUG.fullmatch(value):
            return _("This is not among the choices here.")
        told = _("“%(value)s” is not among the choices here.")
        if meant := nearest(value, self.known):
            told = _("“%(value)s” is not among the choices here; perhaps %(meant)s is meant.")
        return told % {"value": value, "meant": meant}

    def to_python(self, value):
        return None if value in self.empty_values else self.find(value)


class ChoiceParameter(OneOf):
    """A member of one of the closed vocabularies."""

    def __init__(self, *, choices, **kwargs):
        self.choices = choices
        super().__init__(**kwargs)

    @cached_property
    def known(self) -> dict:
        return {choice.value: choice for choice in self.choices}

    def label_of(self, value: str) -> str:
        return self.known[value].label

    @property
    def accepted(self) -> str:
        return _("one of %(values)s") % {"values": ", ".join(self.known)}


# In whole phrases: other languages bend the noun.
SLUG_OF = {
    "approach": gettext_lazy("the slug of an approach"),
    "concept": gettext_lazy("the slug of a concept"),
    "criterion": gettext_lazy("the slug of a criterion"),
    "instrument": gettext_lazy("the slug of an instrument"),
    "jurisdiction": gettext_lazy("the slug of a jurisdiction"),
    "pillar": gettext_lazy("the slug of a pillar"),
    "proposal": gettext_lazy("the slug of a proposal"),
    "regulator": gettext_lazy("the slug of a regulator"),
    "section": gettext_lazy("the slug of a section"),
    "source": gettext_lazy("the slug of a source"),
    "topic": gettext_lazy("the slug of a topic"),
}


class RecordParameter(OneOf):
    """The slug of a record, cleaned to the record."""

    of_data = True

    def __init__(self, *, records: Records, **kwargs):
        self.records = records
        super().__init__(**kwargs)

    @cached_property
    def known(self) -> dict:
        return self.records.by_slug()

    @property
    def every(self) -> list:
        """All records that may be chosen, in their order; read once."""
        return list(self.known.values())

    @property
    def accepted(self) -> str:
        slug, example = str(SLUG_OF[self.records.name]), next(iter(self.known), None)
        if example is None:
            return slug
        return _("%(slug)s, such as %(example)s") % {"slug": slug, "example": example}


class Several(OneOf):
    """A mixin: the parameter may be repeated, and the order is kept."""

    repeatable = True
    widget = forms.SelectMultiple

    def to_python(self, value):
        return [self.find(one) for one in value or []]

    def not_among(self, values):
        return tuple(value for value in values if not self.knows(value))


class ChoicesParameter(Several, ChoiceParameter):
    """Members of a closed vocabulary, in the order given."""


class RecordsParameter(Several, RecordParameter):
    """Slugs of records, cleaned to the records in the order given."""


class HasParameter(RecordsParameter):
    """Pairs such as non-custodial-architecture:recognised, cleaned to (criterion, stance)."""

    of_data = False
    accepted = gettext_lazy(
        "the slug of a criterion, a colon and a stance of its scale, "
        "such as non-custodial-architecture:recognised"
    )

    def knows(self, value: str) -> bool:
        slug, _colon, stance = value.partition(":")
        return slug in self.known and stance in self.known[slug].stances

    def find(self, value: str):
        slug, _colon, stance = value.partition(":")
        criterion = super().find(slug)
        if not self.knows(value):
            self.refuse(_("This stance is not in the scale of the criterion."))
        return criterion, stance

    def label_of(self, value: str) -> str:
        slug, _colon, stance = value.partition(":")
        return f"{self.known[slug]}: {Stance(stance).label}"


class MoveParameter(Parameter):
    """A column or row of the comparison and how it is moved, cleaned to (Move, slug)."""

    accepted = format_lazy(
        gettext_lazy(
            "{moves} or {last}, a colon, and the slug of a column or row that is shown, "
            "such as left:dubai"
        ),
        moves=", ".join(Move.values[:-1]),
        last=Move.values[-1],
    )

    def to_python(self, value):
        if value in self.empty_values:
            return None
        move, _colon, slug = value.partition(":")
        if move not in Move.values or not SLUG.fullmatch(slug):
            self.refuse(_("Nothing can be moved like this."))
        return Move(move), slug
