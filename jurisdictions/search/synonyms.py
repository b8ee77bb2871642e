"""Other words for the same thing or place, out of the data, beside those that were typed."""

from collections.abc import Iterator
from functools import lru_cache

from ..caching.held import held
from ..known import PLACES
from ..models import Concept, Jurisdiction
from ..texts.portable import composed
from .questions import Group, Phrase, Question, read
from .words import folded, stems


def widened(question: Question) -> Question:
    """The question with every name of what it names; what is quoted stays as it is."""
    return question.with_groups(regrouped(list(question.groups), held(known_names)))


def known_names() -> dict[Phrase, set[str]]:
    """What a concept or a place is asked for by, as stems, with all that it is called."""
    names: dict[Phrase, set[str]] = {}
    for concept in Concept.objects.prefetch_related("terms"):
        called = names_of(concept)
        for name in called:
            names.setdefault(stems(name), set()).update(called)
    for place in PLACES.all():
        for words, others in names_of_place(place):
            names.setdefault(words, set()).update(others)
    return names


def names_of(concept: Concept) -> set[str]:
    """Everything that the concept is called, in words: of a mere sign the index has none."""
    terms = concept.terms.all()
    names = {concept.name, *(name for term in terms for name in (term.term, term.abbreviation))}
    return {name for name in names if stems(name)}


def names_of_place(place: Jurisdiction) -> Iterator[tuple[Phrase, set[str]]]:
    """What it is asked for by, as stems, with those of its names in which that doesn't stand.

    Its initials are asked for, but not looked for: US stands in many an amount of money.
    """
    called = {name for name in (place.name, place.short_name) if stems(name)}
    for asked in called.union(place.initials):
        words = words_asked(asked)
        others = {name for name in called - {asked} if not stand_in(words, words_asked(name))}
        if words and others:
            yield words, others


# After each write the names are told anew, and most of them are the same.
@lru_cache(maxsize=4096)
def words_asked(name: str) -> Phrase:
    """The words of a name as a question has them, without those that say nothing."""
    return read(name).words


def stand_in(words: Phrase, name: Phrase) -> bool:
    return f" {' '.join(words)} " in f" {' '.join(name)} "


def regrouped(groups: list[Group], names: dict[Phrase, set[str]]) -> Iterator[Group]:
    """The groups, those together that make a name; of several names the longest."""
    while groups:
        taken = next((n for n in range(len(groups), 0, -1) if named(groups[:n], names)), 0)
        yield together(groups[:taken], names) if taken else groups[0]
        groups = groups[taken or 1 :]


def named(groups: list[Group], names: dict[Phrase, set[str]]) -> bool:
    return not any(group.is_quoted for group in groups) and words_of(groups) in names


def words_of(groups: list[Group]) -> Phrase:
    return tuple(word for group in groups for phrase in group.typed for word in phrase)


def together(groups: list[Group], names: dict[Phrase, set[str]]) -> Group:
    """One group that any of the names is enough for."""
    typed = tuple(phrase for group in groups for phrase in group.typed)
    own = words_of(groups)
    others = {stems(name): name for name in sorted(names[own], key=order)}
    others.pop(own, None)
    alternatives = (typed, *((phrase,) for phrase in others))
    text = " ".join(group.text for group in groups)
    return Group(text, alternatives, tuple(sorted(others.values(), key=order)))


def order(name: str) -> tuple[str, str]:
    """Two spellings of one name too stand in the same order in every process."""
    return folded(composed(name)), name
