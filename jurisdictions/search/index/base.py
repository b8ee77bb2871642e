"""What an index has to say; all the rest of a statement is the same on both databases."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable

from ..questions import Alternative, Group, Phrase, Question

DOCUMENTS = "jurisdictions_searchdocument"
TEXTS = "jurisdictions_searchtext"
INDEX = f"{TEXTS}_index"

# How a question is meant: with all its synonyms, or as it was typed.
MEANT = {"asked": slice(None), "typed": slice(1)}


class Index(ABC):
    """The index of one database.

    source      the FROM of a statement: documents as `d`, with what is needed to match them
    words       the same without the documents, where nothing is asked of them
    key         the number of a document, to go through all that match in its order
    as_typed    the condition that a document matches without synonyms, beside `matches`
    relevance   a number, greater for what is more about it; a word in a title counts for several
    to_weigh    the condition that the relevance needs, of documents that are known to match
    """

    source: str
    words: str
    key: str
    as_typed: str
    relevance: str
    to_weigh: str

    # How parts are joined in the language of the index.
    both: str
    either: str
    but_not: str

    @abstractmethod
    def parameters(self, question: Question) -> dict[str, str]:
        """What its conditions and the relevance are given, whatever is meant."""

    @abstractmethod
    def matches(self, question: Question, meant: str = "asked", *, in_title: bool = False) -> str:
        """The condition that a document holds what is meant, or that its title does."""

    @abstractmethod
    def counted(self, columns: Iterable[str], matching: str) -> str:
        """The statement that counts documents by `SearchDocument.combination`, which `columns` are.

        matching   the FROM and WHERE of those that are counted
        """

    @abstractmethod
    def rows(self, cursor, statement: str, parameters: dict) -> list[tuple]:
        """What a statement over the index gives."""

    @abstractmethod
    def refill(self) -> None:
        """Make the index anew from the texts, where it could be out of step with them."""

    def but(self, wanted: str, unwanted: Iterable[str]) -> str:
        """What is wanted, without anything of what is not."""
        refused = self.either.join(unwanted)
        return f"({wanted}){self.but_not}({refused})" if refused else wanted

    def wanted(self, groups: Iterable[Group], meant: str, phrase: Callable[[Phrase], str]) -> str:
        """The groups in the language of the index; `phrase` says words that follow each other."""
        return self.both.join(
            self.any_of(group.alternatives[MEANT[meant]], phrase) for group in groups
        )

    def any_of(self, alternatives: tuple[Alternative, ...], phrase) -> str:
        return f"({self.either.join(self.all_of(one, phrase) for one in alternatives)})"

    def all_of(self, alternative: Alternative, phrase) -> str:
        return f"({self.both.join(phrase(one) for one in alternative)})"
