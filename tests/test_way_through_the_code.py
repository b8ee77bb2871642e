"""docs/code.md is true: what it names is there, and of the app it leaves nothing out."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
APP = ROOT / "jurisdictions"
DOCUMENT = (ROOT / "docs/code.md").read_text()
LISTED = [
    *(APP / name for name in ("admin", "api", "asking", "caching", "charts", "corrections")),
    *(APP / name for name in ("editing", "law", "pieces", "recording", "search", "texts")),
    *(ROOT / name for name in ("operations", "regcompare", "staff")),
]
MAP = DOCUMENT[DOCUMENT.index("## The packages") :]


def paths_in(text: str) -> list[str]:
    return re.findall(r"`([\w/.]+(?:/|\.\w+))`", text)


def test_every_file_that_it_names_is_there():
    named = [path for path in paths_in(DOCUMENT) if not path.startswith("/")]
    missing = [path for path in named if not ((ROOT / path).exists() or (APP / path).exists())]
    assert len(named) > 60
    assert missing == []


def test_every_package_and_module_of_the_app_is_on_its_map():
    modules = {path.name for path in APP.glob("*.py")} - {"__init__.py"}
    packages = {f"{path.parent.name}/" for path in APP.glob("*/__init__.py")}
    assert (modules | packages) - set(paths_in(MAP)) == set()


def test_every_helper_of_the_tests_is_named():
    helpers = {path.name for path in (ROOT / "tests").glob("*.py")} - {"__init__.py"}
    named = {Path(path).name for path in paths_in(DOCUMENT)}
    assert {name for name in helpers if not name.startswith("test_")} - named == set()


def test_each_package_lists_the_modules_that_it_has():
    lists = re.compile(r"^    (\w+) {2,}\S", re.MULTILINE)
    for package in LISTED:
        listed = lists.findall((package / "__init__.py").read_text())
        there = [path.stem for path in package.glob("*.py") if path.stem != "__init__"]
        assert sorted(listed) == sorted(there), package
