"""Where a command can't go on, it says why in a sentence, without a traceback."""

import os
import signal
import sqlite3
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.db import OperationalError, ProgrammingError, connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

from operations import commands

from .factories import make_editor, make_source
from .readers import make_report
from .test_environment import KEY, run

pytestmark = pytest.mark.django_db

SWITCH = {"sqlite": "PRAGMA query_only = {}", "postgresql": "SET TRANSACTION READ ONLY"}
SAID = {
    "sqlite": "The database refused{}: attempt to write a readonly database.",
    "postgresql": "The database refused{}: cannot execute {} in a read-only transaction.",
}


@contextmanager
def read_only():
    """Inside, the database takes no changes."""
    with transaction.atomic():
        switch("on")
        yield
        transaction.set_rollback(True)  # with which PostgreSQL's switch goes back
    if connection.vendor == "sqlite":
        switch("off")


def switch(on: str):
    with connection.cursor() as cursor:
        cursor.execute(SWITCH[connection.vendor].format(on))


@pytest.mark.parametrize(
    ("command", "what", "statement"),
    [
        (["load_data", "vocabulary"], " the load", "INSERT"),
        (["rebuild_search"], "", "DELETE"),
        (["make_groups"], "", "INSERT"),
        (["check_links"], "", "INSERT"),
        (["forget_readers"], "", "UPDATE"),
        (["forget_sign_ins"], "", "DELETE"),
        (["reset_second_factor", "ada"], "", "DELETE"),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_a_command_that_writes_names_it(settings, command, what, statement):
    settings.LINK_CHECK_CONTACT = "editor@example.org"
    make_source(url="https://example.org/")
    make_report(email="reader@example.org")
    Group.objects.all().delete()
    TOTPDevice.objects.create(user=make_editor(username="ada"), name="phone")
    with read_only(), pytest.raises(CommandError) as refused, commands.refusals_named():
        call_command(*command, verbosity=0)
    assert str(refused.value).startswith(SAID[connection.vendor].format(what, statement))


def test_so_does_djangos_own_load():
    told = pytest.raises(CommandError, match=r"^The database refused: .* read-?only")
    with read_only(), told, commands.refusals_named():
        call_command("loaddata", "vocabulary", verbosity=0)


@pytest.mark.parametrize("command", ["clean_old_history", "clean_duplicate_history"])
def test_what_pages_at_a_revision_are_made_of_no_command_cleans(command):
    source = make_source()
    source.history.update(history_date=timezone.now() - timedelta(days=4000))
    with pytest.raises(CommandError, match="The history stays whole"):
        call_command(command, auto=True, verbosity=0)
    assert source.history.count() == 1


def failing(error: Exception, cause: Exception):
    def command_line(arguments):
        raise error from cause

    return command_line


def locked() -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("database is locked")
    error.sqlite_errorcode = sqlite3.SQLITE_BUSY
    return error


def test_on_the_command_line_it_is_the_last_that_is_said(monkeypatch):
    refusal = failing(OperationalError("database is locked"), locked())
    monkeypatch.setattr(commands, "execute_from_command_line", refusal)
    with pytest.raises(SystemExit) as end:
        commands.run(["manage.py", "clearsessions"])
    assert end.value.code.startswith("CommandError: The database refused: database is locked.")
    with pytest.raises(CommandError):
        commands.run(["manage.py", "clearsessions", "--traceback"])


@contextmanager
def older_than_the_code():
    """Inside, a table is called otherwise, and a migration wasn't heard of."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE jurisdictions_source RENAME TO jurisdictions_paper")
        MigrationRecorder(connection).migration_qs.filter(app="jurisdictions").latest("pk").delete()
        # PostgreSQL answers nothing more in a transaction in which something failed.
        with transaction.atomic():
            yield
        transaction.set_rollback(True)


@pytest.mark.parametrize("command", [["check_links"], ["load_data", "vocabulary"]])
def test_a_database_that_is_older_than_the_code_is_named_with_the_cure(settings, command):
    settings.LINK_CHECK_CONTACT = "editor@example.org"
    with older_than_the_code(), pytest.raises(CommandError) as refused, commands.refusals_named():
        call_command(*command, verbosity=0)
    told = "This database is older than the code: run `manage.py migrate` first."
    assert str(refused.value) == told


@pytest.mark.parametrize("arguments", [["load_data"], ["load_data", "--traceback"]])
def test_ctrl_c_ends_a_command_in_a_sentence(monkeypatch, capsys, arguments):
    stop = failing(KeyboardInterrupt(), None)
    monkeypatch.setattr(commands, "execute_from_command_line", stop)
    with pytest.raises(SystemExit) as end:
        commands.run(["manage.py", *arguments])
    assert end.value.code == 130
    assert capsys.readouterr().err == (
        "Stopped. What was finished stays; what it was at was not kept.\n"
    )


def test_being_told_to_end_is_the_same_with_the_status_of_that(monkeypatch, capsys):
    """As systemd, cron's timeout and a container that stops tell a command."""
    tidied = []

    def command_line(arguments):
        try:
            os.kill(os.getpid(), signal.SIGTERM)
        finally:
            tidied.append(arguments)

    monkeypatch.setattr(commands, "execute_from_command_line", command_line)
    before = signal.signal(signal.SIGTERM, lambda *args: pytest.fail("nobody listens"))
    try:
        with pytest.raises(SystemExit) as end:
            commands.run(["manage.py", "backup", "file"])
    finally:
        signal.signal(signal.SIGTERM, before)
    assert end.value.code == 143
    assert tidied
    assert capsys.readouterr().err.startswith("Stopped.")


@pytest.mark.parametrize(
    "fault",
    [
        OperationalError("sending query failed: another command is already in progress"),
        sqlite3.ProgrammingError("Cannot operate on a closed database."),
        CommandError("The database refused."),
    ],
    ids=lambda fault: type(fault).__name__,
)
@pytest.mark.parametrize(("stop", "status"), [(KeyboardInterrupt, 130), (commands.Terminated, 143)])
def test_a_stop_is_a_stop_though_tidying_up_after_it_fails(
    monkeypatch, capsys, fault, stop, status
):
    """A connection may be in the midst of a statement then."""

    def command_line(arguments):
        try:
            raise stop
        finally:
            raise fault

    monkeypatch.setattr(commands, "execute_from_command_line", command_line)
    with pytest.raises(SystemExit) as end:
        commands.run(["manage.py", "backup", "file"])
    assert end.value.code == status
    assert capsys.readouterr().err.startswith("Stopped.")


@pytest.mark.parametrize(("dealt_with", "status"), [(False, 130), (True, 7)])
def test_of_a_stop_that_a_command_dealt_with_it_gives_the_status_itself(
    monkeypatch, capsys, dealt_with, status
):
    def handle(self, **options):
        try:
            raise KeyboardInterrupt
        except KeyboardInterrupt as stop:
            raise CommandError("Said already.", returncode=7) from (None if dealt_with else stop)

    monkeypatch.setattr("operations.management.commands.restore.Command.handle", handle)
    with pytest.raises(SystemExit) as end:
        commands.run(["manage.py", "restore", "file"])
    assert end.value.code == status
    assert ("Stopped." in capsys.readouterr().err) is not dealt_with


def test_a_fault_of_the_code_keeps_its_traceback(monkeypatch):
    fault = failing(ProgrammingError("no such table"), sqlite3.OperationalError("no such table"))
    monkeypatch.setattr(commands, "execute_from_command_line", fault)
    with pytest.raises(ProgrammingError):
        commands.run(["manage.py", "clearsessions"])


@pytest.mark.thorough
@pytest.mark.any_database
def test_of_a_postgresql_that_takes_nobody_a_command_says_why(tmp_path):
    # Nothing listens on port 1.
    environment = {"SECRET_KEY": KEY, "VAR_DIR": str(tmp_path)}
    address = "postgresql://somebody:secret@127.0.0.1:1/regcompare"
    done = run("manage.py", "migrate", DATABASE_URL=address, **environment)
    assert done.returncode
    assert "The database refused: couldn't get a connection" in done.stderr
    assert "port 1 failed: Connection refused" in done.stderr
    assert "secret" not in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.few(1)
@pytest.mark.parametrize("command", ["migrate", "check_data"])
def test_a_file_of_sqlite_that_can_not_be_opened_is_named(tmp_path, command):
    file = tmp_path / "missing" / "site.db"
    done = run("manage.py", command, DATABASE_URL=f"sqlite:///{file}", SECRET_KEY=KEY)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == (
        f"CommandError: The file of the database, {file}, can't be opened. Its folder has to be "
        "there, and this user has to be able to write to both."
    )
    assert "Traceback" not in done.stderr


@pytest.mark.thorough
def test_a_folder_that_can_not_be_written_is_named():
    done = run("manage.py", "collectstatic", "--no-input", SECRET_KEY=KEY, VAR_DIR="/proc/none")
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == "/proc/none: No such file or directory."
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("error", "arguments"),
    [
        (OSError("No file"), ["load_data"]),
        (OSError(2, "Gone", "file"), ["load_data", "--traceback"]),
    ],
)
def test_other_errors_of_the_system_keep_their_traceback(monkeypatch, error, arguments):
    monkeypatch.setattr(commands, "execute_from_command_line", failing(error, None))
    with pytest.raises(OSError, match=r"No file|Gone"):
        commands.run(["manage.py", *arguments])
