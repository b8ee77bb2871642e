"""What a page looks like, measured in the browser."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

SCRIPT = Path(__file__).with_name("look.js").read_text()
# As many as show how a page looks; a long table has hundreds.
FOLDED = "[...document.querySelectorAll('main details')].slice(0, 12)"


def look(page: Page, name: str) -> Any:
    """What a function of look.js says of a page."""
    return page.evaluate(f"{SCRIPT.strip()}.{name}()")


def unfold(page: Page) -> None:
    """Open what is folded."""
    page.evaluate(f"{FOLDED}.forEach(one => one.open = true)")
