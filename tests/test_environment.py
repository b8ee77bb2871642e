"""Settings come from the environment: understood or refused, never guessed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from regcompare import environment as env
from regcompare.settings import database

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("word", ["on", "true", "1", "ON", "True"])
def test_a_switch_is_on(monkeypatch, word):
    monkeypatch.setenv("X", word)
    assert env.switch("X", default=False) is True


@pytest.mark.parametrize("word", ["off", "false", "0"])
def test_a_switch_is_off(monkeypatch, word):
    monkeypatch.setenv("X", word)
    assert env.switch("X", default=True) is False


@pytest.mark.parametrize("default", [True, False])
def test_a_switch_left_out_or_empty_keeps_its_default(monkeypatch, default):
    monkeypatch.setenv("X", "")
    assert env.switch("X", default) is default


@pytest.mark.parametrize("word", ["yes", "2", "enabled", "o n"])
def test_a_switch_refuses_other_words(monkeypatch, word):
    monkeypatch.setenv("X", word)
    with pytest.raises(ImproperlyConfigured, match="X must be one of on, true, 1, off"):
        env.switch("X", default=False)


@pytest.mark.parametrize("digits", ["-1", "1.5", "many", "0", "101"])
def test_a_number_refuses_what_is_none_or_out_of_range(monkeypatch, digits):
    monkeypatch.setenv("X", digits)
    with pytest.raises(ImproperlyConfigured, match="X must be a whole number from 1 to 100"):
        env.whole_number("X", default=5, least=1, most=100)


def test_names_are_separated_by_commas(monkeypatch):
    monkeypatch.setenv("X", " a.example , b.example,")
    assert env.names("X") == ["a.example", "b.example"]


def test_a_secret_comes_from_the_variable_or_the_file_and_is_never_made_up(monkeypatch, tmp_path):
    file = tmp_path / "key"
    monkeypatch.delenv("X", raising=False)
    with pytest.raises(ImproperlyConfigured, match="Set X"):
        env.secret("X", file)
    file.write_text("from the file\n")
    assert env.secret("X", file) == "from the file"
    monkeypatch.setenv("X", "from the variable")
    assert env.secret("X", file) == "from the variable"


@pytest.mark.parametrize("url", ["mysql://u@h/d", "oracle://u@h/d"])
def test_a_database_is_sqlite_or_postgresql(url):
    with pytest.raises(ImproperlyConfigured, match="sqlite: or postgresql:"):
        database(url)


def run(*command: str, **environment) -> subprocess.CompletedProcess:
    """Run Python in a fresh process that knows nothing but `environment`."""
    bare = {"PATH": os.environ["PATH"], "VAR_DIR": "/nonexistent", **environment}
    return subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=bare, capture_output=True, text=True, check=False
    )


def settings_in(**environment) -> str:
    """What a fresh process makes of an environment: some settings, or the error."""
    code = (
        "from regcompare import settings as s;"
        "print(s.DEBUG, s.HTTPS, s.SECURE_SSL_REDIRECT, s.SESSION_COOKIE_SECURE, s.ALLOWED_HOSTS)"
    )
    done = run("-c", code, **environment)
    return done.stdout.strip() or done.stderr.strip().splitlines()[-1]


def test_without_a_secret_key_nothing_starts():
    assert "Set SECRET_KEY" in settings_in()


def test_the_settings_are_safe_unless_told_otherwise():
    assert settings_in(SECRET_KEY="x") == "False True True True ['127.0.0.1', 'localhost', '[::1]']"


def test_debugging_is_plain_http_and_only_on_request():
    assert settings_in(SECRET_KEY="x", DEBUG="on").startswith("True False False False")


def test_the_default_settings_pass_the_checks_for_deployment():
    key = "".join(chr(33 + n) for n in range(60))
    done = run("manage.py", "check", "--deploy", "--fail-level=WARNING", SECRET_KEY=key)
    assert done.returncode == 0, done.stderr
