"""Django's PostgreSQL, with a pool that survives the server: found to be away within a second, and
taken up again by the first request after it is back.
"""

from time import monotonic

from django.db.backends.postgresql import base
from psycopg import Cursor, OperationalError
from psycopg_pool import PoolTimeout

from . import presence
from .patient import PatientConnection, refusal_of

# How long a request waits for a connection.
SECONDS = 1.0


class DatabaseWrapper(base.DatabaseWrapper):
    # Of all threads, by alias: where the servers were last seen, and which were missed since.
    _addresses: dict[str, tuple] = {}
    _missed: set[str] = set()

    def __init__(self, settings_dict, *args, **kwargs):
        options = settings_dict["OPTIONS"]
        if pool := options.get("pool"):
            options["pool"] = {"connection_class": PatientConnection, **pool}
        super().__init__(settings_dict, *args, **kwargs)

    def get_new_connection(self, conn_params):
        if not self.pool:
            return super().get_new_connection(conn_params)
        try:
            if self.alias in self._missed and self.alias in self._addresses:
                presence.ask(self._addresses[self.alias])
            found = self.sound_connection(conn_params)
        except OperationalError as error:
            self._missed.add(self.alias)
            if isinstance(error, PoolTimeout) and (why := refusal_of(conn_params)):
                raise PoolTimeout(f"{error}: {why}") from error
            raise
        self._missed.discard(self.alias)
        self._addresses[self.alias] = found.address
        return found

    def beside_pool(self, conn_params) -> PatientConnection:
        """A connection that the pool doesn't know, for whoever asks the same again and again: the
        server prepares each statement once."""
        own = {"autocommit": True, "prepare_threshold": 0, "cursor_factory": Cursor}
        found = PatientConnection.connect(**conn_params | own)
        self._configure_connection(found)
        return found

    def _set_autocommit(self, autocommit):
        """Each request asks for what a connection of the pool does already; to be told takes it as
        long as a part of the statement that finds out that nothing has changed."""
        if self.connection.autocommit != autocommit:
            super()._set_autocommit(autocommit)

    def sound_connection(self, conn_params):
        """One that the server didn't end. After an outage all that lie ready are replaced."""
        deadline = monotonic() + SECONDS
        while not (found := super().get_new_connection(conn_params)).is_sound():
            found.close()
            self.pool.putconn(found)
            self.pool.drain()
            if monotonic() > deadline:
                raise PoolTimeout("all connections to the database server are broken")
        return found
