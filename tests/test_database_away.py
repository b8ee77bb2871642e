"""PostgreSQL goes away, really: every page says so within two seconds, and all comes back alone."""

import json
import os
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests import postgres_server
from tests.servers import serving

pytestmark = [
    pytest.mark.thorough,
    pytest.mark.skipif(
        os.environ.get("TEST_DATABASE") != "postgresql", reason="needs a PostgreSQL to stop"
    ),
]
PAGES = ("/", "/findings/", "/de/", "/compare/", "/coverage/", "/timeline/")
SOON = 2.0


@pytest.fixture(scope="module")
def server():
    with postgres_server.controlled() as server:
        yield server


@pytest.fixture(scope="module")
def site(server, tmp_path_factory):
    folder = tmp_path_factory.mktemp("away")
    with serving(server.url, folder, LOG_FORMAT="json") as site:
        made = site.manage("migrate", "--verbosity", "0")
        assert not made.returncode, made.stderr
        site.start()
        for page in PAGES:
            assert site.ask("GET", page).status == 200
        yield site


def all_at_once(site, paths):
    with ThreadPoolExecutor(len(paths)) as readers:
        return list(readers.map(lambda path: site.ask("GET", path), paths))


def assert_away(answer):
    assert answer.status == 503
    assert answer.seconds < SOON, answer.seconds
    assert answer.headers["Retry-After"] == "5"
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.fixture(params=["stopped", "frozen"])
def away(request, server, site):
    """PostgreSQL shut down, or still there and answering nothing; afterwards it is back."""
    leave, come_back = {
        "stopped": (server.stop, server.start),
        "frozen": (server.freeze, server.thaw),
    }[request.param]
    leave()
    try:
        yield come_back
    finally:
        if server.process.poll() is None:
            server.thaw()
        else:
            server.start()
        site.wait(200)


def test_every_page_says_so_within_two_seconds(site, away):
    for answer in (*all_at_once(site, PAGES), site.ask("GET", "/")):
        assert_away(answer)
        assert "<h1>" in answer.text


def test_the_page_of_each_language_speaks_it(site, away):
    assert 'lang="de"' in site.ask("GET", "/de/").text


def test_files_and_the_api_say_so_in_their_own_form(site, away):
    file, api = all_at_once(site, ("/findings.csv", "/api/v1/findings/"))
    assert_away(file)
    assert file.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert_away(api)
    assert api.headers["Content-Type"] == "application/problem+json"
    assert json.loads(api.text)["outage"] == "database-away"


def test_health_turns_red_and_the_figures_say_why(site, away):
    assert site.ask("GET", "/healthz").status == 503
    figures = site.ask("GET", "/metrics")
    assert figures.seconds < SOON
    assert "regcompare_database_up 0.0" in figures.text


def test_the_log_names_it_in_a_line_without_a_traceback(site, away):
    before = len(site.log())
    answer = site.ask("GET", "/")
    lines = [json.loads(line) for line in site.log()[before:].splitlines()]
    named = next(line for line in lines if line["logger"] == "regcompare.outages")
    assert named["outage"] == "database-away"
    assert named["request_id"] == answer.headers["X-Request-ID"]
    assert "Traceback" not in site.log()[before:]


def test_all_recovers_by_itself(site, away):
    assert_away(site.ask("GET", "/"))
    away()
    begun = time.monotonic()
    site.wait(200)
    site.wait(200, "/")
    assert time.monotonic() - begun < SOON
    # No connection of before is left over to fail later.
    assert {answer.status for _ in range(5) for answer in all_at_once(site, PAGES)} == {200}


def test_a_page_that_is_being_made_says_so_too(site, server):
    """It waits for an answer when the server freezes, on a connection that stays open."""
    with ThreadPoolExecutor(4) as readers:
        going = [readers.submit(site.ask, "GET", "/findings/") for _ in range(4)]
        server.freeze()
        try:
            answers = [one.result() for one in going]
        finally:
            server.thaw()
    assert {answer.status for answer in answers} <= {200, 503}
    assert max(answer.seconds for answer in answers) < SOON + 0.5
    site.wait(200)
