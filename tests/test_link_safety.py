"""What is opened, and what never is: addresses, hosts and what they resolve to."""

import os
import socket
import ssl
import subprocess
import sys
from pathlib import Path
from threading import Thread

import pytest

from jurisdictions.choices import LinkState
from jurisdictions.links import fetching
from jurisdictions.links.pace import Pace
from jurisdictions.links.safety import Gate, Target, Unknown, Unsafe, is_public, look_up, read
from jurisdictions.links.visiting import Visitor

from .web import AGENT, HERE, leading, serving

pytestmark = pytest.mark.any_database


@pytest.mark.parametrize(
    "ip",
    [
        "127.0.0.1",
        "127.8.8.8",
        "0.0.0.0",
        "10.1.2.3",
        "100.64.0.1",
        "169.254.169.254",
        "172.16.0.1",
        "192.0.0.8",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.1.1",
        "198.18.0.1",
        "203.0.113.9",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::127.0.0.1",
        "64:ff9b::10.0.0.1",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2001:db8::1",
        "2002:7f00:1::1",
        "fc00::1",
        "fd12:3456::1",
        "fe80::1",
        "fe80::1%eth0",
        "fec0::1",
        "ff02::1",
        "no address",
    ],
)
def test_an_ip_address_that_is_not_public_is_refused(ip):
    assert not is_public(ip)


@pytest.mark.parametrize(
    "ip", ["8.8.8.8", "93.184.216.34", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8"]
)
def test_a_public_ip_address_is_let_through(ip):
    assert is_public(ip)


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("ftp://law.gov/act", "does not begin with http"),
        ("file:///etc/passwd", "does not begin with http"),
        ("javascript:alert(1)", "does not begin with http"),
        ("gopher://law.gov", "does not begin with http"),
        ("//law.gov/act", "does not begin with http"),
        ("https://user@law.gov/", "a name or a password"),
        ("https://user:secret@law.gov/", "a name or a password"),
        ("https://@law.gov/", "a name or a password"),
        ("https:///act", "names no host"),
        ("https://law.gov\\@evil.example/", "a name or a password"),
        ("https://la w.gov/", "names no host"),
        ("https://law.gov:many/", "not a web address"),
        ("https://[law.gov/", "not a web address"),
        (f"https://{'a' * 70}.gov/", "not a web address"),
        ("https://law..gov/", "not a web address"),
    ],
)
def test_an_address_of_another_kind_is_refused_with_the_reason(address, why):
    with pytest.raises(Unsafe, match=why):
        read(address)


def test_an_address_is_read_into_what_a_request_needs():
    assert read("https://Law.GOV/a b?q=ü#s") == Target("https", "law.gov", 443, "/a%20b?q=%C3%BC")
    assert read("http://bücher.example").host == "xn--bcher-kva.example"
    assert read("http://[2606:4700::1]/x").address == "http://[2606:4700::1]:80/x"


@pytest.mark.parametrize("address", ["http://a.example:22/", "https://a.example:80/"])
def test_a_port_that_is_not_the_usual_one_is_refused(address):
    with pytest.raises(Unsafe, match="not the usual one"):
        Gate(lambda host, port: ["8.8.8.8"]).admit(read(address))


def test_one_private_address_among_public_ones_refuses_the_host():
    gate = Gate(lambda host, port: ["8.8.8.8", "10.0.0.1"])
    with pytest.raises(Unsafe, match="not on the public internet"):
        gate.admit(read("https://a.example/"))


@pytest.mark.parametrize("host", ["2130706433", "0x7f.1", "127.1", "0"])
def test_other_spellings_of_this_machine_are_refused(host):
    with pytest.raises((Unsafe, Unknown)):
        Gate().admit(read(f"http://{host}/"))


def test_this_machine_is_refused_unless_a_test_allows_it():
    with pytest.raises(Unsafe, match="not on the public internet"):
        Gate().admit(read("http://localhost/"))


def test_a_name_that_nobody_knows_is_no_fault(monkeypatch):
    def fail(*args, **kwargs):
        raise socket.gaierror("unknown")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    with pytest.raises(Unknown):
        look_up("nowhere.example", 443)


def test_the_connection_goes_to_the_address_that_was_judged():
    """A second look-up could answer otherwise (DNS rebinding), so there is none."""
    answers = iter([[HERE], [HERE]])
    with serving() as web:
        web.pages["/"] = 200
        gate = Gate(lambda host, port: next(answers), web.gate.allow)
        visitor = Visitor(AGENT, Pace(0), gate, back_off=0)
        assert visitor.visit(web.at("/")).state == LinkState.REACHABLE
    assert {headers["Host"] for headers in web.headers} == {f"site.test:{web.port}"}


@pytest.mark.parametrize(
    "goal",
    ["http://10.0.0.1/", "http://inside.test/", "https://localhost:6379/", "ftp://site.test/"],
)
def test_a_redirect_is_judged_like_an_address(goal):
    with serving() as web:
        web.names["inside.test"] = ["192.168.0.1"]
        web.names["10.0.0.1"] = ["10.0.0.1"]
        web.names["localhost"] = [HERE]
        web.pages["/"] = leading(goal)
        outcome = Visitor(AGENT, Pace(0), web.gate, back_off=0).visit(web.at("/"))
    assert outcome.state == LinkState.REFUSED
    assert outcome.note


def test_over_tls_the_host_is_asked_for_by_its_name():
    hellos = []
    with socket.create_server((HERE, 0)) as server:
        port = server.getsockname()[1]

        def listen():
            for _ in range(2):
                connection, _ = server.accept()
                with connection:
                    hellos.append(connection.recv(4096))

        listener = Thread(target=listen, daemon=True)
        listener.start()
        gate = Gate(lambda host, port: [HERE], frozenset({(HERE, port)}))
        visitor = Visitor(AGENT, Pace(0), gate, timeout=5, back_off=0)
        outcome = visitor.visit(f"https://site.test:{port}/")
        listener.join(5)
    assert outcome.state == LinkState.UNREACHABLE
    assert hellos
    assert all(b"site.test" in hello for hello in hellos)


def test_a_certificate_must_be_valid_and_for_the_host():
    assert fetching.trust().check_hostname
    assert fetching.trust().verify_mode == ssl.CERT_REQUIRED


def test_a_certificate_that_fails_is_a_refusal_and_breaks_nothing(monkeypatch):
    def fail(self):
        error = ssl.SSLCertVerificationError("no")
        error.verify_message = "self-signed certificate"
        raise error

    monkeypatch.setattr(fetching.Connection, "connect", fail)
    gate = Gate(lambda host, port: ["8.8.8.8"])
    outcome = Visitor(AGENT, Pace(0), gate, back_off=0).visit("https://site.test/")
    assert outcome.state == LinkState.REFUSED
    assert outcome.note == "Its certificate is not valid: self-signed certificate."


@pytest.mark.thorough
def test_the_site_never_loads_what_opens_addresses():
    script = (
        "import django; django.setup(); import regcompare.urls, sys; "
        "sys.exit(any(m in sys.modules for m in "
        "('jurisdictions.links.fetching', 'jurisdictions.links.visiting')))"
    )
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "regcompare.settings"}
    root = Path(__file__).parents[1]
    assert subprocess.run([sys.executable, "-c", script], env=environment, cwd=root).returncode == 0
