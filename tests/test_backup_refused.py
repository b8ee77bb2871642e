"""What is damaged, foreign or of another version is refused with a sentence; nothing is changed."""

import json
import random
import zipfile

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from jurisdictions.models import Finding, Source
from operations.backup import BackupError, opened
from operations.backup.archive import MANIFEST, sealed
from tests.factories import make_finding, make_source

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def file(tmp_path):
    """A sound backup; afterwards the database has moved on."""
    path = tmp_path / "site.backup"
    make_finding()
    call_command("backup", path, verbosity=0)
    make_source(slug="made-later")
    return path


def refused(file, sentence):
    before = Finding.objects.count()
    with pytest.raises(CommandError, match=sentence) as refusal:
        call_command("restore", file, yes=True, verbosity=0)
    assert str(refusal.value).endswith("Nothing was changed.")
    assert Source.objects.filter(slug="made-later").exists()
    assert Finding.objects.count() == before


def rewritten(file, **changes):
    """The same backup with another content, and a seal that fits it."""
    with zipfile.ZipFile(file) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    with sealed(file, replace=True) as archive:
        for name, text in content.items():
            archive.writestr(name, changes[name](text) if name in changes else text)
    return file


def with_manifest(file, change):
    def changed(text):
        manifest = json.loads(text)
        change(manifest)
        return json.dumps(manifest)

    return rewritten(file, **{MANIFEST: changed})


def test_any_changed_byte_is_noticed(file):
    whole = file.read_bytes()
    chosen = random.Random(7)
    places = {0, 1, len(whole) - 1, len(whole) - 64, len(whole) - 65, len(whole) // 2}
    for place in places | {chosen.randrange(len(whole)) for _ in range(60)}:
        damaged = bytearray(whole)
        damaged[place] ^= 1 << chosen.randrange(8)
        file.write_bytes(damaged)
        with pytest.raises(BackupError), opened(file):
            raise AssertionError(f"byte {place} was changed unnoticed")


def test_a_damaged_backup_is_refused(file):
    whole = bytearray(file.read_bytes())
    whole[len(whole) // 3] ^= 255
    file.write_bytes(whole)
    refused(file, "is damaged: its content doesn't fit its checksum")


@pytest.mark.parametrize("left", [0.5, 0.99])
def test_a_part_of_a_backup_is_refused(file, left):
    whole = file.read_bytes()
    file.write_bytes(whole[: int(len(whole) * left)])
    refused(file, "is cut off, or no backup")


@pytest.mark.parametrize("content", [b"", b"anything else", b"x" * 100_000])
def test_another_file_is_refused(file, content):
    file.write_bytes(content)
    refused(file, "is no backup of regcompare")


def test_another_archive_is_refused(file):
    with sealed(file, replace=True) as archive:
        archive.writestr("letter.txt", "Dear Sir or Madam")
    refused(file, "is no backup of regcompare")


def test_a_file_that_is_not_there_is_refused(file):
    refused(file.with_suffix(".missing"), "can't be read: No such file or directory")


def test_a_form_of_the_future_is_refused(file):
    with_manifest(file, lambda said: said.update(format="regcompare-backup/2"))
    refused(file, "has the form regcompare-backup/2; only regcompare-backup/1 is known here")


def test_a_backup_of_a_newer_version_is_refused(file):
    with_manifest(file, lambda said: said["migrations"].append("jurisdictions.9999_later"))
    refused(file, "by a newer or another version: it knows jurisdictions.9999_later")


def test_a_backup_of_an_older_version_is_refused(file):
    with_manifest(file, lambda said: said["migrations"].remove("jurisdictions.0002_revisions"))
    refused(file, "by an older version, before jurisdictions.0002_revisions")


def test_other_columns_are_refused(file):
    with_manifest(file, lambda said: said["tables"]["jurisdictions_source"]["columns"].pop())
    refused(file, "has other tables or columns")


def test_rows_that_are_not_there_are_noticed(file):
    rewritten(file, **{"tables/jurisdictions_finding.jsonl": lambda text: b""})
    refused(file, "the rows of jurisdictions_finding are not 1")


def test_a_backup_that_contradicts_itself_is_refused(file):
    """A finding of a jurisdiction that is not in it."""
    rewritten(file, **{"tables/jurisdictions_jurisdiction.jsonl": lambda text: b""})
    with_manifest(file, lambda said: said["tables"]["jurisdictions_jurisdiction"].update(rows=0))
    refused(file, "contradicts itself")


def test_rows_of_another_shape_are_refused(file):
    """The seal is no proof against whoever can make one."""
    rewritten(file, **{"tables/jurisdictions_finding.jsonl": lambda text: b'["too short"]\n'})
    refused(file, "It holds a row of jurisdictions_finding that can't be read")


def test_a_value_of_another_kind_is_refused(file):
    def changed(text):
        return text.replace(b"2024-01-01", b"next year!")

    rewritten(file, **{"tables/jurisdictions_finding.jsonl": changed})
    refused(file, "It holds a row of jurisdictions_finding that can't be read")


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite holds numbers of any size")
def test_a_value_for_which_this_database_has_no_room_is_refused(file):
    """As from a SQLite that somebody wrote to past the site."""

    def changed(text):
        rows = [json.loads(line) for line in text.splitlines()]
        return "".join(json.dumps(oversized(row)) + "\n" for row in rows).encode()

    rewritten(file, **{"tables/jurisdictions_section.jsonl": changed})
    refused(file, "The database refused the backup: .*out of range for type smallint")


def oversized(row: list) -> list:
    """The row of a section with a position that no smallint holds: its only number but the key."""
    key, *others = row
    return [key, *(99_999 if isinstance(value, int) else value for value in others)]
