"""The filters of sources and of the glossary."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .. import known, models
from ..asking.filters import (
    ChoiceFilter,
    PageFilter,
    RecordFilter,
    RecordsFilter,
    WordsFilter,
)
from ..choices import Access, SourceKind
from .dated import DatedFilterSet


class SourceFilters(DatedFilterSet):
    """The list of sources."""

    kind = ChoiceFilter(label=_("Kind"), choices=SourceKind)
    access = ChoiceFilter(label=_("How it was read"), choices=Access)
    jurisdiction = RecordFilter(
        label=_("Jurisdiction"), records=known.PLACES, method="filter_jurisdiction"
    )
    publisher = WordsFilter("publisher__icontains", label=_("Publisher"))
    q = WordsFilter("title__icontains", label=_("Find"))
    page = PageFilter()

    class Meta(DatedFilterSet.Meta):
        model = models.Source
        fields = []

    def filter_jurisdiction(self, queryset, name, jurisdiction):
        return queryset.supporting(jurisdiction)


class GlossaryFilters(DatedFilterSet):
    """The terms of the glossary."""

    concept = RecordsFilter(label=_("Concept"), records=known.CONCEPTS)
    jurisdiction = RecordsFilter(label=_("Jurisdiction"), records=known.PLACES)
    q = WordsFilter(label=_("Find"), method="filter_words")

    class Meta(DatedFilterSet.Meta):
        model = models.Term
        fields = []

    def filter_words(self, queryset, name, words):
        return queryset.filter(
            Q(term__icontains=words)
            | Q(abbreviation__icontains=words)
            | Q(note__icontains=words)
            | Q(false_friend__icontains=words)
            | Q(concept__name__icontains=words)
        )
