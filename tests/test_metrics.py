"""Figures for Prometheus: of all processes together, for operators only."""

import os
import re
from ipaddress import ip_network

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import InterfaceError
from django.test import Client

from jurisdictions.models import Revision
from operations import metrics
from regcompare import environment as env
from tests.factories import make_finding

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def figures(client=None) -> dict[str, float]:
    """By name and labels."""
    response = (client or Client()).get("/metrics")
    assert response.status_code == 200
    lines = [line for line in response.text.splitlines() if line and line[0] != "#"]
    return {name: float(value) for name, value in (line.rsplit(" ", 1) for line in lines)}


def figure_outside_of_requests(name: str) -> float:
    text, _ = metrics.exposition()
    return float(re.search(rf"^{name} (\S+)$", text.decode(), re.MULTILINE)[1])


def requests(view: str, method: str = "GET", status: int = 200) -> str:
    return f'regcompare_requests_total{{method="{method}",status="{status}",view="{view}"}}'


def test_requests_are_counted_by_view_method_and_status():
    before = figures()
    Client().get("/")
    Client().head("/")
    Client().get("/nowhere/at/all/")
    Client().get("/findings/?as_of=never")
    after = figures()

    def more(name):
        return after.get(name, 0) - before.get(name, 0)

    assert more(requests("overview")) == 1
    assert more(requests("overview", "HEAD")) == 1
    assert more(requests("findings", status=400)) == 1
    assert more(requests("none", status=404)) == 1
    assert more('regcompare_request_seconds_count{view="overview"}') == 2


def test_an_invented_method_makes_no_figure_of_its_own():
    Client().generic("INVENTED", "/")
    assert not any("INVENTED" in name for name in figures())


def test_an_address_makes_no_figure_of_its_own():
    Client().get("/findings/no-such-finding-at-all/")
    assert not any("no-such-finding" in name for name in figures())


def test_what_is_being_answered_is_counted():
    """Here the question itself."""
    name = "regcompare_requests_in_flight"
    assert figures()[name] == figure_outside_of_requests(name) + 1


def test_the_data_is_counted():
    make_finding()
    make_finding(publication="draft")
    found = figures()
    assert found["regcompare_findings"] == 1
    assert found["regcompare_revision"] == Revision.current().number
    assert found["regcompare_database_up"] == 1


def test_it_answers_while_the_database_does_not(monkeypatch):
    def gone(*args):
        raise InterfaceError("gone")

    monkeypatch.setattr(Revision, "current", gone)
    found = figures()
    assert found["regcompare_database_up"] == 0
    assert "regcompare_revision" not in found


def test_outages_are_counted_by_name():
    before = figures().get('regcompare_outages_total{name="database-away"}', 0)
    metrics.outage("database-away")
    assert figures()['regcompare_outages_total{name="database-away"}'] == before + 1


def test_it_has_the_form_that_prometheus_reads():
    response = Client().get("/metrics")
    assert response.headers["Content-Type"].startswith("text/plain; version=")
    assert "no-store" in response.headers["Cache-Control"]
    assert re.search(r"^# TYPE regcompare_requests_total counter$", response.text, re.MULTILINE)


# Who may ask


@pytest.mark.parametrize("address", ["127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1"])
def test_this_machine_may_ask(address):
    assert Client(REMOTE_ADDR=address).get("/metrics").status_code == 200


@pytest.mark.parametrize("address", ["203.0.113.7", "10.0.0.1", "2001:db8::1", "", "unix"])
def test_to_others_there_is_no_such_page(address):
    assert Client(REMOTE_ADDR=address).get("/metrics").status_code == 404


def test_the_operator_names_other_networks(settings):
    settings.METRICS_NETWORKS = [ip_network("10.0.0.0/8")]
    assert Client(REMOTE_ADDR="10.20.30.40").get("/metrics").status_code == 200
    assert Client(REMOTE_ADDR="127.0.0.1").get("/metrics").status_code == 404


def test_behind_a_proxy_the_client_counts(settings):
    settings.BEHIND_PROXY = True
    ask = Client(REMOTE_ADDR="127.0.0.1").get
    assert ask("/metrics", headers={"X-Forwarded-For": "203.0.113.7"}).status_code == 404
    assert ask("/metrics", headers={"X-Forwarded-For": "127.0.0.1, 203.0.113.7"}).status_code == 404
    assert ask("/metrics").status_code == 200


def test_a_proxy_that_nobody_told_us_of_lends_its_address_to_nobody():
    ask = Client(REMOTE_ADDR="127.0.0.1").get
    assert ask("/metrics", headers={"X-Forwarded-For": "203.0.113.7"}).status_code == 404


def test_networks_are_understood_or_refused(monkeypatch):
    monkeypatch.setenv("X", "10.0.0.0/8, 2001:db8::/32,127.0.0.1")
    assert [str(one) for one in env.networks("X")] == [
        "10.0.0.0/8",
        "2001:db8::/32",
        "127.0.0.1/32",
    ]
    monkeypatch.setenv("X", "10.0.0.1/8")
    with pytest.raises(ImproperlyConfigured, match="X must be a list of networks"):
        env.networks("X")


# The files of processes


def test_the_files_of_an_earlier_run_are_removed(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    earlier = tmp_path / "metrics" / "99999999-1"
    earlier.mkdir(parents=True)
    (earlier / "counter_1.db").write_bytes(b"")
    ours = metrics.prepared_folder()
    assert [folder.name for folder in ours.parent.iterdir()] == [ours.name]
    files = list(ours.iterdir())
    assert files
    assert all(file.stat().st_blocks * 512 >= metrics.BYTES for file in files)


def test_the_files_of_a_server_that_is_sealed_off_from_us_stay(settings, tmp_path, monkeypatch):
    """Units of systemd on the same folder can't see each other in /proc."""

    def hidden(file):
        raise PermissionError(file)

    settings.VAR_DIR = tmp_path
    other = tmp_path / "metrics" / f"{os.getpid()}-1"
    other.mkdir(parents=True)
    monkeypatch.setattr(metrics.Path, "read_text", hidden)
    metrics.prepared_folder()
    assert other.exists()


def test_without_a_folder_the_site_goes_on_uncounted(settings, tmp_path, monkeypatch):
    (tmp_path / "metrics").write_text("in the way")
    settings.VAR_DIR = tmp_path
    monkeypatch.setattr(metrics, "figures", metrics.figures.__wrapped__)
    assert metrics.figures() is None
    assert Client().get("/").status_code == 200
    assert figures()["regcompare_database_up"] == 1
