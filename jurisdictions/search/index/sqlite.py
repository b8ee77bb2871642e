from django.db import connection

from ..ranking import TITLE
from .base import DOCUMENTS, INDEX, MEANT, Index


class SQLite(Index):
    """FTS5: a virtual table over the texts, filled by triggers."""

    words = INDEX
    source = f"{INDEX} JOIN {DOCUMENTS} d ON d.id = {INDEX}.rowid"
    key = f"{INDEX}.rowid"
    as_typed = f"d.id IN (SELECT rowid FROM {INDEX} WHERE {INDEX} MATCH %(typed)s)"
    # The function counts downwards.
    relevance = f"-bm25({INDEX}, {TITLE}, 1.0)"
    to_weigh = f"{INDEX} MATCH %(asked)s"

    both, either, but_not = " AND ", " OR ", " NOT "

    def parameters(self, question):
        given = {}
        for meant in MEANT:
            wanted = self.wanted(question.groups, meant, phrase)
            refused = [phrase(one) for one in question.without]
            given[meant] = self.but(wanted, refused)
            given[f"{meant}_title"] = self.but(f"{{title_words}} : ({wanted})", refused)
        return given

    def matches(self, question, meant="asked", *, in_title=False):
        return f"{INDEX} MATCH %({meant}{'_title' if in_title else ''})s"

    def counted(self, columns, matching):
        """By one number, since it sorts all that it counts; then of each number one document."""
        shown = ", ".join(f"one.{name}" for name in columns)
        return (
            f"SELECT {shown}, number FROM (SELECT MIN(d.id) AS id, COUNT(*) AS number {matching} "
            f"GROUP BY d.combination) AS alike JOIN {DOCUMENTS} one ON one.id = alike.id"
        )

    def rows(self, cursor, statement, parameters):
        cursor.execute(statement, parameters)
        return cursor.fetchall()

    def refill(self):
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {INDEX} ({INDEX}) VALUES ('rebuild')")


def phrase(words) -> str:
    """Words that follow each other; they are letters and digits, whatever was typed."""
    return f'"{" ".join(words)}"'
