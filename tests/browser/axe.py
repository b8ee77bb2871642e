"""What axe finds wrong with a page."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {
    "runOnly": {"type": "tag", "values": TAGS},
    "rules": {"target-size": {"enabled": True}},
    # Django's stylesheets import others, which the policy keeps axe from copying into the page.
    "preload": False,
    "resultTypes": ["violations"],
}


def violations(page: Page, *, without: tuple[str, ...] = ()) -> list[str]:
    """A line for each rule that is broken, with the first elements that break it."""
    rules = OPTIONS["rules"] | {rule: {"enabled": False} for rule in without}
    found = Axe().run(page, options=OPTIONS | {"rules": rules}).response["violations"]
    return [described(one) for one in found]


def described(violation: dict) -> str:
    nodes = violation["nodes"]
    first = "; ".join(
        f"{' '.join(map(str, node['target']))}: {node.get('failureSummary', '')[:300]}"
        for node in nodes[:4]
    )
    said = f"{violation['id']} ({violation['impact']}, {len(nodes)}×): {violation['help']}"
    return f"{said}\n    {first}"
