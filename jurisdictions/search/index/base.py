"""What an index has to say; all the rest of a statement is the same on both databases."""

from abc import ABC, abstractmethod
from collections.abc import Iterable

from ..questions import Alternative, Phrase, Question

DOCUMENTS = "jurisdictions_searchdocument"
TEXTS = "jurisdictions_searchtext"
INDEX = f"{TEXTS}_index"


class Index(ABC):
    """The index of one database.

    source      the FROM of a statement: documents as `d`, with what is needed to match them
    words       the same without the documents, where nothing is asked of them
    matches     the condition that a document matches the parameter `asked`
    as_typed    the condition that it matches the parameter `typed` as well
    relevance   a number, greater for what is more about it; a word in a title counts for several
    """

    source: str
    words: str
    matches: str
    as_typed: str
    relevance: str

    # How parts are joined in the language of the index.
    both: str
    either: str
    but_not: str

    def expression(self, question: Question) -> str:
        """A question with all its synonyms in the language of the index."""
        return self.joined(question, (group.alternatives for group in question.groups))

    def typed(self, question: Question) -> str:
        """The same without synonyms."""
        return self.joined(question, (group.alternatives[:1] for group in question.groups))

    def joined(self, question: Question, groups: Iterable[tuple[Alternative, ...]]) -> str:
        wanted = self.both.join(self.any_of(alternatives) for alternatives in groups)
        unwanted = self.either.join(self.phrase(phrase) for phrase in question.without)
        return f"({wanted}){self.but_not}({unwanted})" if unwanted else wanted

    def any_of(self, alternatives: tuple[Alternative, ...]) -> str:
        return f"({self.either.join(self.all_of(one) for one in alternatives)})"

    def all_of(self, alternative: Alternative) -> str:
        return f"({self.both.join(self.phrase(phrase) for phrase in alternative)})"

    @abstractmethod
    def phrase(self, phrase: Phrase) -> str:
        """Words that follow each other; they are letters and digits, whatever was typed."""

    @abstractmethod
    def refill(self) -> None:
        """Make the index anew from the texts, where it could be out of step with them."""
