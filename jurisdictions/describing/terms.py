"""The glossary as schema.org's DefinedTermSet: neutral concepts, and the local words for each."""

from ..models import Concept, Term
from .datasets import dataset
from .node import Node, Page, known


def terms(page: Page) -> list[Node]:
    """The set, beside the same as a dataset."""
    groups = page.context["groups"]
    return [*dataset(page), term_set(page, groups)]


def term_set(page: Page, groups: list[tuple]) -> Node:
    name = page.node("terms")
    concepts = [concept(page, one) for one, _ in groups]
    words = [word(page, one) for _, members in groups for one, _ in members]
    return {
        "@type": "DefinedTermSet",
        "@id": name,
        "name": page.title,
        "description": page.description,
        "url": page.address,
        "hasDefinedTerm": [*concepts, *words],
    }


def concept(page: Page, one: Concept) -> Node:
    """The neutral word, which belongs to no one law."""
    return {
        "@type": "DefinedTerm",
        "name": one.name,
        "description": one.description,
        "termCode": one.slug,
        "url": page.full(one.get_absolute_url()),
    }


def word(page: Page, one: Term) -> Node:
    """The word of one jurisdiction, in its own language."""
    return known(
        {
            "@type": "DefinedTerm",
            "name": spoken(one.term, one.language),
            "alternateName": spoken(one.abbreviation, one.language),
            "description": one.note,
            "disambiguatingDescription": one.false_friend,
            "termCode": one.slug,
            "url": page.full(one.get_absolute_url()),
        }
    )


def spoken(text: str, language: str) -> Node | None:
    """A text with its language, as JSON-LD tells it: schema.org has no language of a term."""
    return {"@value": text, "@language": language} if text else None
