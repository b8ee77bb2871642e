"""All files that spare work have one bound together: answers, those being written, and lines."""

import os
import subprocess
import sys
import time

import pytest
from django.test import Client

from jurisdictions.caching import folder, kept, room
from jurisdictions.caching.file_lines import Lines

pytestmark = pytest.mark.any_database

FILE = "/findings.csv"


@pytest.fixture(autouse=True)
def folder_of_this_test(settings, tmp_path, monkeypatch):
    monkeypatch.setattr(kept, "LONGEST", 100)
    monkeypatch.setattr(folder, "trouble", folder.Trouble())
    settings.VAR_DIR = tmp_path


def taken() -> int:
    return room.size(list(room.entries()))


def endings() -> list[str]:
    return sorted(path.suffix for path, _ in room.entries())


def bounded_to(settings, size: int) -> None:
    settings.KEPT_FILES_MB = size / 1_000_000


def test_lines_are_counted_with_the_answers(four_places, db, settings):
    reader = Client()
    reader.get(FILE).getvalue()
    assert ".lines" in endings()
    bounded_to(settings, 3 * taken())
    for address in (FILE, f"/de{FILE}"):
        for day in range(10, 20):
            reader.get(f"{address}?as_of=2026-11-{day}").getvalue()
            assert taken() <= room.bound()
    assert len(endings()) > 3


def test_answers_make_room_for_lines(settings):
    (room.made() / "an-answer").write_bytes(b"x" * 600)
    bounded_to(settings, 1000)
    lines = Lines()
    assert lines.add({1: b"x" * 400})
    assert endings() == ["", ".lines"]
    assert lines.add({2: b"x"})
    assert endings() == [".lines"]


def test_lines_of_all_processes_take_half_of_it_at_most(settings):
    bounded_to(settings, 1000)
    one, other = Lines(), Lines()
    assert one.add({1: b"x" * 300})
    assert not other.add({1: b"x" * 201})
    assert other.add({1: b"x" * 200})
    assert not one.add({2: b"x"})
    assert (one.line(1), other.line(1)) == (b"x" * 300, b"x" * 200)


def test_lines_that_nobody_holds_any_more_leave_no_file():
    lines = Lines()
    assert lines.add({1: b"x"})
    assert taken() == 1
    del lines
    assert endings() == []


def test_lines_outlive_a_folder_that_was_emptied():
    lines = Lines()
    lines.add({1: b"one"})
    for path, _ in list(room.entries()):
        path.unlink()
    assert lines.line(1) == b"one"
    assert lines.add({2: b"two"})
    assert lines.line(2) == b"two"


def killed_while_holding() -> None:
    """What a process leaves that had no time to remove it."""
    code = (
        "import os, sys, tempfile; from jurisdictions.caching import room;"
        "file = tempfile.NamedTemporaryFile(dir=sys.argv[1], suffix=room.LINES, delete=False);"
        "room.hold(file); file.write(b'x' * 900); file.flush(); os._exit(1)"
    )
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "regcompare.settings"}
    subprocess.run([sys.executable, "-c", code, room.made()], env=environment, check=False)


def grow_old() -> None:
    hours_ago = time.time() - 2 * room.ABANDONED
    for path, _ in room.entries():
        os.utime(path, (hours_ago, hours_ago))


def test_lines_of_a_killed_process_make_room_after_an_hour(settings):
    killed_while_holding()
    bounded_to(settings, 1000)
    assert not room.make_room(200)
    grow_old()
    lines = Lines()
    assert lines.add({1: b"x" * 500})
    assert taken() == 500


def test_lines_that_are_held_stay_however_old(settings):
    lines = Lines()
    lines.add({1: b"x" * 900})
    grow_old()
    bounded_to(settings, 1000)
    assert not room.make_room(200)
    assert endings() == [".lines"]


def test_an_answer_that_is_being_written_is_counted(settings, monkeypatch):
    monkeypatch.setattr(folder, "STEP", 100)
    bounded_to(settings, folder.HEAD + 1000)
    sizes = []

    def pieces():
        for _ in range(8):
            sizes.append(taken())
            yield b"x" * 100

    def beside():
        """Another answer, which is begun once this one is."""
        yield b"x" * 100
        folder.write("other", {}, pieces())
        yield from pieces()

    folder.write("one", {}, beside())
    assert len(sizes) > 8
    assert max(sizes) <= room.bound() + 2 * folder.STEP
    assert taken() <= room.bound()


@pytest.mark.parametrize(("size", "is_kept"), [(1000, True), (1001, False)])
def test_an_answer_may_fill_the_bound(settings, size, is_kept):
    bounded_to(settings, folder.HEAD + 1000)
    folder.write("one", {}, [b"x" * size])
    assert (folder.opened("one") is not None) == is_kept
