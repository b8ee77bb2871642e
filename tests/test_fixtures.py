"""The shipped data loads with plain loaddata, twice alike, all or nothing."""

import json

import pytest
import yaml
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.serializers import serialize

from jurisdictions.management.commands.seed import FIXTURES
from jurisdictions.models import Finding, Jurisdiction

RESEARCH = [name for name in FIXTURES if name not in ("vocabulary", "sources", "article")]


def records(name: str) -> list[dict]:
    return yaml.safe_load((settings.FIXTURE_DIRS[0] / f"{name}.yaml").read_text())


def database() -> str:
    """All records of the app as they stand, without keys and history."""
    models = [m for m in apps.get_app_config("jurisdictions").get_models() if is_data(m)]
    rows = [row for model in models for row in model.objects.order_by("pk")]
    return serialize("json", rows, use_natural_foreign_keys=True, use_natural_primary_keys=True)


def is_data(model) -> bool:
    return not (model._meta.proxy or model.__name__.startswith("Historical"))


@pytest.mark.django_db
def test_loading_twice_gives_the_same_database():
    call_command("loaddata", *FIXTURES, verbosity=0)
    once = database()
    call_command("loaddata", *FIXTURES, verbosity=0)
    assert database() == once


@pytest.mark.django_db
def test_each_file_loads_on_its_own_in_the_order_of_the_list():
    for name in FIXTURES:
        call_command("loaddata", name, verbosity=0)
    assert Finding.objects.count() == 145


@pytest.mark.django_db
def test_the_data_survives_dumpdata_and_reload(tmp_path):
    call_command("loaddata", *FIXTURES, verbosity=0)
    before, dump = database(), tmp_path / "dump.json"
    keys = ["--natural-foreign", "--natural-primary", f"--output={dump}"]
    call_command("dumpdata", "jurisdictions", *keys, verbosity=0)
    call_command("flush", interactive=False, verbosity=0)
    call_command("loaddata", dump, verbosity=0)
    assert json.loads(database()) == json.loads(before)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("criterion", ["no-such-criterion"]),
        ("stance", "recognised"),
        ("answer", ""),
        ("valid_from", "2026-02-30"),
    ],
)
def test_a_bad_file_changes_nothing(tmp_path, field, value):
    call_command("loaddata", *FIXTURES, verbosity=0)
    before = database()
    good = {"model": "jurisdictions.approach", "fields": {"slug": "x", "name": "X", "position": 99}}
    finding = next(r for r in records("dubai") if r["fields"].get("criterion") == ["custody"])
    bad = {"model": finding["model"], "fields": finding["fields"] | {"slug": "bad", field: value}}
    bad["fields"]["valid_from"] = (
        bad["fields"]["valid_from"] if field == "valid_from" else "1999-01-01"
    )
    file = tmp_path / "bad.yaml"
    file.write_text(yaml.safe_dump([good, bad]))
    with pytest.raises(Exception, match=r"."):
        call_command("loaddata", file, verbosity=0)
    assert database() == before


@pytest.mark.django_db
def test_every_shipped_record_passes_the_checks_of_its_form():
    call_command("loaddata", *FIXTURES, verbosity=0)
    for model in filter(is_data, apps.get_app_config("jurisdictions").get_models()):
        for record in model.objects.all():
            record.full_clean()


def test_a_record_stands_in_one_file_except_those_that_research_completes():
    seen: dict[tuple, str] = {}
    for name in FIXTURES:
        for record in records(name):
            if slug := record["fields"].get("slug"):
                first = seen.setdefault((record["model"], slug), name)
                assert first == name or (first == "article" and name in RESEARCH), slug


def test_research_completes_the_words_of_the_article_and_does_not_change_them():
    later = {(r["model"], r["fields"].get("slug")): r for n in RESEARCH for r in records(n)}
    said = ("short_name", "jurisdiction", "approach", "key_instrument_label", "valid_from", "title")
    for record in records("article"):
        completed = later.get((record["model"], record["fields"]["slug"]), record)
        for field in said:
            assert completed["fields"].get(field) == record["fields"].get(field)


@pytest.mark.django_db
def test_seed_fills_an_empty_database():
    call_command("seed", verbosity=0)
    assert Jurisdiction.objects.count() == 4


@pytest.mark.django_db
def test_seed_leaves_a_database_with_data_alone():
    call_command("loaddata", "vocabulary", "article", verbosity=0)
    before = database()
    call_command("seed", verbosity=0)
    assert database() == before
