"""Whatever charset a request names, its address is in UTF-8 and it is answered."""

import asyncio
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.handlers.asgi import ASGIRequest
from django.core.handlers.wsgi import WSGIHandler
from django.test import RequestFactory

from regcompare.charset import in_utf8, in_utf8_async, without_charset

from .asking import connections_kept
from .test_environment import KEY

pytestmark = pytest.mark.any_database

ROOT = Path(__file__).parents[1]
# Some are no charsets of texts, or refuse whatever they are given.
CHARSETS = ["hex", "rot13", "undefined", "punycode", "idna", "utf-16", "latin-1", "utf-8", "none"]
ADDRESSES = ["/", "/search/?q=caf%C3%A9", "/api/v1/findings/", "/nowhere/?q=1", "/admin/?q=1"]
MANY = "&".join(f"x{number}=1" for number in range(1500))


def asked(address: str, content_type: str, method: str = "GET") -> str:
    """The status that a server is told."""
    said = []
    environ = RequestFactory().generic(method, address).environ | {"CONTENT_TYPE": content_type}
    environ |= {"wsgi.input": io.BytesIO(), "wsgi.errors": sys.stderr}
    with connections_kept():
        content = in_utf8(WSGIHandler())(environ, lambda status, headers: said.append(status))
        b"".join(content)
        getattr(content, "close", lambda: None)()
    return said[0][:3]


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_charset_changes_no_answer(db, article_edition, address, method):
    usual = asked(address, "text/html", method)
    for charset in CHARSETS:
        assert asked(address, f"text/html; charset={charset}", method) == usual, charset


@pytest.mark.parametrize("address", ["/", "/api/v1/findings/"])
def test_too_many_parameters_are_refused_whatever_the_charset(db, article_edition, address):
    assert asked(f"{address}?{MANY}", "text/html; charset=utf-8") == "400"


@pytest.mark.parametrize(
    "content_type",
    [
        *("text/html;charset=hex", "text/html ; CHARSET = hex", 'text/html; charset="hex"'),
        *("text/html; charset*=utf-8''hex", "text/html; charset=a; charset=hex"),
        *('text/html; charset="hex', 'text/html; charset="a;b"; charset=hex'),
    ],
)
def test_however_it_is_written_django_finds_none(content_type):
    environ = RequestFactory().get("/?q=1").environ
    plain = without_charset(content_type)
    request = type(RequestFactory().get("/"))(environ | {"CONTENT_TYPE": plain})
    assert (request.encoding, request.content_type) == (None, "text/html")


def test_of_an_upload_its_boundary_stays():
    assert without_charset("multipart/form-data; boundary=x; charset=utf-8") == (
        "multipart/form-data; boundary=x"
    )


def test_under_asgi_it_is_the_same():
    seen = []

    async def application(scope, receive, send):
        seen.append(ASGIRequest(scope, io.BytesIO()))

    headers = [(b"accept", b"*/*"), (b"content-type", b"text/html; charset=hex")]
    scope = {"type": "http", "method": "GET", "path": "/", "query_string": b"q=caf%C3%A9"}
    asyncio.run(in_utf8_async(application)(scope | {"headers": headers}, None, None))
    (request,) = seen
    assert (request.GET["q"], request.content_type) == ("café", "text/html")
    assert request.headers["Accept"] == "*/*"


# As a server that was just started. It needs no database to say that there is no such page.
SERVER = """
import sys
from regcompare.wsgi import application
from django.test import RequestFactory
environ = RequestFactory().get("/api/v1/nowhere/?q=1").environ
environ["CONTENT_TYPE"] = "text/html; charset=hex"
application(environ, lambda status, headers: sys.stdout.write(status))
"""


@pytest.mark.thorough
def test_what_the_server_calls_leaves_it_out():
    settings = os.environ | {"SECRET_KEY": KEY, "HTTPS": "off", "ALLOWED_HOSTS": "testserver"}
    command = [sys.executable, "-c", SERVER]
    done = subprocess.run(command, cwd=ROOT, env=settings, capture_output=True, text=True)
    assert done.stdout == "404 Not Found", done.stderr
