"""The README is true: its example loads, its lists are complete."""

import re
from pathlib import Path

import pytest
from django.core.management import call_command, get_commands

from jurisdictions import filtersets
from jurisdictions.models import Finding
from jurisdictions.urls import machines, pages

pytestmark = pytest.mark.any_database

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text()


def block(language: str, containing: str) -> str:
    blocks = re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)
    return next(text for text in blocks if containing in text)


@pytest.mark.django_db
def test_the_example_of_a_finding_loads_and_is_sound(four_places, tmp_path):
    file = tmp_path / "example.yaml"
    file.write_text(block("yaml", "dubai-custody-2027"))
    call_command("loaddata", file, verbosity=0)
    finding = Finding.objects.get(slug="dubai-custody-2027")
    finding.full_clean()
    assert (len(finding.provisions), len(finding.sources)) == (1, 1)


def test_the_commands_it_names_exist():
    named = re.findall(r"python manage\.py (\w+)", README)
    assert {"load_data", "export_data"} <= set(named) <= set(get_commands())


def test_every_setting_of_the_environment_is_in_the_table():
    read = re.findall(r"env\.\w+\(\s*\"([A-Z_]+)\"", (ROOT / "regcompare/settings.py").read_text())
    listed = re.findall(r"^\| `([A-Z_]+)` \|", README, re.MULTILINE)
    assert sorted(set(read)) == sorted(listed)


def test_every_public_address_is_in_the_table():
    listed = re.findall(r"`(/[^`?]*)", README[README.index("## What is where") :])
    shapes = {re.sub(r"<[^>]+>", "<slug>", address) for address in listed}
    urlpatterns = machines.urlpatterns + pages.urlpatterns
    routes = {re.sub(r"<[^>]+>", "<slug>", f"/{route.pattern}") for route in urlpatterns}
    assert routes <= shapes


def test_every_parameter_is_in_the_table():
    table = README[README.index("| parameter | means |") : README.index("Whatever a page")]
    listed = set(re.findall(r"[`|](\w+)[=`\\]", table))
    pages = [
        f for f in vars(filtersets).values() if isinstance(f, type) and hasattr(f, "base_filters")
    ]
    assert {name for page in pages for name in page.base_filters} - {"as_of"} <= listed
