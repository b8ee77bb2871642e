"""On paper there is nothing to press or to fill in."""

import pytest

from .addresses import MAIN
from .looking import look


@pytest.mark.parametrize("path", [*MAIN, "/findings/", "/changes/", "/search/?q=stablecoin"])
def test_no_control_is_printed(visit, path):
    page = visit(path)
    assert look(page, "controls")
    page.emulate_media(media="print")
    assert look(page, "controls") == []
