"""Other words for the same thing, out of the glossary, beside those that were typed."""

from collections.abc import Iterator

from ..caching.held import held
from ..models import Concept
from ..texts.portable import composed
from .questions import Group, Phrase, Question
from .words import folded, stems


def widened(question: Question) -> Question:
    """The question with every name of a concept that it names; what is quoted stays as it is."""
    return question.with_groups(regrouped(list(question.groups), held(known_names)))


def known_names() -> dict[Phrase, set[str]]:
    """Each name of a concept by its stems, with all that the concept is called."""
    names: dict[Phrase, set[str]] = {}
    for concept in Concept.objects.prefetch_related("terms"):
        called = names_of(concept)
        for name in called:
            names.setdefault(stems(name), set()).update(called)
    return names


def names_of(concept: Concept) -> set[str]:
    """Everything that the concept is called, in words: of a mere sign the index has none."""
    terms = concept.terms.all()
    names = {concept.name, *(name for term in terms for name in (term.term, term.abbreviation))}
    return {name for name in names if stems(name)}


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
