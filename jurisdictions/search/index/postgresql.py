from ..ranking import TITLE
from .base import DOCUMENTS, TEXTS, Index

# In the order D, C, B, A: texts are B, titles A.
WEIGHTS = f"{{0, 0, {1 / TITLE}, 1}}"


def query(parameter: str) -> str:
    return f"to_tsquery('simple', %({parameter})s)"


class PostgreSQL(Index):
    """Full text search: a generated column of the texts, with an index of its own."""

    words = f"{TEXTS} t"
    source = f"{TEXTS} t JOIN {DOCUMENTS} d ON d.id = t.document_id"
    matches = f"t.vector @@ {query('asked')}"
    as_typed = f"t.vector @@ {query('typed')}"
    # 1: a match in a long text counts for less, as it does in FTS5.
    relevance = f"ts_rank('{WEIGHTS}', t.vector, {query('asked')}, 1)"

    both, either, but_not = " & ", " | ", " & !"

    def phrase(self, phrase):
        words = " <-> ".join(f"'{word}'" for word in phrase)
        return f"({words})"

    def refill(self):
        """Nothing: the column is made of the texts by the database."""
