"""A client that asks as a web server does, so that what lies before Django answers too."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.http import HttpResponse
from django.test import Client

from regcompare.at_once import at_once


class ServerClient(Client):
    """Django's client, with the application that a server would call."""

    def __init__(self, **given):
        super().__init__(**given)
        self.handler = Asked()


class Asked:
    """Calls the application (PEP 3333) and makes of its bytes what tests look at."""

    def __init__(self):
        self.application = None

    def __call__(self, environ: dict) -> HttpResponse:
        # Now, and not before: a test may have changed settings.
        self.application = self.application or at_once(WSGIHandler())
        said = {}
        with connections_kept():
            content = self.application(environ, lambda *begun: said.update(begun=begun))
            status, headers = said["begun"]
            response = HttpResponse(
                b"".join(content), status=int(status[:3]), headers=dict(headers)
            )
            getattr(content, "close", lambda: None)()
        response.wsgi_request = WSGIRequest(environ)
        return response


@contextmanager
def connections_kept() -> Iterator[None]:
    """Nobody closes the connection in which the data of a test is, until it is rolled back."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in signals:
            signal.connect(close_old_connections)
