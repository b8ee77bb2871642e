"""Nobody is sent a form that they refuse, whatever answers: a view, an error, WhiteNoise."""

import gzip

import brotli
import pytest
from django.test import Client, override_settings

from jurisdictions.caching import folder, kept

from .pages import forget_pages

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("four_places"),
    pytest.mark.any_database,
]

KEPT = ["/", "/de/findings/", "/compare.csv?jurisdiction=dubai", "/changes.atom"]
OTHERS = [
    *("/api/v1/findings/", "/admin/login/", "/nowhere/", "/findings/?x=1", "/sitemap.xml"),
    *("/findings/dubai-non-custodial-2023/report/", "/api/docs/"),
]
STATIC = "/static/sheet.css"
TEXT = b"a { color: red }\n" * 100
REFUSALS = [
    *("", "identity", "*;q=0", "gzip;q=0", "gzip;q=0, br;q=0", "br;q=0,gzip;q=0.000,*;q=0"),
    *("GZIP; Q=0, Br ;q=0.0", "gzip;\tq=0", "identity, gzip;q=0, *;q=0", "x-gzipped", "gzip;q=0,,"),
]
READ = {"gzip": gzip.decompress, "br": brotli.decompress, "": bytes}


@pytest.fixture(scope="module")
def folder_of_sheets(tmp_path_factory):
    found = tmp_path_factory.mktemp("static")
    (found / "sheet.css").write_bytes(TEXT)
    (found / "sheet.css.gz").write_bytes(gzip.compress(TEXT))
    (found / "sheet.css.br").write_bytes(brotli.compress(TEXT))
    with override_settings(STATIC_ROOT=found, VAR_DIR=found):
        yield


@pytest.fixture
def reader(folder_of_sheets):
    """Who comes first: pages are made anew, though of parts that are held."""
    forget_pages()
    return Client()


def form(response) -> str:
    found = response.get("Content-Encoding", "")
    assert READ[found](response.getvalue())
    return found


@pytest.mark.few(40)
@pytest.mark.parametrize("offered", REFUSALS)
@pytest.mark.parametrize("address", [*KEPT, *OTHERS, STATIC])
def test_what_is_refused_or_not_offered_is_not_sent(reader, address, offered):
    for _ in range(2):
        assert form(reader.get(address, headers={"Accept-Encoding": offered})) == ""


@pytest.mark.parametrize("address", ["/findings.csv", "/findings.json"])
def test_nor_of_a_long_file(reader, address, monkeypatch):
    monkeypatch.setattr(kept, "LONGEST", 100)
    monkeypatch.setattr(folder, "trouble", folder.Trouble())
    for offered in ("gzip", *REFUSALS):
        response = reader.get(address, headers={"Accept-Encoding": offered})
        assert form(response) == ("gzip" if offered == "gzip" else "")


@pytest.mark.few(20)
@pytest.mark.parametrize(
    "offered",
    [
        "gzip",
        "gzip;q=0.001",
        "br;q=0, gzip",
        "identity;q=0.5, *;q=0, GZip;q=1.0",
        "*, gzip, br;q=0",
    ],
)
@pytest.mark.parametrize("address", [*KEPT, *OTHERS, STATIC])
def test_beside_what_is_refused_the_other_is_sent(reader, address, offered):
    assert form(reader.get(address, headers={"Accept-Encoding": offered})) == "gzip"


@pytest.mark.few(6)
@pytest.mark.parametrize("offered", ["br", "gzip, deflate, br, zstd", "gzip;q=0, br;q=0.1"])
@pytest.mark.parametrize("address", [*KEPT, STATIC])
def test_the_smaller_of_two_is_sent(reader, address, offered):
    assert form(reader.get(address, headers={"Accept-Encoding": offered})) == "br"
