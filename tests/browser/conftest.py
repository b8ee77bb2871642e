"""One server for the run, one browser for each process, a fresh context for each visit."""

import json
import os
import re
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from . import chromium, server
from .people import make_people, sign_in
from .watch import Watch

ARTEFACTS = server.ROOT / "test-artefacts" / "browser"
HANDED_ON = "REGCOMPARE_BROWSER_TESTS"

visits_key = pytest.StashKey[list]()
failed_key = pytest.StashKey[bool]()


# --- The server, started by the process that the others come from ---


def pytest_configure(config):
    if hasattr(config, "workerinput") or config.option.collectonly:
        return
    ARTEFACTS.mkdir(parents=True, exist_ok=True)
    resources = ExitStack()
    config.add_cleanup(resources.close)
    try:
        address, environment = resources.enter_context(server.serving(ARTEFACTS / "server.log"))
        records = make_people(environment)
    except server.NotServing as reason:
        raise pytest.UsageError(str(reason)) from None
    handed = {"address": address, "environment": environment, "records": records}
    os.environ[HANDED_ON] = json.dumps(handed)


@pytest.fixture(scope="session")
def served() -> dict:
    return json.loads(os.environ[HANDED_ON])


@pytest.fixture(scope="session")
def address(served) -> str:
    """Where the site is served, without a slash at the end."""
    return served["address"]


@pytest.fixture(scope="session")
def manage(served):
    """Runs a command of manage.py on the served database."""

    def run(*command: str) -> str:
        return server.manage(served["environment"], *command)

    return run


# --- The browser ---


@pytest.fixture(scope="session")
def browser():
    expect.set_options(timeout=10_000)
    with sync_playwright() as playwright:
        browser = chromium.launch(playwright)
        yield browser
        browser.close()


class Visits:
    """Pages opened by one test, each watched; what they looked like is kept."""

    def __init__(self, browser, address: str, folder: Path):
        self.browser = browser
        self.address = address
        self.folder = folder
        self.watches: list[Watch] = []
        self.pictures = 0

    def __call__(
        self, path: str | None = None, *, width: int = 1280, height: int = 900,
        scheme: str = "light", scripts: bool = True, cookies: bool = False,
        snapshots: bool = True, **options,
    ) -> Page:  # fmt: skip
        """A page in a context of its own, which has opened a path if one is given.

        Without snapshots the trace says what was done, not what that looked like: of a thousand
        keys they take most of the time.
        """
        context = self.browser.new_context(
            base_url=self.address,
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            java_script_enabled=scripts,
            locale="en-GB",
            timezone_id="UTC",
            **options,
        )
        context.set_default_timeout(15_000)
        context.tracing.start(snapshots=snapshots)
        self.watches.append(Watch(context, self.address, cookies=cookies))
        page = context.new_page()
        if path is not None:
            page.goto(path)
        return page

    def expect_status(self, *statuses: int) -> None:
        """The page opened last may have these, which otherwise would be complained of."""
        self.watches[-1].expected.update(statuses)

    def picture(self, page: Page, name: str, *, whole: bool = True) -> None:
        """Keep what a page looks like, as far as anybody would scroll."""
        page.wait_for_load_state()
        self.pictures += 1
        self.folder.mkdir(parents=True, exist_ok=True)
        file = self.folder / f"{self.pictures:02}-{name}.jpg"
        size = page.viewport_size
        height = page.evaluate("document.documentElement.scrollHeight") if whole else 0
        clip = {
            "x": 0,
            "y": 0,
            "width": size["width"],
            "height": min(max(height, size["height"]), 4000),
        }
        page.screenshot(path=file, type="jpeg", quality=60, full_page=whole, clip=clip)

    def check(self) -> None:
        for watch in self.watches:
            watch.check()

    def close(self, *, keep: bool) -> None:
        """Close all contexts; of a test that failed the last look and the trace are kept."""
        for number, watch in enumerate(self.watches, start=1):
            if keep:
                self.keep(watch.context, number)
            else:
                watch.context.tracing.stop()
            watch.context.close()

    def keep(self, context, number: int) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        for page in context.pages:
            page.screenshot(path=self.folder / f"failed-{number}.png")
        context.tracing.stop(path=self.folder / f"failed-{number}-trace.zip")


@pytest.fixture
def visit(browser, address, request):
    """Opens pages; whatever they do wrong fails the test."""
    name = re.sub(r"[^\w.=-]+", "-", request.node.name).strip("-")
    visits = Visits(browser, address, ARTEFACTS / request.path.stem / name)
    request.node.stash[visits_key] = visits
    yield visits
    visits.close(keep=request.node.stash.get(failed_key, False))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    """What a page did wrong fails the test itself, not what comes after it."""
    result = yield
    if visits := item.stash.get(visits_key, None):
        visits.check()
    return result


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if report.when == "call" and report.failed:
        item.stash[failed_key] = True
    return report


# --- Staff ---


@pytest.fixture(scope="session")
def sessions(browser, address) -> dict:
    """By name: the cookies of a member of staff who signed in once, for tests of other things."""
    states = {}

    def of(name: str) -> dict:
        if name not in states:
            context = browser.new_context(base_url=address)
            sign_in(context.new_page(), name)
            states[name] = context.storage_state()
            context.close()
        return states[name]

    return of


@pytest.fixture
def visit_as(visit, sessions):
    """Opens pages as a member of staff who is signed in."""

    def open_page(name: str, path: str | None = None, **options) -> Page:
        return visit(path, cookies=True, storage_state=sessions(name), **options)

    return open_page


@pytest.fixture(scope="session")
def records(served) -> dict:
    """Keys of records for the addresses of staff pages, by name."""
    return served["records"]
