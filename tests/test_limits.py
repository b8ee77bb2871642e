"""Whatever a stranger can make large has a limit, which the refusal names."""

import io
import time
import zipfile

import pytest
from django.test import Client

from jurisdictions.asking import limits
from jurisdictions.guarded import rates
from jurisdictions.models.readers import TEXT_LIMIT
from jurisdictions.spreadsheets.problems import Unreadable
from jurisdictions.spreadsheets.reading import SIZE_LIMIT, read

from .pages import parse, squeeze
from .readers import send

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("four_places"),
    pytest.mark.any_database,
]

SLUG = "dubai-non-custodial-2023"
PLACES = "jurisdiction=dubai&jurisdiction=united-states&jurisdiction=european-union"


def refused(address: str) -> dict[str, str]:
    """What the page says is wrong: sentence by parameter."""
    response = Client().get(address)
    assert response.status_code == 400, address
    return {squeeze(e.dt): squeeze(e.dd) for e in parse(response).select(".terms > div")}


@pytest.mark.parametrize(("language", "limit"), [("", "2,000"), ("/de", "2.000")])
@pytest.mark.parametrize(
    "form", [f"/findings/{SLUG}/report/", "/proposals/innovation-exemption/answer/"]
)
def test_a_form_says_its_limit_as_the_language_writes_it(form, language, limit):
    page = parse(Client().get(f"{language}{form}"))
    assert f" {limit} " in squeeze(page.main)


class TestQueries:
    @pytest.mark.parametrize("address", ["/", "/compare/", "/findings.csv", "/de/", "/nowhere"])
    def test_a_longer_query_than_anybody_needs_is_refused_with_the_limit(self, address):
        query = "q=" + "x" * limits.QUERY_LENGTH
        ((name, sentence),) = refused(f"{address}?{query}").items()
        assert name == "query"
        assert ("16,000" if not address.startswith("/de") else "16.000") in sentence

    def test_the_api_refuses_it_as_a_problem(self):
        response = Client().get("/api/v1/findings/?q=" + "x" * limits.QUERY_LENGTH)
        assert response.status_code == 400
        assert response.headers["Content-Type"] == "application/problem+json"
        assert response.json()["errors"][0]["parameter"] == "query"

    def test_the_longest_query_is_read(self):
        query = "q=" + "x" * (limits.QUERY_LENGTH - 2)
        assert list(refused(f"/?{query}")) == ["q"]

    def test_more_parameters_than_anybody_needs_are_refused(self):
        query = "&".join(f"x{n}" for n in range(1500))
        assert Client().get(f"/?{query}").status_code == 400

    @pytest.mark.parametrize("path", ["/compare/", "/compare.csv", "/compare.json", "/compare.bib"])
    def test_a_comparison_has_so_many_columns_and_cells(self, path, monkeypatch):
        # Each asked once: a page is kept until the data changes.
        monkeypatch.setattr(limits, "COLUMNS", 2)
        assert "up to 2 jurisdictions" in refused(f"{path}?{PLACES}")["jurisdiction"]
        monkeypatch.setattr(limits, "COLUMNS", 3)
        monkeypatch.setattr(limits, "CELLS", 3)
        assert "up to 3 cells" in refused(f"{path}?{PLACES}&q=a")["jurisdiction"]
        assert Client().get(f"{path}?{PLACES}&criterion=custody").status_code == 200

    def test_the_frame_and_the_api_have_the_same_limits(self, monkeypatch):
        monkeypatch.setattr(limits, "COLUMNS", 2)
        assert list(refused(f"/embed/compare/?{PLACES}")) == ["jurisdiction"]
        response = Client().get(f"/api/v1/comparison/?{PLACES}")
        assert response.status_code == 400
        assert response.json()["errors"][0]["parameter"] == "jurisdiction"

    def test_words_to_look_for_are_few(self):
        assert "up to 100 characters" in refused("/findings/?q=" + "x" * 101)["q"]

    def test_a_page_of_the_api_holds_up_to_500_records(self):
        response = Client().get("/api/v1/findings/?page_size=501")
        assert response.status_code == 400
        assert "500" in response.json()["errors"][0]["accepted"]


class TestLetters:
    ADDRESS = f"/findings/{SLUG}/report/"

    def test_a_letter_is_so_long_and_no_longer(self):
        response = send(Client(), self.ADDRESS, kind="wrong", text="x" * (TEXT_LIMIT + 1))
        assert response.status_code == 400
        assert f"at most {TEXT_LIMIT:,}".replace(",", "") in response.text.replace(",", "")

    def test_a_body_of_megabytes_is_not_read(self):
        began = time.monotonic()
        response = send(Client(), self.ADDRESS, kind="wrong", text="x" * 20_000_000)
        assert response.status_code == 400
        assert time.monotonic() - began < 2

    def test_more_fields_than_the_form_has_are_refused(self):
        fields = {f"field{n}": "x" for n in range(1500)}
        assert send(Client(), self.ADDRESS, **fields).status_code == 400

    def test_a_file_is_refused(self):
        file = io.BytesIO(b"x")
        file.name = "a.txt"
        response = Client().post(self.ADDRESS, {"kind": "wrong", "text": file})
        assert response.status_code == 400

    def test_more_letters_than_anybody_writes_are_a_429_that_says_until_when(self, monkeypatch):
        monkeypatch.setattr(rates, "LIMITS", (rates.Limit(1, rates.HOUR),))
        first = send(Client(), self.ADDRESS, kind="wrong", text="One.")
        second = send(Client(), self.ADDRESS, kind="wrong", text="Two.")
        assert (first.status_code, second.status_code) == (302, 429)
        assert int(second.headers["Retry-After"]) > 0


class TestUploads:
    def test_a_file_is_so_large_and_no_larger(self):
        with pytest.raises(Unreadable, match="5 MB"):
            read("a.csv", b"x" * (SIZE_LIMIT + 1))

    def test_a_zip_bomb_is_refused_at_once(self):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("xl/workbook.xml", "<workbook/>")
            archive.writestr("xl/worksheets/sheet1.xml", b"0" * 200_000_000)
        began = time.monotonic()
        with pytest.raises(Unreadable, match="Unpacked"):
            read("a.xlsx", packed.getvalue())
        assert time.monotonic() - began < 2
