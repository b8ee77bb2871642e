"""Form fields for query parameters: each turns text into a value, or says what is accepted.

`accepted` finishes the sentence "Accepted: …" on the page that answers bad input.
`options` lists (value, label) pairs for a select or for tick boxes.
"""

import re
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property

from .choices import Stance
from .days import FIRST_DAY, LAST_DAY
from .models import Revision, fields

ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
SLUG = re.compile(fields.SLUG)
PAGE = re.compile(r"[1-9][0-9]{0,5}")
REVISION = re.compile(r"[1-9][0-9]{0,17}")


class Parameter(forms.Field):
    """A parameter that may be left out. `repeatable` says whether it may stand several times."""

    repeatable = False
    accepted = "one value"

    def __init__(self, **kwargs):
        super().__init__(**kwargs | {"required": False})

    def refuse(self, sentence: str):
        raise ValidationError(sentence)

    def label_of(self, value: str) -> str:
        """An accepted value as readers know it."""
        return value


class DayParameter(Parameter):
    """An ISO day, cleaned to a date."""

    widget = forms.DateInput
    accepted = f"a day from {FIRST_DAY} to {LAST_DAY}, written like 2024-12-31"

    def to_python(self, value):
        if value in self.empty_values:
            return None
        if not ISO_DAY.fullmatch(value):
            self.refuse("This is not a day.")
        try:
            day = date.fromisoformat(value)
        except ValueError:
            self.refuse("There is no such day.")
        if not FIRST_DAY <= day <= LAST_DAY:
            self.refuse("This day lies outside the range.")
        return day


class RevisionParameter(Parameter):
    """The number of a revision, cleaned to the Revision."""

    @property
    def accepted(self) -> str:
        first, last = (getattr(one, "number", 1) for one in (Revision.first(), Revision.current()))
        return f"the number of a revision, from {first} to {last}"

    def to_python(self, value):
        if value in self.empty_values:
            return None
        if not REVISION.fullmatch(value):
            self.refuse("This is not the number of a revision.")
        number, current = int(value), Revision.current()
        if current is None or number > current.number:
            self.refuse("Nothing is recorded under this number yet.")
        found = Revision.at(number)
        if found is None:
            self.refuse("Nothing was recorded so early.")
        return found


class PageParameter(Parameter):
    """The number of a page of a list, 1 when left out."""

    accepted = "the number of a page, from 1"

    def to_python(self, value):
        if value in self.empty_values:
            return 1
        if not PAGE.fullmatch(value):
            self.refuse("This is not the number of a page.")
        return int(value)


class WordsParameter(Parameter):
    """Words to look for."""

    limit = 100
    accepted = f"up to {limit} characters"

    def to_python(self, value):
        words = (value or "").strip()
        if len(words) > self.limit:
            self.refuse("This is too long.")
        return words


class OneOf(Parameter):
    """One of a known set, cleaned to what stands behind the value."""

    @property
    def known(self) -> dict:
        """What each accepted value stands for."""
        raise NotImplementedError

    @property
    def options(self) -> list[tuple[str, str]]:
        return [(value, self.label_of(value)) for value in self.known]

    def label_of(self, value: str) -> str:
        return str(self.known[value])

    def find(self, value: str):
        if value not in self.known:
            shown = f"“{value}”" if SLUG.fullmatch(value) else "This"
            self.refuse(f"{shown} is not among the choices here.")
        return self.known[value]

    def to_python(self, value):
        return None if value in self.empty_values else self.find(value)


class ChoiceParameter(OneOf):
    """A member of one of the closed vocabularies."""

    def __init__(self, *, choices, **kwargs):
        self.choices = choices
        super().__init__(**kwargs)

    @property
    def known(self) -> dict:
        return {choice.value: choice for choice in self.choices}

    def label_of(self, value: str) -> str:
        return self.known[value].label

    @property
    def accepted(self) -> str:
        return "one of " + ", ".join(self.known)


def with_article(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"


class RecordParameter(OneOf):
    """The slug of a record, cleaned to the record."""

    def __init__(self, *, records, **kwargs):
        self.records = records
        super().__init__(**kwargs)

    @cached_property
    def known(self) -> dict:
        return {record.slug: record for record in self.records.all()}

    @property
    def accepted(self) -> str:
        meta = self.records.model._meta
        example = next(iter(self.known), None)
        such_as = f", such as {example}" if example else ""
        return f"the slug of {with_article(meta.verbose_name)}{such_as}"


class Several(OneOf):
    """A mixin: the parameter may be repeated, and the order is kept."""

    repeatable = True
    widget = forms.SelectMultiple

    def to_python(self, value):
        return [self.find(one) for one in value or []]


class ChoicesParameter(Several, ChoiceParameter):
    """Members of a closed vocabulary, in the order given."""


class RecordsParameter(Several, RecordParameter):
    """Slugs of records, cleaned to the records in the order given."""


class HasParameter(RecordsParameter):
    """Pairs such as non-custodial-architecture:recognised, cleaned to (criterion, stance)."""

    accepted = (
        "the slug of a criterion, a colon and a stance of its scale, "
        "such as non-custodial-architecture:recognised"
    )

    def find(self, value: str):
        slug, _, stance = value.partition(":")
        criterion = super().find(slug)
        if stance not in criterion.stances:
            self.refuse("This stance is not in the scale of the criterion.")
        return criterion, stance

    def label_of(self, value: str) -> str:
        slug, _, stance = value.partition(":")
        return f"{self.known[slug]}: {Stance(stance).label}"
