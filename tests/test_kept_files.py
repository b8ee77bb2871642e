"""A long answer is kept as a file: made once, whole or not at all, within a bound."""

import gzip
import logging
import os
import random
import time
from datetime import timedelta
from pathlib import Path

import brotli
import pytest
from django.core.signals import request_finished
from django.db import close_old_connections
from django.http import StreamingHttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone

from jurisdictions.caching import folder, kept, room
from jurisdictions.models import Finding, Stamp
from jurisdictions.views.page import page

pytestmark = pytest.mark.any_database

FILES = [
    "/findings.csv",
    "/findings.json",
    "/findings.md",
    "/de/findings.csv",
    "/sources.csv?kind=official",
]
FORMS = [("", bytes), ("gzip", gzip.decompress), ("br", brotli.decompress)]
LONG = "/findings.csv"


@pytest.fixture(autouse=True)
def long_answers(settings, tmp_path, monkeypatch):
    """Every stream is too long for the cache; its file lies in a folder of this test."""
    monkeypatch.setattr(kept, "LONGEST", 100)
    monkeypatch.setattr(folder, "trouble", folder.Trouble())
    settings.VAR_DIR = tmp_path


@pytest.fixture
def reader(four_places, db):
    return Client()


def get(reader, address: str, form: str = ""):
    return reader.get(address, headers={"Accept-Encoding": form})


def answers(tmp_path) -> list[Path]:
    """All files but those in which a process holds lines."""
    return [path for path in (tmp_path / "kept").iterdir() if path.suffix != room.LINES]


def names(tmp_path) -> set[str]:
    return {path.name for path in answers(tmp_path)}


@pytest.mark.parametrize("address", FILES)
def test_the_second_reader_gets_the_same_bytes_after_one_query(
    reader, address, django_assert_num_queries
):
    first = reader.get(address).getvalue()
    with django_assert_num_queries(1):
        again = reader.get(address).getvalue()
    assert again == first
    assert len(first) > kept.LONGEST


@pytest.mark.parametrize(("form", "read"), FORMS)
def test_each_form_has_a_strong_tag_of_its_own_from_the_first_reader_on(reader, form, read):
    plain = get(reader, LONG)
    text, tags = plain.getvalue(), set()
    for _ in range(2):
        answer = get(reader, LONG, form)
        assert read(answer.getvalue()) == text
        assert answer.get("Content-Encoding", "") == form
        assert answer["Vary"] == "Accept-Encoding"
        tags.add(answer["ETag"])
    [tag] = tags
    assert not tag.startswith("W/")
    assert (tag == plain["ETag"]) == (form == "")
    held = {"If-None-Match": tag}
    assert reader.get(LONG, headers=held).status_code == 304


@pytest.mark.parametrize("first", ["", "gzip", "br"])
@pytest.mark.parametrize(("form", "read"), FORMS)
def test_another_form_is_made_of_the_one_that_is_kept(
    reader, first, form, read, django_assert_num_queries
):
    get(reader, LONG, first).getvalue()
    with django_assert_num_queries(3):
        packed = [get(reader, LONG, form).getvalue() for _ in range(2)]
        plain = get(reader, LONG).getvalue()
    assert packed[0] == packed[1]
    assert read(packed[0]) == plain


def test_a_kept_file_has_the_headers_of_the_first_and_its_length(reader):
    Stamp.objects.update(moved_at=timezone.now() - timedelta(hours=1))
    first = reader.get(LONG)
    length = len(first.getvalue())
    again = reader.get(LONG)
    ours = {"X-Request-ID", "Date", "Content-Length"}
    assert {k: v for k, v in first.items() if k not in ours} == {
        k: v for k, v in again.items() if k not in ours
    }
    assert again["Content-Length"] == str(length)
    assert len(again.getvalue()) == length


def test_head_tells_the_length_of_a_kept_file(reader):
    length = len(reader.get(LONG).getvalue())
    answer = reader.head(LONG)
    assert (answer.status_code, answer["Content-Length"]) == (200, str(length))


def test_a_write_makes_another_file(reader):
    before = reader.get(LONG)
    assert "Another answer" not in before.getvalue().decode()
    Finding.objects.filter(jurisdiction__slug="dubai").update(answer="Another answer")
    after = reader.get(LONG, headers={"If-None-Match": before["ETag"]})
    assert after.status_code == 200
    assert "Another answer" in after.getvalue().decode()


# Longer than a piece that is read of a file, however well it is compressed.
LETTERS = random.Random(1).randbytes(4 * folder.PIECE)


@page
def long(request):
    return StreamingHttpResponse(iter([LETTERS[:1000], LETTERS[1000:]]))


@page
def failing(request):
    def pieces():
        yield b"x" * 1000
        raise ConnectionError("The database went away.")

    return StreamingHttpResponse(pieces())


def asked(view):
    return view(RequestFactory().get("/", headers={"Accept-Encoding": "br"}))


def test_of_a_stream_that_fails_nobody_gets_a_part_and_nothing_is_kept(db, tmp_path):
    """A server that has begun to send ends such an answer as if that was all of it."""
    with pytest.raises(ConnectionError):
        asked(failing)
    assert names(tmp_path) == set()


def test_who_hangs_up_leaves_a_whole_file_to_the_next(db, tmp_path):
    response = asked(long)
    assert len(next(iter(response))) < int(response["Content-Length"])
    hang_up(response)
    assert len(names(tmp_path)) == 1
    again = asked(long)
    assert again["Content-Length"] == response["Content-Length"]
    assert brotli.decompress(again.getvalue()) == LETTERS


def hang_up(response) -> None:
    """Close the answer, and leave the connection of the test open."""
    request_finished.disconnect(close_old_connections)
    response.close()
    request_finished.connect(close_old_connections)


@pytest.mark.parametrize(("form", "read"), FORMS)
def test_what_is_sent_while_it_is_made_is_kept_by_nobody(reader, settings, form, read):
    """It may be cut off, and nobody would see it."""
    whole = get(reader, LONG).getvalue()
    settings.KEPT_FILES_MB = 0
    for path in (settings.VAR_DIR / "kept").iterdir():
        path.unlink()
    answer = get(reader, LONG, form)
    assert read(answer.getvalue()) == whole
    assert (answer["Cache-Control"], answer["Vary"]) == ("no-store", "Accept-Encoding")
    assert "ETag" not in answer


def test_a_file_that_lost_its_end_is_made_anew(reader, tmp_path):
    first = reader.get(LONG).getvalue()
    [file] = answers(tmp_path)
    os.truncate(file, file.stat().st_size - 1)
    assert reader.get(LONG).getvalue() == first
    assert file.stat().st_size == folder.HEAD + len(first)


def test_two_may_make_a_file_at_once(reader, tmp_path):
    one, other = reader.get(LONG), reader.get(LONG)
    streams = iter(one), iter(other)
    texts = [b"".join(stream) for stream in streams]
    assert texts[0] == texts[1] == reader.get(LONG).getvalue()
    assert len(names(tmp_path)) == 1


def test_where_no_folder_can_be_made_readers_get_their_answer_and_the_log_one_line(
    reader, settings, tmp_path, caplog
):
    settings.VAR_DIR = tmp_path / "nowhere"
    with caplog.at_level(logging.WARNING, folder.logger.name):
        texts = [reader.get(LONG).getvalue() for _ in range(3)]
    assert texts[0].startswith(b"jurisdiction,")
    assert texts == texts[:1] * 3
    assert len([r for r in caplog.records if r.name == folder.logger.name]) == 1


def test_a_full_disk_costs_the_reader_nothing_and_leaves_no_file(reader, monkeypatch, tmp_path):
    full = OSError(28, "No space left on device")

    class Full(folder.Aside):
        def begin(self):
            super().begin()
            self.file.write = self.no_room

        def no_room(self, piece):
            raise full

    whole = reader.get(f"{LONG}?as_of=2026-11-20").getvalue()
    monkeypatch.setattr(folder, "Aside", Full)
    assert reader.get(LONG).getvalue().count(b"\n") == whole.count(b"\n")
    assert len(names(tmp_path)) == 1


def test_the_files_used_longest_ago_make_room_for_a_new_one(reader, settings, tmp_path):
    addresses = [f"{LONG}?as_of=2026-11-{day}" for day in (10, 11, 12)]
    files = []
    for number, address in enumerate(addresses):
        reader.get(address).getvalue()
        [new] = names(tmp_path) - set(files)
        files.append(new)
        hour = time.time() - 3600 * (9 - number)
        os.utime(tmp_path / "kept" / new, (hour, hour))
    sizes = sum(path.stat().st_size for path in (tmp_path / "kept").iterdir())
    reader.get(addresses[0]).getvalue()
    settings.KEPT_FILES_MB = (sizes + 1000) / 1_000_000
    reader.get(f"{LONG}?as_of=2026-11-13").getvalue()
    assert [name in names(tmp_path) for name in files] == [True, False, True]
    assert sum(f.stat().st_size for f in (tmp_path / "kept").iterdir()) <= room.bound()


def test_what_a_killed_process_left_goes_after_an_hour(reader, settings, tmp_path):
    (tmp_path / "kept").mkdir()
    old, young = (tmp_path / "kept" / f"{name}{room.UNFINISHED}" for name in ("old", "young"))
    for file, hours in ((old, 2), (young, 0.5)):
        file.write_bytes(b"x" * 1_000_000)
        moment = time.time() - 3600 * hours
        os.utime(file, (moment, moment))
    settings.KEPT_FILES_MB = 1
    reader.get(LONG).getvalue()
    assert not old.exists()
    assert young.exists()


@pytest.mark.parametrize("megabytes", [0, 0.001])
def test_a_file_that_finds_no_room_is_not_kept(reader, settings, tmp_path, megabytes):
    settings.KEPT_FILES_MB = megabytes
    for _ in range(2):
        assert reader.get(LONG).getvalue().startswith(b"jurisdiction,")
    assert not (tmp_path / "kept").exists() or names(tmp_path) == set()
