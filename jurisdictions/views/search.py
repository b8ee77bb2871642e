from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import quote_plus

from django.core.paginator import Page
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from .. import known
from ..filtersets import SearchFilters
from ..filtersets.search import key_of
from ..search.found import FACETS, MANY, Count, Found, Hit
from ..search.kinds import Versions
from ..search.questions import LONGEST, Question, read
from ..search.spelling import corrected, respaced, suggested
from ..search.synonyms import widened
from .page import cut, page, whole_evidence
from .page import read as read_filters

PAGE_SIZE = 20
OPTIONS_SHOWN = 12
# With more hits than that nobody misspelt anything.
FEW = 3
# Of a long question no more words are tried to be left out.
MOST_WORDS = 6

# Stands for a value of a facet.
PLACE = "VALUE"

# What can be asked, by example.
EXAMPLES = (
    ("MiCA", _("a legal text, an authority or a place by its name")),
    ("Art. 59", _("a provision")),
    ("staking Dubai", _("all of these words, in any order")),
    ("“travel rule”", _("these words, one after the other")),
    ("stablecoin -reserve", _("without a word")),
    ("CASP", _("what other laws call the same is found too")),
)


@dataclass(frozen=True)
class SearchOption:
    """A value of a facet: how many hits it has, and the page with it chosen, or not any more."""

    label: str
    count: int
    chosen: bool
    address: str


@dataclass(frozen=True)
class SearchFacet:
    """`of_data` says whether the options are names in the data."""

    label: str
    options: list[SearchOption]
    of_data: bool

    @property
    def first(self) -> list[SearchOption]:
        return self.options[:OPTIONS_SHOWN]

    @property
    def others(self) -> list[SearchOption]:
        """Those that are shown on demand."""
        return self.options[OPTIONS_SHOWN:]


@dataclass(frozen=True)
class Way:
    """What to leave out where nothing is found, and how much is found then."""

    label: str
    value: str
    address: str
    count: int


@dataclass(frozen=True)
class Part:
    """Hits of a page that follow each other, under one heading; `start` is the number of the
    first."""

    heading: str
    start: int
    hits: list[Hit]


@page
def search(request):
    """Everything that holds the words asked for, the likeliest first."""
    filters = read_filters(SearchFilters, request)
    context = {
        "filters": filters,
        "as_of": filters.shown,
        "evidence_to": whole_evidence(filters.shown),
        "examples": [(text, filters.asking(text), meaning) for text, meaning in EXAMPLES],
    }
    if filters.question:
        context |= answer(filters)
    if not context.get("parts"):
        context["criteria"] = known.CRITERIA.all()
    return TemplateResponse(request, "search.html", context)


def answer(filters: SearchFilters) -> dict:
    """What is found, or what is found for the nearest spelling where that is nothing."""
    found = Found(widened(filters.question), filters.scope)
    instead = None if found.combinations else spelt_otherwise(filters)
    found = instead or found
    total, hits = found.total(), cut(found, filters.chosen["page"], PAGE_SIZE)
    ways = [] if total else ways_out(filters, found)
    return {
        "question": found.question,
        "corrected": instead is not None,
        "suggestion": suggestion(filters) if 0 < total <= FEW and not instead else None,
        "page": hits,
        "parts": list(parts(hits, found.question)),
        "facets": [facet(filters, found, name) for name in FACETS],
        "other_days": found.on_other_days(),
        "many": MANY,
        "any_day": filters.narrowed("versions", Versions.ALL.value),
        "as_typed": as_typed(filters, found.question),
        "ways_out": ways,
    }


HEADINGS = {
    False: _("In the words as typed"),
    True: _("In other words for the same"),
    None: _("Further hits, the latest written first"),
}


def parts(hits: Page, question: Question) -> Iterator[Part]:
    """The hits in the words that were typed, then those in other words, where both are looked for;
    then those that nobody weighed, in whichever words.

    Who asks for one expression of the law has to see which places have that one.
    """
    start = hits.start_index()
    for how, some in groupby(hits, key=lambda hit: hit.in_other_words):
        together, is_told = list(some), question.synonyms or how is None
        yield Part(str(HEADINGS[how]) if is_told else "", start, together)
        start += len(together)


def spelt_otherwise(filters: SearchFilters) -> Found | None:
    """What is found for the nearest spelling, if anything is."""
    text = corrected(filters.question) or respaced(filters.question)
    found = text and Found(widened(read(text)), filters.scope)
    return found if found and found.combinations else None


def suggestion(filters: SearchFilters) -> tuple[str, str] | None:
    """What may have been meant instead, and its page."""
    text = suggested(filters.question)
    return (text, filters.asking(text)) if text else None


def as_typed(filters: SearchFilters, question: Question) -> str:
    """The page for the same words without synonyms; nothing if they are too many to be quoted."""
    text = question.text_of(question.groups, quoted=True)
    return filters.asking(text) if len(text) <= LONGEST else ""


# --- Counts ---


def facet(filters: SearchFilters, found: Found, name: str) -> SearchFacet:
    """A facet with the options that have hits, those of places and sections by their number."""
    field, counts = filters.form.fields[name], found.counts(name)
    known = [(value, one, counts[key_of(one)]) for value, one in field.known.items()]
    asked, narrowed = filters.data.getlist(name), narrowing(filters, name)
    options = [
        SearchOption(
            str(field.label_of(value)),
            count,
            value in asked,
            filters.without(name, value) if value in asked else narrowed(value),
        )
        for value, one, count in known
        if count or value in asked
    ]
    if field.of_data:
        options.sort(key=lambda option: (not option.chosen, -option.count))
    return SearchFacet(str(filters.filters[name].label), options, field.of_data)


def narrowing(filters: SearchFilters, name: str) -> Callable[[str], str]:
    """The same as `filters.narrowed`, for many values: the rest of the query is written once."""
    before, after = filters.narrowed(name, PLACE).split(f"{name}={PLACE}")
    return lambda value: f"{before}{name}={quote_plus(value)}{after}"


# --- When nothing is found ---


def ways_out(filters: SearchFilters, found: Found) -> list[Way]:
    """What to leave out, wherever something is found without it."""
    ways = list(ways_without_a_choice(filters, found))
    return ways if found.combinations else ways + list(ways_without_a_word(filters, found))


def ways_without_a_choice(filters: SearchFilters, found: Found) -> Iterator[Way]:
    for name in FACETS:
        if filters.data.getlist(name) and (count := found.total(beside=name)):
            field = filters.form.fields[name]
            chosen = ", ".join(str(field.label_of(v)) for v in filters.data.getlist(name))
            label = str(filters.filters[name].label)
            yield Way(label, chosen, filters.loosened(name), count)


def ways_without_a_word(filters: SearchFilters, found: Found) -> Iterator[Way]:
    asked = filters.question
    left_out = asked.groups[:MOST_WORDS] if len(asked.groups) > 1 else ()
    others = [[group for group in asked.groups if group is not one] for one in left_out]
    fewer = [Count(widened(asked.with_groups(groups)), filters.scope) for groups in others]
    for group, groups, count in zip(left_out, others, found.counted_beside(fewer), strict=True):
        if count:
            address = filters.asking(asked.text_of(groups))
            yield Way(pgettext("to search without", "the word"), group.text, address, count)
