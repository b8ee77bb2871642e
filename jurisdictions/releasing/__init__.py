"""The open data release: all public data as one versioned bundle of files."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from .bundle import (
    CHANGE_FILES,
    NAME,
    Files,
    complete,
    contents,
    digest,
    manifest,
    with_changes,
    zipped,
)
from .changelog import changes
from .shelf import Archive, Release, ReleaseError, free_version, occupied, put, releases
from .tables import Table, public_tables


@dataclass(frozen=True)
class Outcome:
    """The newest release, and whether it was made just now or held the same already."""

    release: Release
    is_new: bool


def release(folder: Path, day: date) -> Outcome:
    """Release the public data of now into `folder`, unless the latest release holds the same.

    ReleaseError if that can't be done; the folder is then as it was.
    """
    try:
        with occupied(folder):
            return release_tables(folder, day, public_tables())
    except OSError as error:
        raise ReleaseError(f"{folder} can't be written: {error.strerror}.") from error


def release_tables(folder: Path, day: date, tables: list[Table]) -> Outcome:
    earlier, files = known(folder), contents(tables)
    latest = earlier[0] if earlier else None
    if latest and holds(latest, files):
        return Outcome(latest, is_new=False)
    if latest and latest.day > day:
        raise ReleaseError(f"The latest release, {latest.version}, is of a later day than {day}.")
    return Outcome(add(folder, day, tables, files, earlier), is_new=True)


def known(folder: Path) -> list[Release]:
    """The releases so far; ReleaseError where the latest can't be read, to tell changes by."""
    found = releases(folder)
    for latest in found[:1]:
        latest.tables()
    return found


def holds(latest: Release, files: Files) -> bool:
    """Does a release hold these very files, beside those that tell of changes?"""
    told = {path: file["sha256"] for path, file in latest.files.items() if path not in CHANGE_FILES}
    return told == {path: digest(content) for path, content in files.items()}


def add(
    folder: Path, day: date, tables: list[Table], files: Files, earlier: list[Release]
) -> Release:
    """Write one more release."""
    version, since = free_version(folder, day), earlier[0].version if earlier else None
    found = changes(earlier[0].tables(), tables) if earlier else {}
    files = with_changes(files, since, found)
    described = manifest(files, tables, version=version, day=day, since=since, found=found)
    files = complete(files, described)
    archive = zipped(files, f"{NAME}-{version}")
    listed = Archive(f"{version}.zip", len(archive), digest(archive))
    made = Release(folder, version, day, described["records"], listed)
    put(made, files, archive, earlier)
    return made
