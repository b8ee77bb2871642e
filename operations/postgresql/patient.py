"""A connection that waits for an answer as long as the server is there, and no longer.

A limit on every statement would end long ones too: an import, a restore, a big file. Instead,
whoever has waited for a while asks whether the server is there at all.
"""

from functools import cached_property
from time import monotonic

import psycopg
from psycopg import OperationalError

from . import presence

# With the question itself (presence.SECONDS) a page learns within two seconds that nobody answers.
PATIENCE = 0.7


class PatientConnection(psycopg.Connection):
    """Psycopg's connection; OperationalError when the server stopped answering."""

    def wait(self, gen, *args, **kwargs):
        return super().wait(self.patiently(gen), *args, **kwargs)

    def patiently(self, gen):
        """The same steps, with a question whenever nothing came for a while.

        Psycopg resumes the steps every tenth of a second, `ready` or not.
        """
        heard = monotonic()
        try:
            wanted = next(gen)
            while True:
                ready = yield wanted
                if ready:
                    heard = monotonic()
                elif monotonic() - heard > PATIENCE:
                    self.ask()
                    heard = monotonic()
                wanted = gen.send(ready)
        except StopIteration as end:
            return end.value

    @cached_property
    def address(self) -> tuple:
        """Of the server, which stays the same."""
        return presence.address_of(self.pgconn.socket)

    def ask(self) -> None:
        """Closed on the spot when nobody is there: a rollback would wait for an answer again."""
        try:
            presence.ask(self.address)
        except OperationalError:
            self.close()
            raise
