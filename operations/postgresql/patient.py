"""A connection that waits for an answer as long as the server is there, and no longer.

A limit on every statement would end long ones too: an import, a restore, a big file. Instead,
whoever has waited for a while asks whether the server is there at all.
"""

from functools import cached_property
from time import monotonic

import psycopg
from psycopg import OperationalError

from ..outages import one_line
from . import presence

# With the question itself (presence.SECONDS) a page learns within two seconds that nobody answers.
PATIENCE = 0.7


def place_of(parameters: dict) -> tuple:
    """Which database it is that somebody connects to."""
    return tuple(parameters.get(name) for name in ("host", "port", "dbname"))


def refusal_of(parameters: dict) -> str:
    """Why nobody could connect there lately; empty where somebody could, or still waits."""
    return PatientConnection.refusals.get(place_of(parameters), "")


class PatientConnection(psycopg.Connection):
    """Psycopg's connection; OperationalError when the server stopped answering."""

    # Why the last attempt failed, by server and database; the pool itself tells only of time.
    refusals: dict[tuple, str] = {}

    @classmethod
    def connect(cls, conninfo="", **parameters):
        try:
            found = super().connect(conninfo, **parameters)
        except psycopg.Error as error:
            cls.refusals[place_of(parameters)] = one_line(error)
            raise
        cls.refusals.pop(place_of(parameters), None)
        return found

    def is_sound(self) -> bool:
        """Did neither side end it, as far as can be told without asking?"""
        return not (self.closed or presence.hung_up(self.pgconn.socket))

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
