"""The data page serves the releases: every listed file, and nothing else of the disk."""

import gzip
import io
import json
import shutil
import zipfile
from datetime import date
from itertools import pairwise

import html5lib
import pytest
from django.db import transaction
from django.test import Client

from jurisdictions.views import data

from .factories import make_finding, make_section
from .pages import inline_scripts, parse, squeeze
from .releases import everything, release

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

LATER = date(2026, 12, 1)


@pytest.fixture
def folder(tmp_path, settings):
    """The folder that the site serves, without a release."""
    settings.RELEASES_DIR = tmp_path / "releases"
    return settings.RELEASES_DIR


@pytest.fixture(scope="module")
def two_releases(django_db_setup, django_db_blocker, tmp_path_factory):
    """A folder with two releases, made once; to be copied, since tests damage theirs."""
    made = tmp_path_factory.mktemp("two") / "releases"
    with django_db_blocker.unblock(), transaction.atomic():
        make_finding(slug="first")
        release(made)
        make_section(slug="second")
        release(made, LATER)
        transaction.set_rollback(True)
    return made


@pytest.fixture
def two(folder, two_releases):
    """The folder with two releases."""
    return shutil.copytree(two_releases, folder)


def main() -> str:
    return squeeze(parse(Client().get("/data/")).select_one("main"))


# --- The page ---


def test_before_the_first_release_the_page_says_so(folder):
    text = main()
    assert "No release has been made on this site yet" in text
    assert "every table can be taken away as a file" in text
    assert "python manage.py release_data" in text


def test_a_folder_of_something_else_is_no_release(folder):
    folder.mkdir()
    (folder / "secret.txt").write_text("secret")
    assert "No release has been made" in main()
    assert Client().get("/data/secret.txt").status_code == 404


def test_the_page_says_what_is_in_the_latest_and_what_changed(two):
    text = main()
    assert "Release 2026-12-01" in text
    assert "as they were published on 1 December 2026" in text
    assert "Since release 2026-11-24: 1 added, 0 removed, 0 changed" in text
    assert "findings One cell" in text


def test_every_file_is_linked_with_its_size_and_checksum(two):
    page = parse(Client().get("/data/"))
    rows = {row.a["href"]: squeeze(row) for row in page.select("tbody tr")}
    files = everything(two / "2026-12-01")
    assert rows.keys() == {f"/data/2026-12-01/{path}" for path in files}
    manifest = json.loads(files["manifest.json"])
    for file in manifest["files"]:
        assert file["sha256"] in rows[f"/data/2026-12-01/{file['path']}"]


def test_earlier_releases_are_listed(two):
    page = parse(Client().get("/data/"))
    links = [a["href"] for a in page.select("#earlier ~ ul a")]
    assert links[0] == "/data/2026-11-24.zip"
    assert all(Client().get(link).status_code == 200 for link in links)


def test_the_page_says_how_to_cite_and_to_check(two):
    text = main()
    assert "Data release 2026-12-01. http://testserver/data/2026-12-01.zip" in text
    assert "unzip regcompare-2026-12-01.zip cd regcompare-2026-12-01 sha256sum -c" in text
    assert "MIT licence" in text


@pytest.mark.thorough
def test_every_link_of_the_page_leads_somewhere(two, four_places):
    page = parse(Client().get("/data/"))
    for href in {a["href"] for a in page.select("a[href]")}:
        if href.startswith("#"):
            assert page.find(id=href[1:]), href
        else:
            assert Client().get(href).status_code == 200, href


@pytest.mark.parametrize("releases", [0, 2])
def test_the_page_is_sound(folder, request, releases):
    if releases:
        request.getfixturevalue("two")
    response = Client().get("/data/")
    html5lib.HTMLParser(strict=True).parse(response.text)
    page = parse(response)
    levels = [int(heading.name[1]) for heading in page.select("h1, h2, h3")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    ids = [tag["id"] for tag in page.select("[id]")]
    assert len(ids) == len(set(ids))
    assert not page.select("style, [style]")
    assert not inline_scripts(page)
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


def test_the_page_asks_the_database_nothing(two, django_assert_num_queries):
    with django_assert_num_queries(1):  # the stamp, for its ETag
        Client().get("/data/")


# --- The files ---


def test_a_file_is_served_as_it_was_released(two):
    for path, content in everything(two / "2026-11-24").items():
        response = Client().get(f"/data/2026-11-24/{path}")
        assert response.content == content, path
        assert int(response.headers["Content-Length"]) == len(content)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("csv/findings.csv", "text/csv; charset=utf-8"),
        ("json/findings.json", "application/json"),
        ("schema/findings.schema.json", "application/schema+json"),
        ("CODEBOOK.md", "text/markdown; charset=utf-8"),
        ("LICENCE.txt", "text/plain; charset=utf-8"),
        ("SHA256SUMS", "text/plain; charset=utf-8"),
        ("manifest.json", "application/json"),
    ],
)
def test_a_file_says_its_kind_and_is_for_saving_and_keeping(two, path, kind):
    headers = Client().get(f"/data/2026-12-01/{path}").headers
    assert headers["Content-Type"] == kind
    name = path.rpartition("/")[2]
    assert headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "immutable" in headers["Cache-Control"]


def test_the_zip_is_served_whole_under_a_telling_name(two):
    response = Client().get("/data/2026-12-01.zip")
    assert response.headers["Content-Type"] == "application/zip"
    assert 'filename="regcompare-2026-12-01.zip"' in response.headers["Content-Disposition"]
    names = zipfile.ZipFile(io.BytesIO(response.content)).namelist()
    assert "regcompare-2026-12-01/manifest.json" in names


def test_a_compressed_answer_still_says_its_length(two):
    response = Client().get("/data/2026-12-01/CODEBOOK.md", headers={"accept-encoding": "gzip"})
    assert response.headers["Content-Encoding"] == "gzip"
    assert int(response.headers["Content-Length"]) == len(response.content)
    assert gzip.decompress(response.content) == (two / "2026-12-01/CODEBOOK.md").read_bytes()


def test_head_gives_the_length_without_the_file(two):
    response = Client().head("/data/2026-12-01.zip")
    assert response.content == b""
    assert int(response.headers["Content-Length"]) == (two / "2026-12-01.zip").stat().st_size


@pytest.mark.parametrize(
    "address",
    [
        "/data/2026-12-01/",
        "/data/2026-12-01/csv",
        "/data/2026-12-01/csv/",
        "/data/2026-12-01/csv/unlisted.csv",
        "/data/2026-12-01/csv/../../releases.json",
        "/data/2026-12-01/../releases.json",
        "/data/2026-12-01/%2e%2e/releases.json",
        "/data/2026-12-01/..%2freleases.json",
        "/data/2026-12-01/%2fetc%2fpasswd",
        "/data/2026-12-01//etc/passwd",
        "/data/2026-12-01/csv%00/findings.csv",
        "/data/2026-12-01/CODEBOOK.md%00",
        "/data/../secret-key",
        "/data/..%2fsecret-key",
        "/data/%2e%2e/secret-key",
        "/data/..zip",
        "/data/...zip",
        "/data/2026-12-02.zip",
        "/data/2026-12-02/manifest.json",
        "/data/unlisted/manifest.json",
        "/data/2026-12-01/" + "x" * 5000,
        "/data/releases.json",
    ],
)
def test_nothing_else_of_the_disk_is_served(two, address):
    (two.parent / "secret-key").write_text("secret")
    (two / "2026-12-01/csv/unlisted.csv").write_text("secret")
    (two / "unlisted").mkdir()
    (two / "unlisted/manifest.json").write_text("{}")
    response = Client().get(address)
    assert response.status_code == 404
    assert "There is no such page" in response.text


@pytest.mark.parametrize(
    "address", ["/data/", "/data/2026-12-01.zip", "/data/2026-12-01/manifest.json"]
)
@pytest.mark.parametrize("query", ["as_of=2024-01-01", "x=1", "rev=1", "q=", "%00=1"])
def test_a_parameter_is_refused_by_name(two, address, query):
    response = Client().get(f"{address}?{query}")
    assert response.status_code == 400
    assert "This address has no parameters." in squeeze(parse(response))


@pytest.mark.parametrize("address", ["/data/", "/data/2026-12-01.zip"])
@pytest.mark.parametrize("method", ["post", "put", "delete", "options"])
def test_other_methods_are_not_allowed(two, address, method):
    strict = Client(enforce_csrf_checks=True)
    assert getattr(strict, method)(address).status_code == 405


def test_the_footer_and_the_page_on_method_lead_here(folder, four_places):
    page = parse(Client().get("/about/?as_of=2025-03-01"))
    assert len(page.select('main a[href="/data/"]')) == 1
    assert len(page.select('footer a[href="/data/"]')) == 1


@pytest.mark.parametrize("damaged", ["releases.json", "manifest.json"])
@pytest.mark.parametrize("content", [b"{", b"[]", b"{}"])
def test_a_damaged_folder_is_told_to_readers_and_to_the_log(two, damaged, content, caplog):
    file = two / damaged if damaged == "releases.json" else two / str(LATER) / damaged
    file.write_bytes(content)
    response = Client().get("/data/")
    assert response.status_code == 503
    assert "can’t be read" in squeeze(parse(response).main)
    assert "release" in caplog.text
    assert Client().get(f"/data/{LATER}/README.md").status_code == 503


@pytest.mark.parametrize("content", [b"{", b"[{}]", b'[{"valid_from": "soon"}]', None])
def test_so_is_a_table_that_the_page_looks_into(two, content, caplog):
    table = two / str(LATER) / "json/findings.json"
    table.unlink() if content is None else table.write_bytes(content)
    response = Client().get("/data/")
    assert response.status_code == 503
    assert "can’t be read" in squeeze(parse(response).main)
    assert "release" in caplog.text


@pytest.mark.parametrize("fault", [TypeError, ValueError, KeyError, OSError])
def test_a_fault_of_the_code_is_not_told_as_a_damaged_folder(two, monkeypatch, fault):
    def faulty(files):
        raise fault("a fault of the code")

    monkeypatch.setattr(data, "grouped", faulty)
    with pytest.raises(fault, match="a fault of the code"):
        Client().get("/data/")


@pytest.mark.parametrize("missing", ["manifest.json", "README.md"])
def test_a_file_that_should_be_there_and_is_not_is_damage(two, missing):
    (two / str(LATER) / missing).unlink()
    assert Client().get(f"/data/{LATER}/{missing}").status_code == 503
