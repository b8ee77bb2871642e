"""Before Django: an answer that is ready is given again at once, when nothing is newer.

To build a request and an answer of Django's, and to lead them through all middleware, would cost
more than all that is done here.
"""

from collections.abc import Callable, Iterable

from django.db import Error

from jurisdictions.caching import kept, ready, sources
from operations.middleware import HEADER, WATCH, begun, finish
from operations.watching import Watch

# An application as PEP 3333 has it.
Application = Callable[[dict, Callable], Iterable[bytes]]


def at_once(application: Application) -> Application:
    """An application that gives what is ready, and leaves all else to the other."""

    def answer(environ: dict, start_response: Callable) -> Iterable[bytes]:
        one = ready.found(environ)
        if one and is_current(one, environ):
            return given(one, environ[WATCH], start_response)
        return application(environ, start_response)

    return answer


def is_current(one: ready.Ready, environ: dict) -> bool:
    """Is there nothing newer? Whoever makes the answer if there is need not ask again."""
    watch = environ[WATCH] = begun(environ)
    with watch.open():
        try:
            environ[sources.STAMP] = moved, _alias = sources.stamp()
        except Error as error:
            # Whatever it is, it is raised again where there is a page for it (kept.py).
            environ[sources.STAMP] = error
            return False
    return one.state == (moved.token, kept.today())


def given(one: ready.Ready, watch: Watch, start_response: Callable) -> list[bytes]:
    start_response(one.status_line, [*one.headers, (HEADER, watch.request_id)])
    finish("GET", one.path, one.view, one.status, watch)
    return [one.content]
