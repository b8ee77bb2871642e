"""Before Django: what a request says of its charset is left out, since all of it is in UTF-8.

Django would take it for that of the address too, and read the query by it as soon as there is a
request. A charset that is none, or too many parameters, would fail there before anything of ours
could answer.
"""

import re
from collections.abc import Awaitable, Callable, Iterable

CHARSET = re.compile(r';\s*charset\*?\s*=\s*("[^"]*"|[^;]*)', re.IGNORECASE)
# An application as PEP 3333 has it, and one as ASGI has it.
Wsgi = Callable[[dict, Callable], Iterable[bytes]]
Asgi = Callable[[dict, Callable, Callable], Awaitable[None]]
NAMED = "CONTENT_TYPE"


def without_charset(content_type: str) -> str:
    """A Content-Type that says no more than of what type the content is."""
    return CHARSET.sub("", content_type)


def in_utf8(application: Wsgi) -> Wsgi:
    """The same application, asked without a charset."""

    def answer(environ: dict, start_response: Callable) -> Iterable[bytes]:
        if content_type := environ.get(NAMED):
            environ[NAMED] = without_charset(content_type)
        return application(environ, start_response)

    return answer


def in_utf8_async(application: Asgi) -> Asgi:
    """The same for ASGI."""

    async def answer(scope: dict, receive: Callable, send: Callable) -> None:
        headers = [plain(*header) for header in scope.get("headers", ())]
        await application({**scope, "headers": headers}, receive, send)

    return answer


def plain(name: bytes, value: bytes) -> tuple[bytes, bytes]:
    if name != b"content-type":
        return name, value
    return name, without_charset(value.decode("latin-1")).encode("latin-1")
