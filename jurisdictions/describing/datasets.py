"""Tables of data as schema.org's Dataset: the home page, each list, and the release."""

from datetime import date
from functools import lru_cache

from ..files.document import PUBLISHER, instant
from ..releasing.bundle import media_type
from ..releasing.shelf import Release
from ..renderers import FORMATS
from .node import Node, Page, known, number_of_page, organisation

LICENCE = "https://spdx.org/licenses/MIT.html"
# The pages whose table is a dataset.
DATASETS = (
    *("overview", "compare", "pillars", "pillar", "topics", "topic"),
    *("instruments", "findings", "sources", "coverage", "timeline", "changes", "glossary"),
)
# What is of use outside the bundle; the texts in it explain it.
TABLES = (".csv", ".json")
MEDIA_TYPES = {one.label: one.content_type.partition(";")[0] for one in FORMATS.values()}


def dataset(page: Page) -> list[Node]:
    """The table of a page, if it shows one that can be taken away as files: told of once."""
    files = page.context.get("files")
    return [table(page, files)] if files and number_of_page(page.context) == 1 else []


def table(page: Page, files: list[tuple[str, str]]) -> Node:
    document = page.context["document"]
    revision = document.revision
    return known(
        {
            **common(page),
            "temporalCoverage": temporal(page.context),
            "dateModified": revision and instant(revision.recorded_at),
            "version": revision and str(revision.number),
            "isPartOf": None if page.name == "overview" else whole(page),
            "distribution": [download(page, label, path) for label, path in files],
        }
    )


def common(page: Page) -> Node:
    """What holds of every dataset here."""
    return {
        "@type": "Dataset",
        "@id": page.node("dataset"),
        "name": f"{page.title} ({PUBLISHER})",
        "description": page.description,
        "url": page.address,
        "license": LICENCE,
        "creator": organisation(page),
        "publisher": organisation(page),
        "isAccessibleForFree": True,
        "inLanguage": "en",
        "includedInDataCatalog": {
            "@type": "DataCatalog",
            "name": PUBLISHER,
            "url": page.absolute("data"),
        },
    }


def whole(page: Page) -> Node:
    return {"@id": f"{page.home}#dataset"}


def download(page: Page, label: str, path: str) -> Node:
    return {
        "@type": "DataDownload",
        "name": label,
        "encodingFormat": MEDIA_TYPES[label],
        "contentUrl": page.full(path),
    }


def temporal(context) -> str:
    """The period that a table covers; one that shows the law of a day covers that day."""
    first, last = context.get("covers", (None, None))
    if "after" in context:
        first, last = context["after"], context["to"]
    return interval(first, last) or context["document"].as_of.day.isoformat()


def interval(first: date | None, last: date | None) -> str:
    return f"{first.isoformat()}/{last.isoformat()}" if first and last else ""


def release(page: Page) -> list[Node]:
    """The newest release of all data, if there is one."""
    latest = page.context.get("release")
    if latest is None:
        return []
    zipped, address = latest.archive, page.absolute("data_archive", latest.version)
    tables = [file for file in latest.described_files if is_table(file["path"])]
    return [
        known(
            {
                **common(page),
                "version": latest.version,
                "datePublished": latest.day.isoformat(),
                "dateModified": latest.day.isoformat(),
                "temporalCoverage": interval(first_day(latest), latest.day),
                "distribution": [
                    file_of("application/zip", address, zipped.bytes, zipped.sha256),
                    *(released(page, latest.version, file) for file in tables),
                ],
            }
        )
    ]


def is_table(path: str) -> bool:
    return "/" in path and path.endswith(TABLES) and not path.startswith("schema/")


def released(page: Page, version: str, file: dict) -> Node:
    address = page.absolute("data_file", version, file["path"])
    kind = media_type(file["path"]).partition(";")[0]
    return file_of(kind, address, file["bytes"], file["sha256"])


def file_of(kind: str, address: str, size: int, digest: str) -> Node:
    return {
        "@type": "DataDownload",
        "encodingFormat": kind,
        "contentUrl": address,
        "contentSize": f"{size} B",
        "sha256": digest,
    }


# A version never changes, so that its findings are looked through once.
@lru_cache(maxsize=16)
def first_day(latest: Release) -> date | None:
    return latest.first_day()
