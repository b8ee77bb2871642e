from collections.abc import Callable
from functools import partial
from itertools import pairwise

from django.db import connection

from ..questions import Phrase, Question
from ..ranking import TITLE
from .base import INDEX, MEANT, TEXTS, Index

# In the order D, C, B, A: texts are B, titles A.
WEIGHTS = f"{{0, 0, {1 / TITLE}, 1}}"
# So many words that follow each other are one term of the index.
LONGEST = 2

# The words of a document lie apart from its row (migration 0010). What it takes to fetch them is
# not in the planner's books, and it would do so for all documents rather than ask the index.
ASK_THE_INDEX = "SET LOCAL enable_seqscan TO off"
AS_BEFORE = "SET LOCAL enable_seqscan TO DEFAULT"


class PostgreSQL(Index):
    """Full text search: a table of narrow rows with all that is asked of them, filled by triggers.

    terms, title    the words, and pairs of words that follow each other, of the whole text and of
                    the title: looked up in the index, and read by nobody
    words           the words with their places, for the relevance and for longer phrases
    """

    words = source = f"{INDEX} d"
    # Not by the index of the numbers: the planner would go through all documents.
    key = "d.id + 0"
    as_typed = "d.words @@ to_tsquery('simple', %(typed_places)s)"
    # 1: a match in a long text counts for less, as it does in FTS5.
    relevance = f"ts_rank('{WEIGHTS}', d.words, to_tsquery('simple', %(asked_places)s), 1)"
    to_weigh = "TRUE"

    both, either, but_not = " & ", " | ", " & !"

    def parameters(self, question):
        given = {}
        for meant in MEANT:
            title, terms = self.looked_up(question, meant)
            given |= {meant: terms, f"{meant}_title": title}
            given[f"{meant}_places"] = self.placed(question, meant, places)
            given[f"{meant}_title_places"] = self.placed(question, meant, title_places)
        return given

    def looked_up(self, question: Question, meant: str) -> tuple[str, str]:
        """The terms that are wanted, and those without the ones that are not.

        A longer phrase is not refused by its terms: they may be there without it.
        """
        wanted = self.wanted(question.groups, meant, self.terms)
        refused = [self.terms(one) for one in question.without if len(one) <= LONGEST]
        return wanted, self.but(wanted, refused)

    def placed(self, question: Question, meant: str, phrase: Callable[[Phrase], str]) -> str:
        wanted = self.wanted(question.groups, meant, phrase)
        return self.but(wanted, map(places, question.without))

    def terms(self, phrase: Phrase) -> str:
        """The terms that are wherever a phrase is."""
        found = [" ".join(pair) for pair in pairwise(phrase)] or phrase
        return f"({self.both.join(map(quoted, found))})"

    def matches(self, question, meant="asked", *, in_title=False):
        title = f"{meant}_title" if in_title else ""
        asked = [f"d.title @@ %({title})s::tsquery"] if title else []
        if question.without or not title:
            asked.append(f"d.terms @@ %({meant})s::tsquery")
        if any(len(phrase) > LONGEST for phrase in (*question.phrases, *question.without)):
            asked.append(f"d.words @@ to_tsquery('simple', %({title or meant}_places)s)")
        return " AND ".join(asked)

    def counted(self, columns, matching):
        shown = ", ".join(f"d.{name}" for name in columns)
        return f"SELECT {shown}, COUNT(*) {matching} GROUP BY {shown}"

    def rows(self, cursor, statement, parameters):
        cursor.execute(f"{ASK_THE_INDEX}; {statement}; {AS_BEFORE}", parameters)
        cursor.nextset()
        return cursor.fetchall()

    def refill(self):
        """With what it lacks of the texts, and without what is none of theirs."""
        with connection.cursor() as cursor:
            cursor.execute(
                f"DELETE FROM {INDEX} i WHERE NOT EXISTS "
                f"(SELECT FROM {TEXTS} t WHERE t.document_id = i.id)"
            )
            cursor.execute(
                f"SELECT {INDEX}_adds(array_agg(t.document_id)) FROM {TEXTS} t WHERE NOT EXISTS "
                f"(SELECT FROM {INDEX} i WHERE i.id = t.document_id)"
            )


def quoted(term: str) -> str:
    """A term of the index; its words are letters and digits, whatever was typed."""
    return f"'{term}'"


def places(phrase: Phrase, weight: str = "") -> str:
    """Words that follow each other, by their places."""
    return f"({' <-> '.join(f'{quoted(word)}{weight}' for word in phrase)})"


title_places = partial(places, weight=":A")
