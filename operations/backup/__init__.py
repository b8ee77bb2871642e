"""A backup: the whole database in one file, the same for SQLite and for PostgreSQL.

tables       what is kept, and how its rows are read and written as JSON
archive      the file: what is in it, its seal, how it comes to lie in its place
unfinished   the same while it is being written, and what a killed backup left
writing      database → file, while others go on writing
restoring    file → database, all or nothing
"""

from .archive import BackupError, Contents, opened
from .restoring import restore
from .writing import back_up

__all__ = ["BackupError", "Contents", "back_up", "opened", "restore"]
