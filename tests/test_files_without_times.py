"""A file of Excel or Word is the same byte by byte as long as it says the same."""

import io
import time
import zipfile
from datetime import date

import pytest

from jurisdictions.renderers import word, xlsx

from .files import made_file

pytestmark = pytest.mark.any_database

RENDERERS = [xlsx, word]
EARLIEST = (1980, 1, 1, 0, 0, 0)


def rendered(renderer) -> bytes:
    return b"".join(renderer.render(made_file()))


@pytest.mark.parametrize("renderer", RENDERERS)
def test_no_part_tells_when_it_was_packed(renderer):
    content = io.BytesIO(rendered(renderer))
    with zipfile.ZipFile(content) as archive:
        assert archive.testzip() is None
        assert {part.date_time for part in archive.infolist()} == {EARLIEST}
        for part in archive.infolist():
            content.seek(part.header_offset + 10)
            assert content.read(4) == b"\0\0\x21\0"


@pytest.mark.parametrize("renderer", RENDERERS)
def test_the_same_is_the_same_byte_by_byte(renderer, monkeypatch):
    first = rendered(renderer)
    monkeypatch.setattr(time, "localtime", lambda seconds=None: time.gmtime(2_000_000_000))
    assert rendered(renderer) == first


@pytest.mark.parametrize("renderer", RENDERERS)
def test_it_is_changed_on_the_day_that_it_was_retrieved(renderer):
    with zipfile.ZipFile(io.BytesIO(rendered(renderer))) as archive:
        properties = archive.read("docProps/core.xml").decode()
    assert made_file().document.retrieved == date.fromisoformat(
        properties.split("dcterms:modified")[1].split(">")[1][:10]
    )
