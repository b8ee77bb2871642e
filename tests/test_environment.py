"""Settings come from the environment: understood or refused, never guessed."""

import os
import secrets
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from regcompare import environment as env
from regcompare.settings import cache, database, replica_of

pytestmark = pytest.mark.any_database

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


@pytest.mark.parametrize(("word", "meant"), [("two", "two"), ("TWO", "two"), ("", "one")])
def test_a_choice_is_one_of_some_words_or_its_default(monkeypatch, word, meant):
    monkeypatch.setenv("X", word)
    assert env.choice("X", "one", ("one", "two")) == meant


def test_a_choice_refuses_other_words(monkeypatch):
    monkeypatch.setenv("X", "three")
    with pytest.raises(ImproperlyConfigured, match="X must be one of one, two, not 'three'"):
        env.choice("X", "one", ("one", "two"))


@pytest.mark.parametrize("address", ["", "mailto:a@b.example", "https://b.example/report"])
def test_a_contact_is_an_address_that_a_browser_opens_or_nothing(monkeypatch, address):
    monkeypatch.setenv("X", address)
    assert env.contact("X") == address


@pytest.mark.parametrize(
    "address", ["a@b.example", "mailto:b.example", "http://b.example", "mailto:a@b c"]
)
def test_a_contact_refuses_what_is_none(monkeypatch, address):
    monkeypatch.setenv("X", address)
    with pytest.raises(ImproperlyConfigured, match="X must be an address that begins with mailto:"):
        env.contact("X")


def test_names_are_separated_by_commas(monkeypatch):
    monkeypatch.setenv("X", " a.example , b.example,")
    assert env.names("X") == ["a.example", "b.example"]


KEY, OTHER_KEY = "GoLrv0NuHxnUeYzkU4jTVqGPZrbZeYg3", "8d1f0a6b2c9e47355b7c10f2e84ad963"


def test_a_secret_comes_from_the_variable_or_the_file_and_is_never_made_up(monkeypatch, tmp_path):
    file = tmp_path / "key"
    monkeypatch.delenv("X", raising=False)
    with pytest.raises(ImproperlyConfigured, match="Set X"):
        env.secret("X", file)
    file.write_text(f"{KEY}\n")
    assert env.secret("X", file) == KEY
    monkeypatch.setenv("X", OTHER_KEY)
    assert env.secret("X", file) == OTHER_KEY


GUESSED = [
    "x",
    KEY[:31],
    "x" * 60,
    "abc" * 20,
    "django-insecure-" + KEY,
    "change-me-" + KEY,
    "CHANGE ME " + KEY,
    "your-secret-key-" + KEY,
    "please_replace_me_" + KEY,
    "collecting-needs-none-0123456789-0123456789-0123456789",
]


@pytest.mark.parametrize("key", GUESSED)
def test_a_secret_that_others_could_guess_is_refused_and_not_repeated(monkeypatch, tmp_path, key):
    monkeypatch.setenv("X", key)
    with pytest.raises(ImproperlyConfigured, match=r"^X must be a random text of at least") as no:
        env.secret("X", tmp_path / "key")
    assert KEY[:31] not in str(no.value)
    assert "secrets.token_urlsafe(50)" in str(no.value)


@pytest.mark.parametrize("content", ["", "\n", "changeme\n"])
def test_so_it_is_in_the_file_which_is_named(monkeypatch, tmp_path, content):
    monkeypatch.delenv("X", raising=False)
    (tmp_path / "key").write_text(content)
    with pytest.raises(ImproperlyConfigured, match=rf"^X in {tmp_path}/key must be a random text"):
        env.secret("X", tmp_path / "key")


def test_while_one_develops_any_secret_will_do(monkeypatch, tmp_path):
    monkeypatch.setenv("X", "x")
    assert env.secret("X", tmp_path / "key", guessable=True) == "x"


@pytest.mark.parametrize("made", [secrets.token_urlsafe, secrets.token_hex])
def test_what_programs_make_at_random_is_taken(monkeypatch, tmp_path, made):
    for _turn in range(200):
        monkeypatch.setenv("X", made(24))
        assert env.secret("X", tmp_path / "key")


def test_a_secret_that_is_not_for_this_user_is_named_with_the_cure(monkeypatch, tmp_path):
    monkeypatch.delenv("X", raising=False)
    # A folder, since root may read any file.
    with pytest.raises(ImproperlyConfigured, match=r"can't be read: Is a directory\. Set X"):
        env.secret("X", tmp_path)


@pytest.mark.parametrize("url", ["mysql://u@h/d", "oracle://u@h/d", "hello", "/var/db.sqlite3"])
def test_a_database_is_sqlite_or_postgresql(url):
    with pytest.raises(ImproperlyConfigured, match=r"^X must begin with sqlite: or postgresql:"):
        database(url, "X")


@pytest.mark.parametrize(
    "url",
    [
        "sqlite:",
        "sqlite://",
        "sqlite:///",
        "sqlite:site.db",
        "sqlite://host/d",
        "sqlite:///:memory:",
    ],
)
def test_an_address_of_sqlite_has_the_path_of_a_file_and_nothing_else(url):
    with pytest.raises(ImproperlyConfigured, match=r"^X must be an address such as sqlite:////srv"):
        database(url, "X")


def test_a_file_of_sqlite_is_where_its_address_says():
    assert database("sqlite:////srv/site.db", "X")["NAME"] == "/srv/site.db"
    assert database("sqlite:///site.db", "X")["NAME"] == "site.db"
    assert database("sqlite://:memory:", "X")["NAME"] == ":memory:"


@pytest.mark.parametrize("url", ["postgresql:", "postgresql://", "postgresql://u:secret@h/"])
def test_an_address_of_postgresql_names_its_database(url):
    with pytest.raises(ImproperlyConfigured, match=r"^X names no database: postgresql:") as no:
        database(url, "X")
    assert "secret" not in str(no.value)


def test_a_service_of_postgresql_may_name_it():
    assert database("postgresql://?service=site", "X")["OPTIONS"]["service"] == "site"


SQLITE, POSTGRESQL = "sqlite:////srv/site.db", "postgresql://h/d"


@pytest.mark.parametrize(
    ("primary", "replica", "named"),
    [
        (POSTGRESQL, SQLITE, "DATABASE_REPLICA_URL"),
        (SQLITE, POSTGRESQL, "DATABASE_URL"),
        (SQLITE, SQLITE, "DATABASE_REPLICA_URL"),
    ],
)
def test_only_postgresql_has_a_replica(primary, replica, named):
    with pytest.raises(ImproperlyConfigured, match=rf"^{named} must begin with postgresql: where"):
        replica_of(database(primary), replica)
    assert replica_of(database(POSTGRESQL), POSTGRESQL)["NAME"] == "d"


def test_a_folder_may_be_missing_and_is_no_file(monkeypatch, tmp_path):
    monkeypatch.setenv("X", str(tmp_path / "new"))
    assert env.folder("X", tmp_path) == tmp_path / "new"
    monkeypatch.setenv("X", __file__)
    with pytest.raises(ImproperlyConfigured, match=f"^X must be a folder, and {__file__} is none."):
        env.folder("X", tmp_path)


@pytest.mark.parametrize("url", ["postgresql://u:pass/word@h/d", "postgresql://u:pass@h:port/d"])
def test_an_address_that_is_none_is_named_without_its_password(url):
    with pytest.raises(ImproperlyConfigured, match=r"^X must be an address such as") as refusal:
        database(url, "X")
    assert "pass/word" not in str(refusal.value)
    assert "u:pass@" not in str(refusal.value)


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ("connect_timeout=abc", "X must have a whole number as connect_timeout."),
        ("connect_timeout=-1", "X must have a whole number as connect_timeout."),
        ("keepalives_idle=soon", "X must have a whole number as keepalives_idle."),
        ("sslmode=on", "X must have one of disable, allow, prefer, require, verify-ca"),
        ("connect_timeot=5", "X has an option that PostgreSQL lacks: 'connect_timeot'."),
    ],
)
def test_an_option_that_postgresql_can_not_take_is_named(option, said):
    with pytest.raises(ImproperlyConfigured) as refusal:
        database(f"postgresql://u:pass@h/d?{option}", "X")
    assert str(refusal.value).startswith(said)
    assert "u:pass" not in str(refusal.value)


def test_options_that_postgresql_takes_are_taken():
    given = "host=/tmp&connect_timeout=5&sslmode=verify-full&application_name=regcompare"
    options = database(f"postgresql:///d?{given}", "X")["OPTIONS"]
    assert options["connect_timeout"] == 5
    assert options["sslmode"] == "verify-full"


CACHES = [
    "redis://",
    "redis://h",
    "redis://:pass@h:6379/0",
    "rediss://u:pass@h:6380/1/",
    "redis://h/2?socket_timeout=1.5",
    "unix:///run/redis.sock?db=1",
]


@pytest.mark.parametrize("url", CACHES)
def test_a_cache_is_an_address_of_redis(url):
    assert cache(url)["LOCATION"] == url


@pytest.mark.parametrize(
    "url",
    [
        "redis://:secret@h:port/0",
        "redis://:sec/ret@h/0",
        "redis://h:70000/0",
        "redis://h:0/0",
        "redis://h/first",
        "redis://h/0?socket_timeot=1",
        "redis://h/0?socket_timeout=abc",
        "redis://h/0?protocol=9",
        "rediss://h/0?ssl_cert_reqs=maybe",
        "unix:///run/redis.sock?db=first",
    ],
)
def test_a_cache_that_would_never_work_is_refused_without_its_password(url):
    with pytest.raises(ImproperlyConfigured, match=r"^CACHE_URL must be an address such as") as no:
        cache(url)
    assert "secret" not in str(no.value)
    assert no.value.__cause__ is None


HOSTS = ["example.org", ".example.org", "a-b.example", "web_1", "*", "127.0.0.1", "[::1]", "A.B"]


def test_hosts_are_names_as_requests_have_them(monkeypatch):
    monkeypatch.setenv("X", ",".join(HOSTS))
    assert env.hosts("X", default="") == HOSTS


@pytest.mark.parametrize(
    "host", ["https://example.org", "example.org:8000", "example.org/", "a b", "*.example.org"]
)
def test_what_no_request_ever_has_is_refused_as_a_host(monkeypatch, host):
    monkeypatch.setenv("X", f"example.org,{host}")
    with pytest.raises(ImproperlyConfigured, match="X must be a list of names such as"):
        env.hosts("X", default="")


@pytest.mark.parametrize("given", ["", " ", ",", " , "])
def test_there_are_always_hosts(monkeypatch, given):
    monkeypatch.setenv("X", given)
    assert env.hosts("X", default="a.example,b.example") == ["a.example", "b.example"]


ORIGINS = [
    "https://example.org",
    "http://localhost:8000",
    "https://*.example.org",
    "http://[::1]",
    "https://example.org:1",
    "https://example.org:65535",
    "http://example.org:443",
]


def test_origins_are_what_browsers_send(monkeypatch):
    monkeypatch.setenv("X", ",".join(ORIGINS))
    assert env.origins("X") == ORIGINS


@pytest.mark.parametrize(
    "origin",
    [
        "example.org",
        "https://example.org/",
        "https://Example.org",
        "https://*",
        "ftp://a",
        "https://a:",
        "https://a:0",
        "https://a:08000",
        "https://a:65536",
        "https://a:99999",
        # Browsers leave out the port that a scheme has anyway.
        "https://a:443",
        "http://a:80",
    ],
)
def test_what_no_browser_sends_is_refused_as_an_origin(monkeypatch, origin):
    monkeypatch.setenv("X", origin)
    with pytest.raises(ImproperlyConfigured, match="X must be a list of origins such as https:"):
        env.origins("X")


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


def test_with_a_key_that_others_could_guess_nothing_starts_unless_one_develops():
    assert "SECRET_KEY must be a random text of at least 32" in settings_in(SECRET_KEY="x" * 60)
    assert settings_in(SECRET_KEY="x" * 60, DEBUG="on").startswith("True")


def test_the_settings_are_safe_unless_told_otherwise():
    assert settings_in(SECRET_KEY=KEY) == "False True True True ['127.0.0.1', 'localhost', '[::1]']"


def test_debugging_is_plain_http_and_only_on_request():
    assert settings_in(SECRET_KEY="x", DEBUG="on").startswith("True False False False")


@pytest.mark.thorough
def test_the_default_settings_pass_the_checks_for_deployment():
    key = "".join(chr(33 + n) for n in range(60))
    done = run("manage.py", "check", "--deploy", "--fail-level=WARNING", SECRET_KEY=key)
    assert done.returncode == 0, done.stderr


WRONG = {"SECRET_KEY": KEY, "HTTPS": "maybe"}
SAID = "HTTPS must be one of on, true, 1, off, false, 0, not 'maybe'."


def test_a_command_says_what_is_wrong_with_a_setting_in_a_sentence():
    done = run("manage.py", "check_data", **WRONG)
    assert (done.returncode, done.stderr) == (1, f"ImproperlyConfigured: {SAID}\n")


@pytest.mark.thorough
@pytest.mark.parametrize("entry", ["wsgi", "asgi"])
def test_so_does_the_server(entry):
    done = run("-c", f"import regcompare.{entry}", **WRONG)
    assert (done.returncode, done.stderr) == (1, f"regcompare can't start: {SAID}\n")
