"""Releases never leak a draft, stay for ever, tell what changed, and arrive whole or not at all."""

import io
import json
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from jurisdictions.models import Finding, Jurisdiction
from jurisdictions.releasing import ReleaseError, shelf
from jurisdictions.releasing.bundle import digest

from .factories import (
    make_citation,
    make_finding,
    make_jurisdiction,
    make_period,
    make_section,
)
from .releases import everything, records, release, released, versions

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def folder(tmp_path) -> Path:
    """Where releases go; it doesn't exist yet."""
    return tmp_path / "releases"


# --- What leaves ---


@pytest.mark.each_database
@pytest.mark.parametrize("state", ["draft", "in-review"])
def test_what_is_not_published_never_leaves_nor_do_its_citations(folder, state):
    place = make_jurisdiction()
    make_citation(finding=make_finding(slug="open", jurisdiction=place))
    hidden = make_finding(slug="hidden-one", answer="Secret", publication=state)
    make_citation(finding=hidden, pinpoint="Secret")
    make_period(slug="hidden-period", label="Secret", publication=state)
    make_period(slug="open-period")
    release(folder)
    assert [r["slug"] for r in records(folder, "findings")] == ["open"]
    assert [r["finding"] for r in records(folder, "citations")] == ["open"]
    assert [r["slug"] for r in records(folder, "approach-periods")] == ["open-period"]
    for path, content in everything(folder / "2026-11-24").items():
        assert b"hidden-" not in content, path
        assert b"Secret" not in content, path


def test_a_formula_is_harmless_in_csv_and_exact_in_json(folder):
    make_section(slug="bad", title='=HYPERLINK("http://evil.example")')
    release(folder)
    assert """'=HYPERLINK(""http://evil.example"")""" in released(folder, "csv/sections.csv")
    assert records(folder, "sections")[0]["title"] == '=HYPERLINK("http://evil.example")'


def test_the_licence_is_the_one_of_the_project(folder):
    release(folder)
    own = (Path(__file__).parents[1] / "LICENSE").read_text()
    text = released(folder, "LICENCE.txt")
    assert text.endswith(own)
    assert "belong to their authors" in text


@pytest.mark.each_database
def test_citations_stand_in_the_order_of_their_findings_whatever_their_keys(folder):
    place = make_jurisdiction()
    findings = [make_finding(slug=slug, jurisdiction=place) for slug in ("c", "a", "b")]
    for finding in reversed(findings):
        make_citation(finding=finding)
    release(folder)
    order = [row["slug"] for row in records(folder, "findings")]
    assert [row["finding"] for row in records(folder, "citations")] == order


# --- Versions ---


@pytest.mark.each_database
def test_data_that_did_not_change_is_not_released_again(folder):
    make_finding()
    assert release(folder).is_new
    before = everything(folder)
    outcome = release(folder, date(2026, 12, 1))
    assert (outcome.is_new, outcome.release.version) == (False, "2026-11-24")
    assert everything(folder) == before


def test_an_edit_of_a_draft_makes_no_release(folder):
    draft = make_finding(publication="draft")
    release(folder)
    draft.answer = "Another answer"
    draft.save()
    assert not release(folder).is_new


def test_a_second_release_of_a_day_gets_a_number_and_the_first_stays(folder):
    place = make_jurisdiction(summary="One.")
    for number, summary in enumerate(["Two.", "Three.", "Four."]):
        release(folder)
        before = everything(folder / "2026-11-24")
        Jurisdiction.objects.filter(pk=place.pk).update(summary=summary)
        assert len(versions(folder)) == number + 1
    assert versions(folder) == ["2026-11-24.2", "2026-11-24.1", "2026-11-24"]
    assert everything(folder / "2026-11-24") == before
    assert records(folder, "jurisdictions")[0]["summary"] == "One."


def test_a_clock_that_went_back_makes_no_release(folder):
    release(folder)
    make_section()
    with pytest.raises(ReleaseError, match="2026-11-24, is of a later day than 2026-11-23"):
        release(folder, date(2026, 11, 23))


def test_the_list_of_releases_gives_the_checksum_of_each_zip(folder):
    release(folder)
    [entry] = json.loads((folder / "releases.json").read_bytes())["releases"]
    content = (folder / entry["archive"]["path"]).read_bytes()
    assert entry["archive"]["bytes"] == len(content)
    assert entry["archive"]["sha256"] == digest(content)
    assert (folder / entry["manifest"]).is_file()


# --- What changed ---


def test_the_first_release_says_that_it_is_the_first(folder):
    make_finding()
    release(folder)
    assert "This is the first release." in released(folder, "CHANGELOG.md")
    assert json.loads(released(folder, "changes.json")) == {"since": None, "tables": {}}


@pytest.mark.each_database
def test_added_and_removed_records_are_listed_by_what_they_are_known_by(folder):
    finding = make_finding(slug="old")
    make_citation(finding=finding, pinpoint="Art. `7`")
    release(folder)
    Finding.objects.filter(pk=finding.pk).update(publication="draft")
    make_finding(slug="new", jurisdiction=finding.jurisdiction)
    release(folder, date(2026, 12, 1))
    text = released(folder, "CHANGELOG.md", "2026-12-01")
    assert "## findings\n\n- added `new`\n- removed `old`\n" in text
    assert "- removed finding `old`, instrument `" in text
    assert "pinpoint `Art. '7'`" in text


# --- All or nothing ---


def test_a_folder_that_holds_other_things_is_refused_and_left_alone(folder):
    folder.mkdir()
    (folder / "thesis.txt").write_text("mine")
    with pytest.raises(ReleaseError, match=r"holds other things and no releases\.json"):
        release(folder)
    assert everything(folder) == {"thesis.txt": b"mine"}


def test_nothing_is_swept_out_of_a_folder_that_is_refused(folder):
    (folder / ".new").mkdir(parents=True)
    (folder / ".new/chapter.txt").write_text("mine")
    (folder / "thesis.txt").write_text("mine")
    with pytest.raises(ReleaseError, match="holds other things"):
        release(folder)
    assert (folder / ".new/chapter.txt").read_text() == "mine"


def test_an_empty_folder_is_taken(folder):
    folder.mkdir()
    release(folder)
    assert versions(folder) == ["2026-11-24"]


def test_a_file_in_the_place_of_the_folder_is_refused(folder):
    folder.write_text("mine")
    with pytest.raises(ReleaseError, match="can't be written: Not a directory"):
        release(folder)
    assert folder.read_text() == "mine"


@pytest.mark.parametrize("step", ["write_bytes", "mkdir"])
def test_a_disk_that_fails_at_first_leaves_nothing_behind(folder, monkeypatch, step):
    def full(*args, **kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, step, full)
    with pytest.raises(ReleaseError, match="can't be written: No space left on device"):
        release(folder)
    assert not folder.exists()


@pytest.mark.parametrize("failing", ["2026-11-24.1", "2026-11-24.1.zip", "releases.json"])
def test_a_release_that_can_not_arrive_whole_leaves_the_folder_as_it_was(
    folder, monkeypatch, failing
):
    make_section(slug="one")
    release(folder)
    before = everything(folder)
    make_section(slug="two")
    replace = shelf.os.replace

    def refuse(source, target):
        if Path(target) == folder / failing:
            raise OSError(13, "Permission denied")
        replace(source, target)

    monkeypatch.setattr(shelf.os, "replace", refuse)
    with pytest.raises(ReleaseError, match="Permission denied"):
        release(folder)
    assert everything(folder) == before
    assert {path.name for path in folder.iterdir()} == {
        "2026-11-24",
        "2026-11-24.zip",
        "releases.json",
    }


def test_what_a_killed_release_left_behind_is_swept_away(folder):
    (folder / ".new/2026-11-24").mkdir(parents=True)
    (folder / ".new/2026-11-24/half.json").write_text("[")
    release(folder)
    assert {path.name for path in folder.iterdir()} == {
        "2026-11-24",
        "2026-11-24.zip",
        "releases.json",
    }


class Killed(BaseException):
    """The process is gone: nothing that it would have tidied up is tidied up."""


@contextmanager
def killed_before_moving(name: str):
    """Inside, a release dies when it comes to move what bears this name to its place."""

    def move(source, target):
        if Path(target).name == name:
            raise Killed
        Path(source).rename(target)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shelf.os, "replace", move)
        patch.setattr(shelf, "take_back", lambda *args: None)
        patch.setattr(shelf.shutil, "rmtree", lambda *args, **options: None)
        yield


@pytest.mark.parametrize("name", ["2026-11-24.zip", "releases.json"])
def test_the_first_release_is_made_where_one_was_killed_half_moved(folder, name):
    with killed_before_moving(name), pytest.raises(Killed):
        release(folder)
    assert (folder / "2026-11-24").is_dir()
    assert release(folder).release.version == "2026-11-24"
    assert {path.name for path in folder.iterdir()} == {
        "2026-11-24",
        "2026-11-24.zip",
        "releases.json",
    }


@pytest.mark.parametrize("name", ["2026-11-24.1.zip", "releases.json"])
def test_so_is_a_later_one_and_what_was_released_stays(folder, name):
    make_section(slug="one")
    release(folder)
    before = everything(folder / "2026-11-24")
    make_section(slug="two")
    with killed_before_moving(name), pytest.raises(Killed):
        release(folder)
    release(folder)
    assert versions(folder) == ["2026-11-24.1", "2026-11-24"]
    assert everything(folder / "2026-11-24") == before


def test_what_was_killed_after_it_arrived_is_a_release(folder):
    release(folder)
    index = (folder / "releases.json").read_bytes()
    (folder / ".new").mkdir()
    (folder / ".new/releases.json").write_bytes(index)
    assert not release(folder).is_new
    assert versions(folder) == ["2026-11-24"]
    assert (folder / "2026-11-24/manifest.json").is_file()


def test_ctrl_c_between_two_moves_leaves_the_folder_as_it_was(folder, monkeypatch):
    replace = shelf.os.replace

    def stopped(source, target):
        if Path(target) == folder / "2026-11-24.zip":
            raise KeyboardInterrupt
        replace(source, target)

    monkeypatch.setattr(shelf.os, "replace", stopped)
    with pytest.raises(KeyboardInterrupt):
        release(folder)
    assert not folder.exists()


def test_what_the_next_one_writes_as_soon_as_the_folder_is_free_is_left_to_it(folder, monkeypatch):
    locked = shelf.locked

    @contextmanager
    def followed(folder):
        with locked(folder):
            yield
        (folder / ".new/2026-11-25").mkdir(parents=True)

    monkeypatch.setattr(shelf, "locked", followed)
    release(folder)
    assert (folder / ".new/2026-11-25").is_dir()


@pytest.mark.parametrize("left", ["2026-11-24", "2026-11-24.zip"])
def test_a_name_is_taken_by_a_folder_and_by_an_archive_alone(tmp_path, left):
    day = date(2026, 11, 24)
    assert shelf.free_version(tmp_path, day) == "2026-11-24"
    (tmp_path / left).mkdir()
    assert shelf.free_version(tmp_path, day) == "2026-11-24.1"


def test_a_name_that_a_killed_release_took_is_not_used_again(folder):
    make_section()
    release(folder)
    (folder / "2026-11-24.1").mkdir()
    make_section()
    release(folder)
    assert versions(folder) == ["2026-11-24.2", "2026-11-24"]


@pytest.mark.parametrize("path", ["releases.json", "2026-11-24/manifest.json"])
@pytest.mark.parametrize("content", ["", "[]", "{}", "not json"])
def test_a_damaged_release_is_named_and_nothing_is_written(folder, path, content):
    release(folder)
    (folder / path).write_text(content)
    make_section()
    before = everything(folder)
    with pytest.raises(ReleaseError, match="can't be read"):
        release(folder)
    assert everything(folder) == before


# --- The command ---


@pytest.fixture
def on(monkeypatch):
    """A function that lets the command run on a day."""
    module = "jurisdictions.management.commands.release_data"
    return lambda day: monkeypatch.setattr(f"{module}.today", lambda: day)


def said(folder) -> str:
    out = io.StringIO()
    call_command("release_data", folder, stdout=out)
    return out.getvalue()


def test_the_command_says_what_came_of_it(folder, on):
    make_section(slug="first")
    on(date(2026, 11, 24))
    assert said(folder) == "Released 2026-11-24: 1 record, the first release.\n"
    same = "Release 2026-11-24 holds the same data already; nothing was written.\n"
    assert said(folder) == same
    make_section()
    on(date(2026, 12, 1))
    counts = "1 added, 0 removed, 0 changed since 2026-11-24"
    assert said(folder) == f"Released 2026-12-01: 2 records, {counts}.\n"


def test_the_command_refuses_in_a_sentence(folder):
    folder.write_text("mine")
    with pytest.raises(CommandError, match=r"can't be written: Not a dir.* Nothing was released\."):
        said(folder)


def test_without_a_folder_it_goes_where_the_site_serves_it(folder, on, settings):
    settings.RELEASES_DIR = folder
    on(date(2026, 11, 24))
    call_command("release_data", verbosity=0)
    assert versions(folder) == ["2026-11-24"]


def test_all_of_a_release_is_on_the_disk_before_it_is_one(folder, monkeypatch):
    """After a power cut, files that were only named would be empty, and the release for ever so."""
    settled, missing = set(), []
    flush, move = shelf.os.fsync, shelf.os.replace

    def flushed(descriptor):
        settled.add(shelf.os.fstat(descriptor).st_ino)
        flush(descriptor)

    def moved(source, target):
        parts = [source, *source.rglob("*")]
        missing.extend(part for part in parts if part.stat().st_ino not in settled)
        move(source, target)

    monkeypatch.setattr(shelf.os, "fsync", flushed)
    monkeypatch.setattr(shelf.os, "replace", moved)
    release(folder)
    assert not missing
    assert folder.stat().st_ino in settled
