"""The data release: what is in it, and its files."""

import logging
from functools import wraps
from pathlib import PurePosixPath

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..asking.query import Problem, QueryForm, check
from ..releasing.bundle import media_type
from ..releasing.shelf import Damaged, Release, releases
from .page import page

# A version never changes, so that whoever has a file of it needn't ask again.
FOR_EVER = "public, max-age=31536000, immutable"
GROUPS = {
    ".": _("Texts, manifest and checksums"),
    "csv": _("Tables as CSV, for spreadsheets"),
    "json": _("Tables as JSON, exactly"),
    "schema": _("JSON Schema of each table"),
}


logger = logging.getLogger(__name__)


def from_the_folder(view):
    """A damaged folder is for the operator to mend; readers are told that it can't be read."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except Damaged:
            logger.exception("The folder of the releases can't be read: %s", settings.RELEASES_DIR)
            return render(request, "data.html", {"unreadable": True}, status=503)

    return guarded


class NoParameters(QueryForm):
    """The form of an address that takes none."""

    def unknown(self, name: str) -> Problem:
        return Problem(super().unknown(name).parameter, gettext("This address has no parameters."))


@page
@from_the_folder
def data(request):
    """The latest release with all its files, and the earlier ones."""
    check(NoParameters(request.GET))
    found = releases(settings.RELEASES_DIR)
    context = of_latest(request, found[0]) if found else {}
    response = render(request, "data.html", context | {"earlier": found[1:]})
    # A release comes into the folder without a write to the database.
    response["Cache-Control"] = "public, max-age=60"
    return response


def of_latest(request, latest: Release) -> dict:
    archive = reverse("data_archive", args=[latest.version])
    return {
        "release": latest,
        "groups": grouped(latest.described_files),
        "address": request.build_absolute_uri(archive),
        "folder": PurePosixPath(latest.download_name).stem,
    }


def grouped(files: list[dict]) -> list[tuple[str, list[dict]]]:
    """The files under the heading of the folder that they lie in."""
    return [
        (heading, [file for file in files if str(PurePosixPath(file["path"]).parent) == folder])
        for folder, heading in GROUPS.items()
    ]


@page
@from_the_folder
def data_file(request, version: str, path: str):
    """One file of a version, by a name that its manifest holds."""
    check(NoParameters(request.GET))
    content = release(version).content(path)
    if content is None:
        raise Http404
    return attachment(content, PurePosixPath(path).name)


@page
@from_the_folder
def data_archive(request, version: str):
    """All files of a version in one zip."""
    check(NoParameters(request.GET))
    found = release(version)
    return attachment(found.zipped(), found.download_name)


def release(version: str) -> Release:
    """The release of that version, or 404: nothing but listed names ever reaches the disk."""
    for found in releases(settings.RELEASES_DIR):
        if found.version == version:
            return found
    raise Http404


def attachment(content: bytes, name: str) -> HttpResponse:
    headers = {
        "Content-Disposition": content_disposition_header(as_attachment=True, filename=name),
        "Content-Length": len(content),
        "Cache-Control": FOR_EVER,
    }
    return HttpResponse(content, content_type=media_type(name), headers=headers)
