"""The folder of all releases: what lies in it, and how one more gets there, whole or not at all.

releases.json      all versions, the newest first
<version>/         the files of a version
<version>.zip      the same for download
"""

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from .bundle import MANIFEST, NAME, SUMS, Files, as_json, described_file, json_path

INDEX = "releases.json"
# Inside the folder, so that moving out of it is renaming.
STAGING = ".new"
# What reading a damaged folder may raise: no such file, no JSON, not the expected shape.
DAMAGE = (OSError, ValueError, LookupError, TypeError)


class ReleaseError(Exception):
    """Why no release can be made or read, in a sentence."""


class Damaged(ReleaseError):
    """What lies in the folder is not what was put there."""


@contextmanager
def reading(folder: Path) -> Iterator[None]:
    """Inside, nothing is done but to read what lies in the folder: what fails is called damage."""
    try:
        yield
    except DAMAGE as error:
        raise Damaged(f"The releases in {folder} can't be read: {error}.") from error


@dataclass(frozen=True)
class Archive:
    """The zip of a version."""

    path: str
    bytes: int
    sha256: str


@dataclass(frozen=True)
class Release:
    """One version, as `releases.json` lists it; what it holds is read from its own files.

    Damaged is raised where that can't be done.
    """

    folder: Path
    version: str
    day: date
    records: int
    archive: Archive

    @cached_property
    def manifest(self) -> dict:
        with reading(self.folder):
            return json.loads((self.folder / self.version / MANIFEST).read_bytes())

    @cached_property
    def files(self) -> dict[str, dict]:
        """What the manifest says of each file, by path."""
        with reading(self.folder):
            return {file["path"]: file for file in self.manifest["files"]}

    @property
    def described_files(self) -> list[dict]:
        """Path, size and checksum of every file: the manifest can't say these of itself."""
        others = [described_file(path, self.content(path)) for path in (MANIFEST, SUMS)]
        return sorted([*self.files.values(), *others], key=lambda file: file["path"])

    @property
    def download_name(self) -> str:
        return f"{NAME}-{self.version}.zip"

    def content(self, path: str) -> bytes | None:
        """The bytes of one of its files; None if it has no file of that name."""
        known = path in self.files or path in (MANIFEST, SUMS)
        with reading(self.folder):
            return (self.folder / self.version / path).read_bytes() if known else None

    def zipped(self) -> bytes:
        with reading(self.folder):
            return (self.folder / self.archive.path).read_bytes()

    def tables(self) -> dict[str, list[dict]]:
        """Its records by name of table."""
        with reading(self.folder):
            names = [table["name"] for table in self.manifest["tables"]]
        return {name: self.table(name) for name in names}

    def table(self, name: str) -> list[dict]:
        """Its records of one table."""
        with reading(self.folder):
            return json.loads(self.content(json_path(name)))

    def first_day(self) -> date | None:
        """The first day on which one of its findings holds."""
        findings = self.table("findings")
        with reading(self.folder):
            days = [date.fromisoformat(one["valid_from"]) for one in findings]
        return min(days, default=None)

    def listed(self) -> dict:
        """What `releases.json` says of it."""
        return {
            "version": self.version,
            "day": self.day.isoformat(),
            "records": self.records,
            "manifest": f"{self.version}/{MANIFEST}",
            "archive": asdict(self.archive),
        }


def releases(folder: Path) -> list[Release]:
    """All versions, the newest first; none where nothing was ever released, or Damaged."""
    with reading(folder):
        path = folder / INDEX
        if not path.is_file():
            return []
        return [read(folder, entry) for entry in json.loads(path.read_bytes())["releases"]]


def read(folder: Path, entry: dict) -> Release:
    return Release(
        folder=folder,
        version=entry["version"],
        day=date.fromisoformat(entry["day"]),
        records=entry["records"],
        archive=Archive(**entry["archive"]),
    )


@contextmanager
def occupied(folder: Path) -> Iterator[None]:
    """Inside, nobody else releases into the folder. It is made if need be, or refused."""
    if made := not folder.exists():
        folder.mkdir(parents=True, exist_ok=True)
    try:
        with locked(folder):
            remove_half_moved(folder)
            refuse_foreign(folder)
            with swept(folder / STAGING):
                yield
    finally:
        if made:
            # Only an empty folder can be removed this way: one in which nothing came to lie.
            with suppress(OSError):
                folder.rmdir()


@contextmanager
def swept(staging: Path) -> Iterator[None]:
    """Nothing stays of what was written aside. Under the lock: whoever is next writes there too."""
    try:
        yield
    finally:
        shutil.rmtree(staging, ignore_errors=True)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def remove_half_moved(folder: Path) -> None:
    """Take away what a killed release had moved already: its index, still aside, lists it first."""
    try:
        staged, listed = releases(folder / STAGING), releases(folder)
    except Damaged:
        return
    if staged and staged[0].version not in {each.version for each in listed}:
        shutil.rmtree(folder / staged[0].version, ignore_errors=True)
        (folder / staged[0].archive.path).unlink(missing_ok=True)


def refuse_foreign(folder: Path) -> None:
    """A folder that holds anything else is probably not the one that was meant."""
    if not (folder / INDEX).exists() and {path.name for path in folder.iterdir()} - {STAGING}:
        raise ReleaseError(
            f"{folder} holds other things and no {INDEX}: choose a new or an empty folder."
        )


def free_version(folder: Path, day: date) -> str:
    """The first name of that day that nothing bears: 2026-11-24, then 2026-11-24.1 …"""
    version, number = day.isoformat(), 0
    while (folder / version).exists() or (folder / f"{version}.zip").exists():
        number += 1
        version = f"{day.isoformat()}.{number}"
    return version


def put(release: Release, files: Files, archive: bytes, earlier: list[Release]) -> None:
    """Write a version beside the others; only with its last step does it become one of them."""
    folder = release.folder
    staging = folder / STAGING
    shutil.rmtree(staging, ignore_errors=True)
    write(staging / release.version, files)
    index = {"name": NAME, "releases": [each.listed() for each in (release, *earlier)]}
    write(staging, {release.archive.path: archive, INDEX: as_json(index)})
    settle(staging, *staging.rglob("*"))
    arrive(staging, folder, (release.version, release.archive.path, INDEX))
    settle(folder)


def write(folder: Path, files: Files) -> None:
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def settle(*paths: Path) -> None:
    """Let what was written to files and folders outlast a power cut."""
    for path in paths:
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def arrive(staging: Path, folder: Path, names: tuple[str, ...]) -> None:
    """Move what was written to its place; if one can't be moved, take the others back."""
    moved = []
    try:
        for name in names:
            os.replace(staging / name, folder / name)
            moved.append(name)
    except BaseException:  # Ctrl-C, too
        # With the last of them it is a release.
        if len(moved) < len(names):
            take_back(staging, folder, moved)
        raise


def take_back(staging: Path, folder: Path, moved: list[str]) -> None:
    for name in moved:
        os.replace(folder / name, staging / name)
