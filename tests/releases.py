"""Making and reading releases in tests."""

import json
from datetime import date
from pathlib import Path

from jurisdictions import releasing

DAY = date(2026, 11, 24)
VERSION = "2026-11-24"


def release(folder: Path, day: date = DAY) -> releasing.Outcome:
    return releasing.release(folder, day)


def released(folder: Path, path: str, version: str = VERSION) -> str:
    """The text of a file of a version."""
    return (folder / version / path).read_text()


def records(folder: Path, table: str, version: str = VERSION) -> list[dict]:
    return json.loads(released(folder, f"json/{table}.json", version))


def versions(folder: Path) -> list[str]:
    """All versions, as the folder lists them."""
    return [r["version"] for r in json.loads((folder / "releases.json").read_bytes())["releases"]]


def everything(folder: Path) -> dict[str, bytes]:
    """All files below a folder."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}
