"""Addresses of the database and the cache, held to what their drivers accept before they are used.

What is wrong is found at the start: later it would look as if nobody answered there. It is told by
the name of the variable, and without the address, which may hold a password.
"""

import re
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

# Of a database, what Django takes for itself.
DJANGO = {"assume_role"}
WHOLE_NUMBERS = {
    *("connect_timeout", "tcp_user_timeout", "keepalives", "keepalives_idle"),
    *("keepalives_interval", "keepalives_count"),
}
SSL_MODES = ("disable", "allow", "prefer", "require", "verify-ca", "verify-full")
SQLITE = "an address such as sqlite:////srv/regcompare/var/regcompare.sqlite3"
CACHE = "an address such as redis://host:6379/0, with options that redis-py knows"


def checked_options(options: dict, name: str) -> dict:
    """The options of a PostgreSQL address, which `name` gave: those that libpq takes."""
    from psycopg import pq

    known = {one.keyword.decode() for one in pq.Conninfo.get_defaults()} | DJANGO
    for option, value in options.items():
        if option not in known:
            raise ImproperlyConfigured(f"{name} has an option that PostgreSQL lacks: {option!r}.")
        if option in WHOLE_NUMBERS and not re.fullmatch("[0-9]+", str(value)):
            raise ImproperlyConfigured(f"{name} must have a whole number as {option}.")
        if option == "sslmode" and value not in SSL_MODES:
            accepted = ", ".join(SSL_MODES)
            raise ImproperlyConfigured(f"{name} must have one of {accepted} as sslmode.")
    return options


def checked_file(url: str, file: str, name: str) -> None:
    """The file that a SQLite address gives, which `name` gave: no part of it may be passed over.

    Without a path there would be a database in memory, gone with its process. That is had by asking
    for it (sqlite://:memory:).
    """
    asked_for = url == "sqlite://:memory:"
    if not asked_for and (not url.startswith("sqlite:///") or file in ("", ":memory:")):
        raise ImproperlyConfigured(f"{name} must be {SQLITE}.")


def checked_name(config: dict, name: str) -> None:
    """The database that a PostgreSQL address names, itself or by a service of libpq."""
    if not config["NAME"] and "service" not in config.get("OPTIONS", {}):
        told = f"{name} names no database: postgresql://user:password@host:5432/database."
        raise ImproperlyConfigured(told)


def checked_cache(url: str, name: str) -> str:
    """The address of a cache, which `name` gave; nothing is asked of it."""
    from redis import ConnectionPool, RedisError

    try:
        ConnectionPool.from_url(url).make_connection()
        if is_possible(url):
            return url
    except (ValueError, TypeError, RedisError):
        pass
    raise ImproperlyConfigured(f"{name} must be {CACHE}.") from None


def is_possible(url: str) -> bool:
    """redis-py takes port 0, and a database that is no number, for those that are left out."""
    parts = urlsplit(url)
    numbered = parts.scheme == "unix" or re.fullmatch("/?[0-9]*/?", parts.path)
    return parts.port != 0 and bool(numbered)
