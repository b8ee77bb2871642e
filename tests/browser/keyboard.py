"""Going through a page without a mouse."""

from collections.abc import Iterator

from playwright.sync_api import Locator, Page

from .looking import look

LIMIT = 1500


def walk(page: Page, key: str = "Tab") -> Iterator[dict]:
    """Press a key and tell what it led to (look.js, focused), once round the page."""
    page.evaluate("window.walked = undefined")
    for _ in range(LIMIT):
        page.keyboard.press(key)
        found = look(page, "focused")
        if found is None or found["again"]:
            return
        yield found
    raise AssertionError(f"After {LIMIT} times {key} there was still something new.")


def press_until(page: Page, key: str, target: Locator) -> None:
    """Press a key until a control has the focus."""
    for _ in range(LIMIT):
        if target.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{LIMIT} times {key} did not lead to {target}.")
