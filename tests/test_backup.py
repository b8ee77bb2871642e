"""A backup is the whole database of one moment; a restore brings it back, on either database."""

import fcntl
import os
import threading
import zipfile
from datetime import date
from io import StringIO
from pathlib import Path
from unittest.mock import Mock

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from jurisdictions.models import Finding, Jurisdiction, Revision, Source, Upload
from operations.backup import opened
from operations.backup.archive import MANIFEST
from operations.backup.writing import back_up
from tests.factories import make_citation, make_editor, make_finding, make_jurisdiction, make_source
from tests.servers import serving

pytestmark = pytest.mark.django_db(transaction=True)


BYTES = bytes(range(256))


@pytest.fixture
def file(tmp_path):
    return tmp_path / "site.backup"


def make_data():
    """Records with every kind of field: days, moments, JSON, bytes, numbers, empty ones."""
    place = make_jurisdiction(territories=["AE-DU", "Ä"], researched_until=date(2026, 10, 8))
    finding = make_finding(jurisdiction=place, detail='Two\nlines, "quoted", \\ and 🜲.')
    make_citation(finding=finding)
    make_source()
    finding.answer = "Changed"
    finding.save()
    make_finding(draft_of=finding, publication="draft", jurisdiction=place)
    given = {"table": "finding", "uploaded_by": make_editor(), "uploaded_at": timezone.now()}
    Upload.objects.create(name="a.csv", content=BYTES, **given)


def backup(file):
    call_command("backup", file, verbosity=0)


def restore(file, **options):
    call_command("restore", file, verbosity=0, **options)


def tables(file) -> dict[str, bytes]:
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name != MANIFEST}


def test_a_restore_brings_everything_back(file, tmp_path):
    make_data()
    backup(file)
    Finding.objects.all().delete()
    Jurisdiction.objects.update(name="Elsewhere")
    make_source()
    restore(file, yes=True)
    again = tmp_path / "again.backup"
    backup(again)
    assert tables(again) == tables(file)
    assert Upload.objects.get().content == BYTES
    assert Finding.objects.filter(answer="Changed").exists()


def test_a_restore_into_an_empty_database_needs_no_yes(file):
    make_data()
    backup(file)
    rows = tables(file)
    call_command("flush", interactive=False, verbosity=0)
    restore(file)
    backup(file.with_suffix(".again"))
    assert tables(file.with_suffix(".again")) == rows


def test_what_is_there_is_not_replaced_without_a_yes(file):
    make_data()
    backup(file)
    source = make_source()
    with pytest.raises(CommandError, match="holds data, which would be replaced: add --yes"):
        restore(file)
    assert Source.objects.filter(pk=source.pk).exists()


def test_of_what_was_restored_one_is_told_though_the_command_is_stopped_then(file, monkeypatch):
    make_finding()
    backup(file)
    told = StringIO()
    stop = Mock(side_effect=KeyboardInterrupt)
    monkeypatch.setattr("operations.statistics.renew", stop)
    with pytest.raises(KeyboardInterrupt):
        call_command("restore", file, yes=True, stdout=told)
    assert "It was restored." in told.getvalue()


def test_a_number_is_never_given_twice(file):
    """A record that is deleted before the backup, or made after it, keeps its history alone."""
    before = make_finding()
    number = before.pk
    before.delete()
    backup(file)
    for _ in range(3):
        make_source()
    latest, revision = Source.objects.latest("pk").pk, Revision.current().number
    restore(file, yes=True)
    assert make_finding().pk > number
    assert make_source().pk > latest
    assert Revision.current().number > revision


def test_numbers_go_on_in_another_database_too(file):
    gone = make_finding()
    number = gone.pk
    gone.delete()
    backup(file)
    call_command("flush", interactive=False, verbosity=0)
    restore(file)
    assert make_finding().pk > number


def test_whoever_is_signed_in_signs_in_again(file):
    make_data()
    client = Client()
    client.force_login(User.objects.first())
    backup(file)
    restore(file, yes=True)
    assert not Session.objects.exists()


def test_the_search_finds_what_was_restored(file):
    make_finding(answer="Sandboxes for zebras")
    backup(file)
    Finding.objects.all().delete()
    restore(file, yes=True)
    call_command("rebuild_search", check=True, verbosity=0)


def test_a_backup_is_for_its_owner_only_and_replaces_nothing_unasked(file):
    make_data()
    backup(file)
    assert file.stat().st_mode & 0o777 == 0o600
    first = file.read_bytes()
    make_source()
    with pytest.raises(CommandError, match=r"exists\. Choose another name, or add --overwrite"):
        backup(file)
    assert file.read_bytes() == first
    call_command("backup", file, overwrite=True, verbosity=0)
    assert file.read_bytes() != first


@pytest.mark.parametrize("name", ["a file/below", "n" * 300, "nowhere/below"])
def test_a_place_that_cannot_be_written_is_named(tmp_path, name):
    (tmp_path / "a file").touch()
    with pytest.raises(CommandError, match="can't be written") as refusal:
        backup(tmp_path / name)
    assert str(refusal.value).endswith("There is no backup.")


@pytest.mark.parametrize("place", ["", "/", "folder", "pipe"])
def test_only_a_file_is_ever_replaced(tmp_path, monkeypatch, place):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(CommandError, match=r"is there and is no file\. Choose"):
        call_command("backup", place, overwrite=True, verbosity=0)
    assert (tmp_path / "pipe").is_fifo()


def test_a_full_disk_leaves_no_backup_and_no_half_of_one(file, monkeypatch):
    def full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(CommandError, match="can't be written: No space left on device"):
        backup(file)
    assert list(file.parent.iterdir()) == []


@pytest.fixture
def left(file) -> Path:
    """What a backup of yesterday that was killed left behind: a part of a database, for nobody."""
    path = file.parent / ".yesterday.backup.4242.backup-part"
    path.write_text("half of it")
    os.utime(path, (0, 0))
    return path


def test_what_a_killed_backup_left_goes_with_the_next(file, left):
    backup(file)
    assert list(file.parent.iterdir()) == [file]


def test_what_another_backup_is_writing_stays(file, left):
    with left.open("rb") as writing:
        fcntl.flock(writing, fcntl.LOCK_EX)
        backup(file)
    assert sorted(file.parent.iterdir()) == sorted([file, left])


def test_so_does_what_another_one_has_just_begun(file, left):
    os.utime(left)
    backup(file)
    assert left.exists()


def test_checking_a_backup_changes_nothing(file, capsys):
    make_data()
    backup(file)
    source = make_source()
    call_command("restore", file, check=True)
    assert "It is sound and fits this database." in capsys.readouterr().out
    assert Source.objects.filter(pk=source.pk).exists()


# While others write


class Writer(threading.Thread):
    def __init__(self):
        super().__init__(daemon=True)
        self.stopped = threading.Event()
        self.written = 0
        self.failed = None

    def run(self):
        try:
            while not self.stopped.is_set():
                with transaction.atomic():
                    source = make_source()
                    source.title = "Changed"
                    source.save()
                self.written += 1
        except Exception as error:
            self.failed = error
        finally:
            connection.close()


@pytest.fixture
def six_writers():
    writers = [Writer() for _ in range(6)]
    for writer in writers:
        writer.start()
    yield writers
    for writer in writers:
        writer.stopped.set()
    for writer in writers:
        writer.join()


def test_a_backup_made_while_six_write_is_of_one_moment(tmp_path, six_writers):
    for number in range(3):
        before = sum(writer.written for writer in six_writers)
        made = back_up(tmp_path / f"{number}.backup", False, list)
        assert_of_one_moment(tmp_path / f"{number}.backup", made)
        while sum(writer.written for writer in six_writers) < before + 12:
            assert not any(writer.failed for writer in six_writers)


def assert_of_one_moment(path, made):
    """Each write left a record, an entry of history and a revision, or none of the three."""
    sources = column(path, "jurisdictions_source", "id")
    history = column(path, "jurisdictions_historicalsource", "id")
    entries = column(path, "jurisdictions_historicalsource", "revision")
    revisions = column(path, "jurisdictions_revision", "number")
    assert sorted(sources) == sorted(set(history))
    assert sorted(entries) == revisions
    assert made.revision == (revisions[-1] if revisions else 0)


def column(path, table, name) -> list:
    from operations.backup.archive import read_rows

    with opened(path) as (archive, contents):
        place = contents.tables[table].columns.index(name)
        return [row[place] for row in read_rows(archive, table)]


def test_a_backup_does_not_keep_others_from_writing(tmp_path, six_writers):
    """They write while it is being made: it holds no lock that they would wait for."""
    counts = []

    def progress(tables):
        for name in tables:
            counts.append(sum(writer.written for writer in six_writers))
            if len(counts) < 4:
                six_writers[0].stopped.wait(0.5)
            yield name

    back_up(tmp_path / "slow.backup", False, progress)
    assert counts[-1] > counts[0]


# From one database to the other


@pytest.mark.thorough
@pytest.mark.skipif(os.environ.get("TEST_DATABASE") != "postgresql", reason="needs both databases")
def test_a_backup_moves_the_site_to_the_other_database_and_back(file, tmp_path):
    make_data()
    backup(file)
    there = tmp_path / "there.backup"
    with serving(f"sqlite:///{tmp_path}/other.sqlite3", tmp_path) as other:
        for command in (["migrate"], ["restore", str(file)], ["backup", str(there)]):
            done = other.manage(*command, "--verbosity", "0")
            assert not done.returncode, done.stderr
    assert tables(there) == tables(file)
    Finding.objects.all().delete()
    restore(there, yes=True)
    backup(tmp_path / "back.backup")
    assert tables(tmp_path / "back.backup") == tables(file)
