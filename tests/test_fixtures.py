"""The shipped data loads with load_data and with plain loaddata, twice alike, all or nothing."""

import io
from functools import cache

import pytest
import yaml
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError

from jurisdictions.models import Approach, ApproachPeriod, Event, Finding, Instrument, Jurisdiction
from jurisdictions.plain import FIELDS
from jurisdictions.shipped import SHIPPED, path_of

from .conftest import database

RESEARCH = [name for name in SHIPPED if name not in ("vocabulary", "article")]


@cache
def records(name: str) -> list[dict]:
    return yaml.load(path_of(name).read_text(), getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def kind_and_slug(record: dict) -> tuple:
    return record["model"], record["fields"].get("slug")


def test_the_list_of_what_is_shipped_names_every_fixture():
    assert set(SHIPPED) == {path.stem for path in settings.FIXTURE_DIRS[0].iterdir()}


@pytest.mark.django_db
def test_the_world_is_complete(world_edition):
    assert Jurisdiction.objects.compared().count() == 27
    assert [place.slug for place in Jurisdiction.objects.exclude(compared=True)] == [
        "united-arab-emirates"
    ]
    shipped = {kind_and_slug(record) for name in SHIPPED for record in records(name)}
    for model in (Finding, Instrument, ApproachPeriod, Event):
        kind = model._meta.label_lower
        assert model.objects.count() == sum(of == kind for of, _ in shipped)


def load_data(**options) -> list[str]:
    """What the command says, line by line."""
    out = io.StringIO()
    call_command("load_data", stdout=out, **options)
    return out.getvalue().splitlines()


@pytest.mark.django_db
def test_loaddata_makes_the_same_database_as_load_data_and_so_does_a_second_load(world_edition):
    before = database()
    call_command("flush", interactive=False, verbosity=0)
    # The order of the list is one in which each file can be loaded on its own.
    for name in SHIPPED:
        call_command("loaddata", name, verbosity=0)
    assert database() == before
    call_command("loaddata", *SHIPPED, verbosity=0)
    assert database() == before


@pytest.mark.django_db
@pytest.mark.parametrize("dry_run", [True, False])
def test_a_second_load_has_nothing_to_do_and_records_no_history(world_edition, dry_run):
    entries = [model.history.count() for model in FIELDS]
    said = load_data(dry_run=dry_run)
    assert said[0].split() == ["added", "changed", "unchanged"]
    assert said[-2].split() == ["all", "0", "0", str(len(database()))]
    assert said[-1] == "Nothing to do: the database says what the files say."
    assert [model.history.count() for model in FIELDS] == entries


@pytest.mark.django_db
def test_the_data_survives_dumpdata_and_reload(world_edition, tmp_path):
    before, dump = database(), tmp_path / "dump.json"
    # Without the history: records may get other keys, and loading is recorded anyway.
    models = [model._meta.label for model in FIELDS]
    keys = ["--natural-foreign", "--natural-primary", f"--output={dump}"]
    call_command("dumpdata", *models, *keys, verbosity=0)
    call_command("flush", interactive=False, verbosity=0)
    call_command("loaddata", dump, verbosity=0)
    assert database() == before


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "value", "refusal"),
    [
        ("criterion", ["no-such-criterion"], DatabaseError),
        ("stance", "recognised", IntegrityError),
        ("answer", "", IntegrityError),
        ("valid_from", "2026-02-30", CommandError),
    ],
)
def test_a_bad_file_changes_nothing(four_places, tmp_path, field, value, refusal):
    before = database()
    approach = next(r for r in records("vocabulary") if r["model"].endswith("approach"))
    good = {
        "model": approach["model"],
        "fields": approach["fields"] | {"slug": "x", "position": 99},
    }
    finding = next(r for r in records("dubai") if r["fields"].get("criterion") == ["custody"])
    changes = {"slug": "bad", "valid_from": "1999-01-01", field: value}
    bad = {"model": finding["model"], "fields": finding["fields"] | changes}
    file = tmp_path / "bad.yaml"
    file.write_text(yaml.safe_dump([good]))
    call_command("loaddata", file, verbosity=0)
    Approach.objects.filter(slug="x").delete()
    file.write_text(yaml.safe_dump([good, bad]))
    with pytest.raises(refusal):
        call_command("loaddata", file, verbosity=0)
    assert database() == before


@pytest.mark.django_db
def test_every_shipped_record_passes_the_checks_of_its_form(world_edition):
    # The database itself holds what is stored to its constraints.
    for model in FIELDS:
        for record in model.objects.all():
            record.full_clean(validate_unique=False, validate_constraints=False)


def test_a_record_stands_in_one_file_except_those_that_research_completes():
    seen: dict[tuple, str] = {}
    for name in SHIPPED:
        for record in records(name):
            if record["fields"].get("slug"):
                first = seen.setdefault(kind_and_slug(record), name)
                assert first == name or (first == "article" and name in RESEARCH), record


def test_research_completes_the_words_of_the_article_and_does_not_change_them():
    later = {kind_and_slug(record): record for name in RESEARCH for record in records(name)}
    said = ("short_name", "jurisdiction", "approach", "key_instrument_label", "valid_from", "title")
    for record in records("article"):
        completed = later[kind_and_slug(record)]
        for field in said:
            assert completed["fields"].get(field) == record["fields"].get(field)
