"""What is measured, as servers: regcompare on each database, a bare view, Datasette."""

import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests import postgres_server

from .servers import Server, serving
from .sizes import Size

ROOT = Path(__file__).parents[1]
DATASETTE = ROOT / ".venv-bench" / "bin" / "datasette"


def granian(application: str, workers: int = 1, threads: int = 1) -> list:
    """The command that serves an application, as `make run` does; PORT stands for the port."""
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"),
        *("--port", "PORT", "--workers", workers, "--blocking-threads", threads),
        *("--log-level", "error", application),
    ]


@contextmanager
def database(kind: str, folder: Path) -> Iterator[tuple[str, int | None]]:
    """The URL of an empty database, and the process of its server if it has one."""
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'bench.sqlite3'}", None
        return
    with postgres_server.controlled() as server:
        yield server.url, server.process.pid


@contextmanager
def regcompare(
    kind: str, size: Size, folder: Path, workers: int = 1, threads: int = 1
) -> Iterator[Server]:
    """The site with law of that size. Its data stays in `folder` for Datasette to be made from."""
    with database(kind, folder) as (url, process):
        env = settings(folder) | {"DATABASE_URL": url}
        manage(env, "migrate", "--verbosity", "0")
        manage(env, "collectstatic", "--no-input", "--verbosity", "0")
        subprocess.run([sys.executable, "-m", "benchmarks.prepare", str(size.jurisdictions),
                        str(size.criteria), str(size.versions), str(folder)],
                       cwd=ROOT, env=os.environ | env, check=True)  # fmt: skip
        command = granian("regcompare.wsgi:application", workers, threads)
        with serving(f"regcompare, {kind}", command, env, "/healthz", process) as server:
            yield server


def settings(folder: Path) -> dict[str, str]:
    return {"SECRET_KEY": secrets.token_urlsafe(50), "VAR_DIR": str(folder), "HTTPS": "off"}


def manage(env: dict, *command: str) -> None:
    subprocess.run(
        [sys.executable, "manage.py", *command], cwd=ROOT, env=os.environ | env, check=True
    )


@contextmanager
def bare(folder: Path, workers: int = 1, threads: int = 1) -> Iterator[Server]:
    command = granian("benchmarks.bare:application", workers, threads)
    with serving("bare Django view", command, settings(folder)) as server:
        yield server


@contextmanager
def datasette(folder: Path) -> Iterator[Server]:
    """Datasette over what `prepare` exported into the folder."""
    command = [DATASETTE, "serve", "-i", folder / "law.db", "-m", folder / "metadata.json"]
    command += ["--host", "127.0.0.1", "--port", "PORT", "--setting", "num_sql_threads", "1"]
    command += ["--setting", "max_csv_mb", "0", "--setting", "facet_time_limit_ms", "20000"]
    command += ["--setting", "sql_time_limit_ms", "20000"]
    with serving("Datasette", command, {}) as server:
        yield server
