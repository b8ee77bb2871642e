"""Takes the pictures of the README: the shipped data, on a fixed day, from the real server.

`make screenshots` runs it. A palette keeps the files small.
"""

from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from . import chromium, server
from .addresses import COMPARE

FOLDER = server.ROOT / "docs"
# The last day of the research (fixtures/), so that tomorrow's pictures show the same.
DAY = "as_of=2026-10-08"
# Name: address, width and height of the window.
PICTURES = {
    "overview": (f"/?{DAY}", 1280, 860),
    "compare": (f"{COMPARE}&{DAY}", 1280, 860),
    "phone": (f"{COMPARE}&{DAY}", 375, 760),
}
# So far down that the answers are in the picture.
SHOWN_FIRST = {"phone": "table.comparison tbody tr:nth-child(2) th"}
COLOURS = 96


def take_all(browser: Browser, address: str) -> None:
    for name, (path, width, height) in PICTURES.items():
        for scheme in ("light", "dark"):
            page = browser.new_page(
                base_url=address, locale="en-GB", color_scheme=scheme,
                viewport={"width": width, "height": height},
            )  # fmt: skip
            page.goto(path)
            if first := SHOWN_FIRST.get(name):
                page.locator(first).first.evaluate("one => one.scrollIntoView({block: 'start'})")
            keep(page.screenshot(), FOLDER / f"{name}-{scheme}.png")
            page.close()


def keep(png: bytes, file: Path) -> None:
    picture = Image.open(BytesIO(png)).convert("RGB")
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)
    print(f"{file.relative_to(server.ROOT)}: {file.stat().st_size // 1000} kB")


def main() -> None:
    with server.serving() as (address, _environment), sync_playwright() as playwright:
        browser = chromium.launch(playwright)
        take_all(browser, address)
        browser.close()


if __name__ == "__main__":
    main()
