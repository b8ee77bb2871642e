"""Where `collectstatic` never ran, pages answer all the same, those for errors too, in our look."""

import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup

from jurisdictions.caching import identity
from regcompare.collected import CollectedFiles

pytestmark = pytest.mark.any_database

ROOT = Path(__file__).parents[1]
# As a server asks, with the settings of production and a database without a table.
ASK = """
import json, sys
import django
django.setup()
from django.test import Client
from jurisdictions.views import site
site.ailment = None  # a fault of the code
client = Client(raise_request_exception=False)
answers = [client.get(address, headers={"host": "localhost"}) for address in sys.argv[1:]]
print(json.dumps([
    [each.status_code, b"".join(each).decode() if each.streaming else each.text] for each in answers
]))
"""
STYLES = "/static/css/tokens.css"
ADDRESSES = ("/pillars/", "/no-such-page/", "/healthz", STYLES, "/static/admin/css/base.css")


@pytest.fixture(scope="module")
def uncollected(tmp_path_factory) -> tuple[list, str]:
    """What a server answers where nothing was collected, and its log."""
    folder = tmp_path_factory.mktemp("uncollected")
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "regcompare.settings",
        "VAR_DIR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder / 'without-tables.sqlite3'}",
    }
    command = [sys.executable, "-c", ASK, *ADDRESSES]
    ended = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    return json.loads(ended.stdout), ended.stderr


@pytest.mark.parametrize(
    ("which", "status", "said"),
    [
        (0, 503, "The database isn’t ready for this version of the site yet."),
        (1, 404, "There is no such page"),
        (2, 500, "Something broke on our side"),
    ],
)
def test_a_page_for_an_error_answers_in_our_look(uncollected, which, status, said):
    answers, _log = uncollected
    got, text = answers[which]
    assert got == status
    page = BeautifulSoup(text, "html.parser")
    assert said in page.main.get_text()
    assert STYLES in [link["href"] for link in page.select("link[rel=stylesheet]")]


def test_what_was_not_collected_is_served_from_where_it_lies(uncollected):
    answers, _log = uncollected
    assert [status for status, _text in answers[3:]] == [200, 200]
    assert answers[3][1] == (ROOT / "static/css/tokens.css").read_text()


def test_the_log_says_once_what_to_do(uncollected):
    _answers, log = uncollected
    (line,) = (one for one in log.splitlines() if "static-files-missing" in one)
    assert json.loads(line)["level"] == "error"
    assert "run `manage.py collectstatic`, then restart the server." in line


@pytest.fixture
def program():
    """What tells the pages of one program from those of another, read anew each time."""
    yield lambda: [identity.program.cache_clear(), identity.program().digest][1]
    identity.program.cache_clear()


def test_a_page_that_was_kept_meanwhile_is_made_anew_once_they_are_collected(program, monkeypatch):
    before = program()
    collected = SimpleNamespace(manifest_hash="0123456789ab")
    monkeypatch.setattr(identity, "staticfiles_storage", collected)
    assert program() != before


@pytest.fixture
def collected(tmp_path):
    """A function that gives the storage over a folder with such a manifest."""

    def storage(manifest: str) -> CollectedFiles:
        (tmp_path / "staticfiles.json").write_text(manifest)
        return CollectedFiles(location=tmp_path, base_url="/static/")

    return storage


def test_a_file_that_was_collected_goes_by_the_name_that_it_was_given(collected, caplog):
    paths = {"css/base.css": "css/base.0123456789ab.css"}
    files = collected(json.dumps({"version": "1.1", "paths": paths, "hash": "h"}))
    assert files.url("css/base.css") == "/static/css/base.0123456789ab.css"
    assert "static-files-missing" not in caplog.text
    assert files.url("css/tokens.css") == "/static/css/tokens.css"
    assert "css/tokens.css wasn't collected" in caplog.text


def test_a_file_that_lies_nowhere_was_not_forgotten(collected, caplog):
    """WhiteNoise asks for such names at each start."""
    with pytest.raises(ValueError, match=r"css/none\.css"):
        collected('{"version": "1.1", "paths": {}}').url("css/none.css")
    assert "static-files-missing" not in caplog.text


@pytest.mark.parametrize("manifest", ["", "{", '{"version": "9"}'])
def test_a_damaged_list_of_files_is_one_of_none(collected, caplog, manifest):
    assert collected(manifest).url("css/base.css") == "/static/css/base.css"
    assert caplog.text.count("static-files-missing: ") == 1
