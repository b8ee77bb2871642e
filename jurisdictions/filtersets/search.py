"""What the search is asked, and where it looks."""

from collections.abc import Iterable
from datetime import date
from operator import attrgetter

from django.utils.functional import cached_property
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import known, models
from ..asking.filters import (
    Arrangement,
    ChoiceFilter,
    ChoicesFilter,
    PageFilter,
    RecordsFilter,
)
from ..asking.parameters import Parameter, WordsParameter
from ..asking.query import QueryForm
from ..choices import Stance
from ..search.found import FACETS, Scope
from ..search.kinds import Kind, Versions
from ..search.questions import LONGEST, Question, read
from .dated import Asked, DatedFilterSet, asked, query_of


class QuestionParameter(WordsParameter):
    """A text that is read as a question."""

    limit = LONGEST
    accepted = format_lazy(gettext_lazy("up to {limit} characters"), limit=limit)


class NoRevision(Parameter):
    """The index holds the newest state of the data only."""

    accepted = gettext_lazy("no revision: a page that is found can be read at one")

    def to_python(self, value):
        if value in self.empty_values:
            return None
        self.refuse(_("The search knows the data only as they are now."))


class QuestionFilter(Arrangement):
    field_class = QuestionParameter


class NoRevisionFilter(Arrangement):
    field_class = NoRevision


class SearchForm(QueryForm):
    """Takes an empty question: whoever presses the button first wants the page."""

    def misuse(self, name, values):
        return None if (name, values) == ("q", [""]) else super().misuse(name, values)


class SearchFilters(DatedFilterSet):
    """A question, the day on which findings are to hold, and what is chosen of the hits."""

    rev = NoRevisionFilter(label=gettext_lazy("As recorded at revision"))
    q = QuestionFilter(label=gettext_lazy("Search"))
    kind = ChoicesFilter(label=gettext_lazy("Kind"), choices=Kind)
    jurisdiction = RecordsFilter(label=gettext_lazy("Jurisdiction"), records=known.PLACES)
    section = RecordsFilter(label=gettext_lazy("Section"), records=known.SECTIONS)
    stance = ChoicesFilter(label=gettext_lazy("Stance"), choices=Stance)
    versions = ChoiceFilter(label=gettext_lazy("Findings"), choices=Versions)
    page = PageFilter()

    class Meta(DatedFilterSet.Meta):
        model = models.Finding
        fields = []
        form = SearchForm

    @cached_property
    def question(self) -> Question:
        return read(self.chosen["q"])

    @property
    def scope(self) -> Scope:
        """Where the question is put."""
        day: date | None = None if self.chosen["versions"] else self.day
        return Scope(day, {name: [key_of(one) for one in self.chosen[name]] for name in FACETS})

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What the form takes along: everything that its own fields don't say."""
        return [(name, v) for name in (*FACETS, "versions") for v in self.data.getlist(name)]

    def asking(self, text: str) -> str:
        """The query of the page for another question, the choices kept."""
        others = (one for one in self.asked if one.name != "q")
        return self.with_one(others, "q", text)

    def narrowed(self, name: str, value: str) -> str:
        """The query of the page with one more value chosen."""
        return self.with_one(self.asked, name, value)

    def with_one(self, others: Iterable[Asked], name: str, value: str) -> str:
        """In the one order of parameters, by their names."""
        return query_of(sorted([*others, asked(name, value)], key=attrgetter("name")))

    def loosened(self, name: str) -> str:
        """The query of the page with nothing chosen of a facet."""
        return query_of(one for one in self.asked if one.name != name)


def key_of(one) -> int | str:
    """What documents know a chosen value by: the key of a record, or the value itself."""
    return one.pk if isinstance(one, models.Jurisdiction | models.Section) else one.value
