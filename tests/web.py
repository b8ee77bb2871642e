"""A web server on this machine, for what opens addresses. No test asks another host."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from jurisdictions.links.safety import Gate, Unknown

HERE = "127.0.0.1"
AGENT = "regcompare-link-check/1.0 (+editor@example.org)"


@dataclass
class Web:
    """Pages by path: a status, or a function of the handler; and who asked for what."""

    port: int
    pages: dict[str, int | Callable] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)
    headers: list = field(default_factory=list)
    # What names mean; each name that ends in .test and isn't here means this server.
    names: dict[str, list[str]] = field(default_factory=dict)

    def at(self, path: str, host: str = "site.test") -> str:
        """The address of a page."""
        return f"http://{host}:{self.port}{path}"

    @property
    def gate(self) -> Gate:
        return Gate(self.look_up, frozenset({(HERE, self.port)}))

    def look_up(self, host: str, port: int) -> list[str]:
        if host not in self.names and not host.endswith(".test"):
            raise Unknown("The name of its host is not known.")
        return self.names.get(host, [HERE])

    def asked_for(self, path: str) -> list[str]:
        """The methods by which a page was asked for, in turn."""
        return [method for method, asked in self.asked if asked == path]

    def answer(self, handler: BaseHTTPRequestHandler):
        self.asked.append((handler.command, handler.path))
        self.headers.append(handler.headers)
        page = self.pages.get(handler.path, 404)
        if callable(page):
            page(handler)
        else:
            say(handler, page)


def say(handler: BaseHTTPRequestHandler, status: int, body: bytes = b"", **headers: str):
    """Answer with a status, headers and a body."""
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    if handler.command != "HEAD":
        handler.wfile.write(body)


def saying(status: int, body: bytes = b"", **headers: str) -> Callable:
    """A page that always says the same."""
    return lambda handler: say(handler, status, body, **headers)


def leading(to: str, status: int = 301) -> Callable:
    """A page that leads elsewhere."""
    return saying(status, Location=to)


@contextmanager
def serving() -> Iterator[Web]:
    """A server for the tests inside."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            web.answer(self)

        do_HEAD = do_GET

        def log_message(self, *args):
            """Tests read what was asked, not a log."""

    server = ThreadingHTTPServer((HERE, 0), Handler)
    web = Web(server.server_port)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield web
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
