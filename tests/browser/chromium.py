"""Which Chromium the tests run, and how they come by one.

`python -m tests.browser.chromium` installs it where there is none.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Without a graphics card; and a container's root has no sandbox to give.
ARGUMENTS = ["--disable-gpu", "--disable-dev-shm-usage"]


def of_this_machine() -> str | None:
    """The program that CHROMIUM names, or the one on the path."""
    named = os.environ.get("CHROMIUM")
    if named and not shutil.which(named):
        sys.exit(f"CHROMIUM names {named!r}, which is no program here.")
    return named or next(filter(None, map(shutil.which, NAMES)), None)


def launch(playwright):
    """A browser without a window."""
    arguments = [*ARGUMENTS, *(["--no-sandbox"] if is_root() else [])]
    return playwright.chromium.launch(executable_path=of_this_machine(), args=arguments)


def is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def install() -> None:
    """Debian's where that can be installed, else the one that Playwright offers."""
    if of_this_machine() or is_playwrights_there():
        return
    print("Installing Chromium …", flush=True)
    if not (installed_by_apt() or installed_by_playwright()):
        sys.exit(
            "The browser tests need Chromium, which could not be installed here. Install it "
            "(Debian: apt-get install chromium), or name one: CHROMIUM=/path/to/chromium."
        )


def is_playwrights_there() -> bool:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path).exists()


def installed_by_apt() -> bool:
    if not (is_root() and shutil.which("apt-get")):
        return False
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    commands = (["update", "-qq"], ["install", "-y", "-qq", "chromium"])
    ran = [subprocess.run(["apt-get", *command], env=quiet).returncode for command in commands]
    return ran[-1] == 0 and of_this_machine() is not None


def installed_by_playwright() -> bool:
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    return subprocess.run(command).returncode == 0


if __name__ == "__main__":
    install()
