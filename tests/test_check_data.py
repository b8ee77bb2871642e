"""`manage.py check_data` holds files or the database against the rules of evidence."""

import re
import subprocess
from datetime import date
from functools import cache
from io import StringIO
from pathlib import Path

import pytest
import yaml
from django.core.management import CommandError, call_command

from jurisdictions.management.commands import check_data
from jurisdictions.rules.dataset import Dataset, Record
from jurisdictions.rules.reading import read_database, read_files, shipped_files
from jurisdictions.shipped import SHIPPED, path_of

TODAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def day_of_the_check(code):
    code.setattr(check_data, "today", lambda: TODAY)


@cache
def read_once(path: Path) -> list[Record]:
    return read_files([path])


@pytest.fixture(autouse=True)
def shipped_files_are_read_once(code):
    """Each check reads all of them beside the file that it judges, and none of these tests
    changes one.
    """

    def read(paths) -> list[Record]:
        shipped = set(shipped_files())
        some = (read_once(path) if path in shipped else read_files([path]) for path in paths)
        return [record for records in some for record in records]

    code.setattr(check_data, "read_files", read)


@pytest.fixture
def file(tmp_path):
    """Write records to a file outside the shipped ones."""

    def write(*records, name="new.yaml") -> str:
        path = tmp_path / name
        path.write_text(yaml.safe_dump(list(records), sort_keys=False))
        return str(path)

    return write


def entry(model: str, **fields) -> dict:
    return {"model": f"jurisdictions.{model}", "fields": fields}


def finding(**changes) -> dict:
    """A sound finding of Dubai but for its citations."""
    cell = {"jurisdiction": ["dubai"], "criterion": ["custody"]}
    said = {"stance": "regulated", "answer": "It is regulated", "detail": "So it is."}
    days = {"valid_from": date(2030, 1, 1), "verified_on": TODAY, "publication": "published"}
    return entry("finding", **{"slug": "new"} | cell | said | days | changes)


SOUND = (
    finding(),
    entry("citation", finding=["new"], instrument=["dubai-custody"], pinpoint="Part II"),
    entry("citation", finding=["new"], source=["vara-custody"]),
)
UNOPENED = entry(
    "source", slug="vara-custody", title="T", publisher="P", kind="official", access="known"
)


def verdict(*names: str, **options) -> tuple[int, list[str], str]:
    """The exit status, the lines, and the summary in the last one."""
    out, status = StringIO(), 0
    try:
        call_command("check_data", *names, stdout=out, **options)
    except SystemExit as end:
        status = end.code
    *lines, summary = out.getvalue().splitlines()
    return status, lines, summary


# --- Files, without a database ---


@pytest.mark.thorough
def test_the_shipped_data_has_no_error():
    status, lines, _ = verdict(*SHIPPED)
    assert [line for line in lines if line.startswith("error")] == []
    assert status == 0


def test_a_sound_file_passes_and_its_references_resolve_in_the_shipped_files(file):
    status, lines, summary = verdict(file(*SOUND), strict=True)
    assert (status, lines) == (0, [])
    assert summary == (
        "3 records: 0 errors, 0 warnings (no rule broken); 0 more silenced by notes."
    )


def test_so_does_what_another_program_pipes_to_it(file):
    with Path(file(*SOUND)).open() as text:
        piped = subprocess.Popen(["cat"], stdin=text, stdout=subprocess.PIPE)
    with piped, piped.stdout as pipe:
        status, _, summary = verdict(f"/dev/fd/{pipe.fileno()}", strict=True)
    assert status == 0
    assert summary.startswith("3 records: 0 errors")


def test_an_error_gives_status_1_and_names_file_record_field_and_cure(file):
    path = file(finding(verified_on=date(2026, 11, 25)), *SOUND[1:])
    status, lines, summary = verdict(path)
    assert status == 1
    assert lines == [
        f"error: {path}: finding new: verified_on: 25 November 2026 lies in the future. "
        "Enter the day on which it was really held against its sources. "
        "[verification_day_is_plausible]"
    ]
    assert "1 error, 0 warnings" in summary
    assert "verification_day_is_plausible 1" in summary


def test_a_warning_gives_status_1_only_when_strict(file):
    path = file(*SOUND, UNOPENED)
    status, lines, summary = verdict(path)
    assert status == 0
    assert lines[0].startswith(f"warning: {path}: source vara-custody: access: ")
    assert "0 errors, 1 warning (" in summary
    assert verdict(path, strict=True)[0] == 1


def test_a_warning_that_a_note_explains_is_counted_but_not_told(file):
    later = {"detail": "It ends on 1 July 2031."}
    assert len(verdict(file(finding(**later), *SOUND[1:]))[1]) == 1
    explained = finding(**later, note="The end is part of the rule.")
    status, lines, summary = verdict(file(explained, *SOUND[1:]), strict=True)
    assert (status, lines) == (0, [])
    assert "1 more silenced by notes" in summary


def test_errors_stand_below_warnings_next_to_the_summary(file):
    _, lines, _ = verdict(file(finding(answer="a" * 71), *SOUND[1:], UNOPENED))
    assert [line.partition(":")[0] for line in lines] == ["warning", "error"]


def test_only_the_named_files_are_judged(file):
    bad = file(finding(answer="a" * 71), *SOUND[1:], name="bad.yaml")
    good = file(entry("stakeholder", slug="somebody", name="Somebody", role="R."), name="good.yaml")
    assert verdict(good)[0] == 0
    status, lines, summary = verdict(good, bad)
    assert status == 1
    assert lines
    assert all(line.startswith(f"error: {bad}") for line in lines)
    assert summary.startswith("4 records")


def test_a_shipped_file_is_named_by_its_fixture_or_its_path():
    by_name, path = verdict("dubai"), str(path_of("dubai"))
    assert verdict(path) == verdict("dubai", path) == by_name


def test_a_cell_is_compared_with_the_shipped_findings(file):
    shipped = next(
        record["fields"]
        for record in yaml.safe_load(path_of("dubai").read_text())
        if record["fields"].get("criterion") == ["custody"]
    )
    twin = finding(valid_from=shipped["valid_from"])
    _, lines, _ = verdict(file(twin, *SOUND[1:]))
    assert f"{shipped['slug']} begins on" in lines[0]


# --- Files that can't be judged ---


def refusal(*names: str) -> str:
    with pytest.raises(CommandError) as refused:
        call_command("check_data", *names, stdout=StringIO())
    assert "\n" not in str(refused.value)
    return str(refused.value)


def test_an_unknown_file_is_refused_with_the_names_that_are_known():
    assert "dubia" in refusal("dubia")
    assert "dubai, " in refusal("dubia")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- a: 1\n- b: c: d\n", "line 2"),
        ("- &a [\x00]", "is not YAML"),
        ("model: jurisdictions.finding", "a fixture is a list of records"),
        ("- {model: jurisdictions.event, fields: {slug: a, date: [2024]}}", "without brackets"),
        ("- {model: jurisdictions.finding, fields: {slug: [new]}}", "without brackets"),
        ("- {model: jurisdictions.finding}", "record 1: a record has “model” and “fields”"),
    ],
)
def test_a_file_that_holds_no_records_is_refused(tmp_path, text, said):
    path = tmp_path / "odd.yaml"
    path.write_text(text)
    assert refusal(str(path)).startswith("odd.yaml")
    assert said in refusal(str(path))


@pytest.mark.parametrize(
    ("record", "said"),
    [
        (entry("judgment", slug="x"), "there is no model jurisdictions.judgment"),
        (finding(anwser="A"), "finding new, field anwser: there is no such field"),
        (finding(jurisdiction="dubai"), "finding new, field jurisdiction: write the slug in"),
        (finding(valid_from="2026-02-30"), "finding new, field valid_from: “2026-02-30”"),
        (finding(valid_from=None), "finding new (new.yaml), field valid_from: it has no value."),
        (finding(stance=""), "field stance: it has no value."),
        (entry("finding", slug="new"), "field jurisdiction: it has no value."),
    ],
)
def test_a_record_that_is_none_is_refused_by_record_and_field(file, record, said):
    assert said in refusal(file(record))


def test_the_named_file_is_refused_before_another_that_is_unreadable_too(file, monkeypatch):
    path = file(finding(anwser="A"))
    monkeypatch.setattr(check_data, "shipped_files", lambda: [Path("missing.yaml")])
    assert refusal(path).startswith("new.yaml")
    assert refusal(file(*SOUND)).startswith("missing.yaml")


# --- The database ---


def without_origin(status: int, lines: list[str], summary: str) -> tuple:
    """A verdict without the names of files, and in no order."""
    total, _, rest = summary.partition(" (")
    rules, _, silenced = rest.partition("); ")
    told = sorted(re.sub("^(error|warning): [^:]+: ", "", line) for line in lines)
    return status, told, total, silenced, sorted(rules.split(", "))


@pytest.mark.django_db
def test_the_shipped_files_and_the_database_loaded_from_them_give_the_same_data(world_edition):
    files, database = Dataset(read_files(shipped_files()), TODAY), Dataset(read_database(), TODAY)
    assert {key: record.values for key, record in files.records.items()} == {
        key: record.values for key, record in database.records.items()
    }


@pytest.mark.django_db
def test_the_shipped_files_and_the_database_loaded_from_them_get_one_verdict(world_edition):
    assert without_origin(*verdict(*SHIPPED)) == without_origin(*verdict())


@pytest.mark.django_db
def test_troubled_files_and_the_database_loaded_from_them_get_one_verdict(world_edition, file):
    path = file(
        finding(answer="Same", verified_on=date(2031, 1, 1), detail="Until 2 January 2030."),
        finding(slug="later", answer="Same", valid_from=date(2031, 1, 1)),
        entry("citation", finding=["new"], instrument=["us-clarity"], pinpoint="s. 1"),
        entry("citation", finding=["later"], source=["vara-custody"]),
        UNOPENED | {"fields": UNOPENED["fields"] | {"url": "https://www.vara.ae/"}},
    )
    call_command("loaddata", path, verbosity=0)
    status, *rest = without_origin(*verdict())
    assert status == 1
    assert (status, *rest) == without_origin(*verdict(*SHIPPED, path))
