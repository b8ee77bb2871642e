"""Pytest plugin: gives the tests an environment and a database of their own.

Loaded with `-p tests.database` (pyproject.toml), hence before the settings are read.
TEST_DATABASE chooses sqlite (the default) or postgresql.
"""

import gc
import os
import secrets
import sqlite3
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests import postgres_server


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config):
    """Prepare the environment before pytest-django reads the settings from it."""
    # Under xdist the controller has done so, and its workers inherit the result.
    if worker := os.environ.get("PYTEST_XDIST_WORKER"):
        os.environ["VAR_DIR"] = str(prepared_var_dir(Path(os.environ["VAR_DIR"], worker)))
    else:
        resources = ExitStack()
        early_config.add_cleanup(resources.close)
        os.environ.update(environment(resources))


def pytest_configure():
    """Change the settings that no environment variable reaches."""
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES["staticfiles"] = {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
    }
    # Every client would look through all folders for static files.
    settings.WHITENOISE_USE_FINDERS = False
    if chosen_database() == "sqlite":
        # Django would test in memory, where threads share one connection; xdist adds its suffix.
        name = settings.VAR_DIR / "test.sqlite3"
        settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = str(name)
        # The data is thrown away, so it need not survive a power cut.
        options = settings.DATABASES["default"]["OPTIONS"]
        options["init_command"] = options["init_command"].replace("FULL", "OFF")


def pytest_collection_finish():
    """Look through all objects for rubbish twenty times less often.

    Thousands of tests and the templates of all pages live until the end: it found next to nothing
    and took a sixth of the time.
    """
    gc.collect()
    gc.freeze()
    young, middle, _ = gc.get_threshold()
    gc.set_threshold(young, middle, 200)


@pytest.hookimpl(wrapper=True, optionalhook=True)
def pytest_xdist_auto_num_workers(config):
    """One process more than cores on PostgreSQL: while one waits for its server, another works. A
    quick run is over before it has made up for its start.
    """
    cores = yield
    return cores + (chosen_database() == "postgresql" and config.getoption("part") != "quick")


def pytest_report_header() -> str:
    """Say which database runs."""
    if chosen_database() == "sqlite":
        return f"database: SQLite {sqlite3.sqlite_version}"
    return f"database: {postgres_server.version()}"


def environment(resources: ExitStack) -> dict[str, str]:
    """The environment variables for a test run; what must be cleaned up goes to `resources`."""
    folder = resources.enter_context(TemporaryDirectory(prefix="regcompare-"))
    var_dir = prepared_var_dir(Path(folder))
    return {
        "SECRET_KEY": secrets.token_urlsafe(),
        "TEST_FOLDER": folder,  # of all processes of this run
        "VAR_DIR": str(var_dir),
        "DATABASE_URL": database_url(var_dir, resources),
        "HTTPS": "off",  # the test client speaks plain HTTP
    }


def prepared_var_dir(folder: Path) -> Path:
    """A place for the files of one process, which shares its counts with no other."""
    (folder / "static").mkdir(parents=True)  # WhiteNoise warns when it is missing
    return folder


def database_url(var_dir: Path, resources: ExitStack) -> str:
    """The URL of the chosen database; a PostgreSQL server is started first."""
    if chosen_database() == "postgresql":
        return resources.enter_context(postgres_server.running())
    return f"sqlite:///{var_dir / 'regcompare.sqlite3'}"


def chosen_database() -> str:
    """The value of TEST_DATABASE; anything unknown is refused."""
    name = os.environ.get("TEST_DATABASE") or "sqlite"
    if name not in ("sqlite", "postgresql"):
        raise pytest.UsageError(f"TEST_DATABASE must be sqlite or postgresql, not {name!r}.")
    return name
