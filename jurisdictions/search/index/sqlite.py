from django.db import connection

from ..ranking import TITLE
from .base import DOCUMENTS, INDEX, Index


class SQLite(Index):
    """FTS5: a virtual table over the texts, filled by triggers."""

    words = INDEX
    source = f"{INDEX} JOIN {DOCUMENTS} d ON d.id = {INDEX}.rowid"
    matches = f"{INDEX} MATCH %(asked)s"
    as_typed = f"d.id IN (SELECT rowid FROM {INDEX} WHERE {INDEX} MATCH %(typed)s)"
    # The function counts downwards.
    relevance = f"-bm25({INDEX}, {TITLE}, 1.0)"

    both, either, but_not = " AND ", " OR ", " NOT "

    def phrase(self, phrase):
        return f'"{" ".join(phrase)}"'

    def refill(self):
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {INDEX} ({INDEX}) VALUES ('rebuild')")
