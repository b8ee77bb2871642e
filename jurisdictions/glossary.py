"""Different words for one thing, taken from the glossary, so that a search can widen a query."""

import re
from collections import defaultdict

from .models import Concept


def synonyms(words: str) -> set[str]:
    """The neutral and local words and the abbreviations of every concept that `words` name.

    A name counts as a whole, in any case, in the plural too, with or without hyphens; the
    longest name wins. Empty when no concept is named.
    """
    concepts = {concept.pk: names_of(concept) for concept in with_terms()}
    return {name for key in named_in(words, concepts) for name in concepts[key]}


def with_terms():
    return Concept.objects.prefetch_related("terms")


def names_of(concept: Concept) -> set[str]:
    """Everything that the concept is called."""
    names = {concept.name}
    for term in concept.terms.all():
        names |= {term.term, term.abbreviation} - {""}
    return names


def named_in(words: str, concepts: dict[int, set[str]]) -> set[int]:
    """The keys of the concepts that have one of their names in `words`."""
    keys = defaultdict(set)
    for key, names in concepts.items():
        for name in names:
            keys[plain(name)].add(key)
    text, found = plain(words), set()
    for name in sorted(keys, key=len, reverse=True):
        if name and name in text:
            # Taken out, so that "virtual asset service provider" doesn't name "virtual asset" too.
            text = text.replace(name, "|")
            found |= keys[name]
    return found


def plain(words: str) -> str:
    """Each word between blanks of its own, in lower case, without the s of a plural."""
    return "".join(f" {word.removesuffix('s')} " for word in re.findall(r"\w+", words.casefold()))
