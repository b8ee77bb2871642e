"""What the database knows of its tables when it chooses how to read them."""

from django.db import connection

quoted = connection.ops.quote_name


def renew() -> None:
    """Let PostgreSQL count its rows now, and not when it comes to it by itself.

    Until then it takes tables that were just filled for empty ones, and reads what holds on a day
    in a way that takes a hundred times as long. Not within a transaction: others would wait.
    """
    if connection.vendor != "postgresql" or connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
        cursor.execute(f"ANALYZE {', '.join(map(quoted, names))}")
