"""A data person takes the data along, asks the API, and brings corrected data back."""

import hashlib
import json
import re
import zipfile
from datetime import date

from playwright.sync_api import expect

LOADED = "ng-defi-2025"
NIGERIA = "/compare/?jurisdiction=nigeria&jurisdiction=japan"


def test_the_release_downloads_whole_and_its_checksums_hold(visit, tmp_path):
    page = visit("/data/")
    visit.picture(page, "data")
    with page.expect_download() as saving:
        page.get_by_role("link", name=re.compile("Download all")).click()
    file = tmp_path / saving.value.suggested_filename
    saving.value.save_as(file)
    told = page.locator("code", has_text=re.compile("^[0-9a-f]{64}$")).first.inner_text()
    assert hashlib.sha256(file.read_bytes()).hexdigest() == told
    with zipfile.ZipFile(file) as bundle:
        sums = next(name for name in bundle.namelist() if name.endswith("SHA256SUMS"))
        folder = sums.removesuffix("SHA256SUMS")
        for line in bundle.read(sums).decode().splitlines():
            digest, name = line.split(maxsplit=1)
            held = bundle.read(folder + name.lstrip("*"))
            assert hashlib.sha256(held).hexdigest() == digest


def test_the_api_says_what_the_page_says(visit):
    page = visit("/findings/dubai-non-custodial-2023/")
    answer = page.request.get(
        "/api/v1/findings/?jurisdiction=dubai&criterion=non-custodial-architecture&as_of=2023-06-30"
    )
    assert answer.ok
    found = json.loads(answer.body())["results"]
    heading = page.get_by_role("heading", level=1).inner_text()
    assert [one["answer"] for one in found] == [heading]


def test_the_api_refuses_by_name_what_it_does_not_understand(visit):
    answer = visit("/about/").request.get("/api/v1/findings/?jurisdiction=atlantis")
    assert answer.status == 400
    assert answer.headers["content-type"].startswith("application/problem+json")
    assert "atlantis" in answer.text()


def test_the_documentation_of_the_api_is_a_page_to_read(visit):
    page = visit("/api/docs/", scripts=False)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("main")).to_contain_text("/api/v1/findings/")


def test_what_is_exported_edited_checked_and_loaded_is_read_at_once(visit, manage, tmp_path):
    manage("export_data", str(tmp_path))
    file = tmp_path / "nigeria.yaml"
    text = file.read_text()
    answer = re.search(rf"slug: {LOADED}\n(?:.*\n)*?\s+answer: (.*)\n", text)
    edited = text.replace(answer[0], answer[0].replace(answer[1], "Told anew by a file"), 1)
    file.write_text(edited)
    manage("check_data", str(file))
    told = manage("load_data", str(file), "--dry-run")
    assert "Told anew by a file" in told
    manage("load_data", str(file))
    page = visit(f"/findings/{LOADED}/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Told anew by a file")
    expect(visit(NIGERIA).get_by_text("Told anew by a file").first).to_be_visible()


def test_a_data_manager_sees_what_an_imported_file_would_change_before_it_does(
    visit_as, visit, tmp_path
):
    page = visit_as("dana", "/admin/jurisdictions/source/")
    with page.expect_download() as saving:
        page.get_by_role("link", name="Export CSV").click()
    file = tmp_path / "sources.csv"
    saving.value.save_as(file)
    head, first, *_rest = file.read_text(encoding="utf-8-sig").splitlines()
    file.write_text(f"{head}\n{first}\n", encoding="utf-8")
    page.get_by_role("link", name="Import", exact=True).click()
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Show what it would change").click()
    visit.picture(page, "preview")
    expect(page.get_by_text("the database says what the file says")).to_be_visible()


def test_a_file_of_today_says_its_day(visit):
    rows = json.loads(visit("/about/").request.get("/findings.json?jurisdiction=nigeria").body())
    assert rows["document"]["as_of"] >= date(2026, 11, 1).isoformat()
    assert rows["rows"]
