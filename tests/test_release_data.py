"""A release of all data holds what is stored, describes it truly, and is the same each time."""

import csv
import io
import json
import shutil
import subprocess
import zipfile
from datetime import date
from pathlib import Path

import jsonschema
import pytest

from jurisdictions.models import Finding, Section
from jurisdictions.plain import FIELDS, stored
from jurisdictions.releasing import forms
from jurisdictions.releasing.tables import name_of

from .releases import everything, records, release, released

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world_edition")]


@pytest.fixture
def folder(tmp_path) -> Path:
    """Where releases go; it doesn't exist yet."""
    return tmp_path / "releases"


def iso(value):
    return value.isoformat() if isinstance(value, date) else value


def validator(folder: Path, table: str):
    """What holds rows to the schema that was released with them."""
    schema = json.loads(released(folder, f"schema/{table}.schema.json"))
    jsonschema.Draft202012Validator.check_schema(schema)
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    return jsonschema.Draft202012Validator(schema, format_checker=checker)


# --- What it holds ---


def test_json_holds_every_record_as_it_is_stored(folder):
    release(folder)
    for model in FIELDS:
        wanted = [{n: iso(v) for n, v in row.items()} for row in stored(model).values()]
        found = records(folder, name_of(model))
        assert found, model
        assert sorted(map(str, found)) == sorted(map(str, wanted)), model


def test_csv_holds_the_same_values_in_the_same_order(folder):
    release(folder)
    for model in FIELDS:
        text = (folder / f"2026-11-24/csv/{name_of(model)}.csv").read_bytes().decode()
        found = list(csv.DictReader(io.StringIO(text, newline="")))
        wanted = [
            {name: forms.cell(value) for name, value in row.items()}
            for row in records(folder, name_of(model))
        ]
        assert found == wanted, model


def test_a_cell_joins_lists_writes_nothing_for_null_and_runs_nothing():
    values = [["AE-DU", "AT"], [], None, "", True, False, 0, "2024-01-01", "=1", ["=1", "a"]]
    assert [forms.cell(value) for value in values] == [
        *("AE-DU|AT", "", "", "", "true", "false", "0", "2024-01-01", "'=1", "'=1|a"),
    ]


# --- How it describes itself ---


def test_every_json_file_validates_against_its_schema(folder):
    release(folder)
    for model in FIELDS:
        validator(folder, name_of(model)).validate(records(folder, name_of(model)))


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("findings", {"publication": "draft"}),
        ("findings", {"stance": "maybe"}),
        ("findings", {"valid_from": "24 May 2024"}),
        ("findings", {"valid_from": None}),
        ("findings", {"jurisdiction": "Not A Slug"}),
        ("findings", {"answer": "x" * 71}),
        ("findings", {"unknown": 1}),
        ("jurisdictions", {"territories": ["Austria"]}),
        ("jurisdictions", {"compared": "yes"}),
        ("jurisdictions", {"position": -1}),
    ],
)
def test_a_schema_refuses_what_the_table_can_not_hold(folder, table, change):
    release(folder)
    accepts = validator(folder, table).is_valid
    row = records(folder, table)[0]
    assert accepts([row])
    assert not accepts([row | change])
    assert not accepts([{name: value for name, value in row.items() if name != "slug"}])


def test_the_manifest_counts_the_records_and_lists_every_file(folder):
    release(folder)
    manifest = json.loads(released(folder, "manifest.json"))
    assert (manifest["version"], manifest["day"]) == ("2026-11-24", "2026-11-24")
    assert manifest["records"] == sum(table["records"] for table in manifest["tables"])
    counts = {table["name"]: table["records"] for table in manifest["tables"]}
    assert counts["findings"] == Finding.objects.published().count()
    files = everything(folder / "2026-11-24")
    assert {f["path"] for f in manifest["files"]} == files.keys() - {"manifest.json", "SHA256SUMS"}
    assert all(len(files[f["path"]]) == f["bytes"] for f in manifest["files"])


def test_the_checksums_hold_for_whoever_unpacks_the_zip(folder, tmp_path):
    release(folder)
    zipfile.ZipFile(folder / "2026-11-24.zip").extractall(tmp_path / "unpacked")
    unpacked = tmp_path / "unpacked/regcompare-2026-11-24"
    assert everything(unpacked) == everything(folder / "2026-11-24")
    listed = {line.split("  ")[1] for line in (unpacked / "SHA256SUMS").read_text().splitlines()}
    assert listed == everything(unpacked).keys() - {"SHA256SUMS"}
    command = [shutil.which("sha256sum"), "--check", "--strict", "SHA256SUMS"]
    assert subprocess.run(command, cwd=unpacked, capture_output=True, check=False).returncode == 0
    (unpacked / "csv/findings.csv").write_text("tampered")
    assert subprocess.run(command, cwd=unpacked, capture_output=True, check=False).returncode == 1


# --- The same each time ---


def test_the_same_data_makes_the_same_bytes(tmp_path, folder):
    release(tmp_path / "one")
    release(tmp_path / "two")
    assert everything(tmp_path / "one") == everything(tmp_path / "two")


def test_on_another_day_only_the_manifest_and_its_checksum_differ(tmp_path):
    release(tmp_path / "one")
    release(tmp_path / "two", date(2026, 11, 25))
    one, two = everything(tmp_path / "one/2026-11-24"), everything(tmp_path / "two/2026-11-25")
    assert {path for path in one if one[path] != two[path]} == {"manifest.json", "SHA256SUMS"}


# --- What changed ---


def test_a_release_after_an_edit_lists_exactly_the_change(folder):
    release(folder)
    finding = Finding.objects.published().first()
    before = finding.answer
    Finding.objects.filter(pk=finding.pk).update(answer="Another answer")
    made = release(folder, date(2026, 12, 1)).release
    counts = {"since": "2026-11-24", "added": 0, "removed": 0, "changed": 1}
    assert made.manifest["changes"] == counts
    fields = {"answer": {"before": before, "after": "Another answer"}}
    change = {"key": {"slug": finding.slug}, "fields": fields}
    told = json.loads(released(folder, "changes.json", "2026-12-01"))
    assert told["since"] == "2026-11-24"
    assert list(told["tables"]) == ["findings"]
    assert told["tables"]["findings"]["changed"] == [change]
    assert released(folder, "CHANGELOG.md", "2026-12-01") == (
        f"# Changes since 2026-11-24\n\n## findings\n\n- changed `{finding.slug}`: `answer`\n"
    )


def test_a_field_that_is_new_is_no_change_of_every_record(folder):
    release(folder)
    path = folder / "2026-11-24/json/sections.json"
    rows = [
        {n: v for n, v in r.items() if n != "title"} | {"old": 1}
        for r in json.loads(path.read_bytes())
    ]
    path.write_text(json.dumps(rows))
    Section.objects.update(title="Renamed")
    release(folder, date(2026, 12, 1))
    told = json.loads(released(folder, "changes.json", "2026-12-01"))["tables"]["sections"]
    assert told["changed"] == []
    assert (told["new_fields"], told["dropped_fields"]) == (["title"], ["old"])
