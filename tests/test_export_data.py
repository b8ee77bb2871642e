"""Which record goes to which file, in which order and form: it follows from the data alone."""

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
import yaml
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from jurisdictions import models
from jurisdictions.exporting import order
from jurisdictions.exporting.form import record
from jurisdictions.loading.files import Loader
from jurisdictions.plain import FIELDS, MODELS, fields_of, stored
from jurisdictions.shipped import OF_NO_PLACE

from .conftest import database
from .factories import (
    make_citation,
    make_criterion,
    make_event,
    make_finding,
    make_instrument,
    make_jurisdiction,
    make_source,
)

pytestmark = pytest.mark.django_db


def export(folder) -> str:
    """What the command says."""
    out = io.StringIO()
    call_command("export_data", folder, stdout=out)
    return out.getvalue()


def records(folder, name: str) -> list[dict]:
    return yaml.load((folder / f"{name}.yaml").read_text(), Loader)


def slugs(folder, name: str, model: str) -> list[str]:
    """The slugs of the records of a model, in the order of the file."""
    label = f"jurisdictions.{model}"
    return [r["fields"]["slug"] for r in records(folder, name) if r["model"] == label]


# --- What is read ---


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time.")
def test_what_is_written_while_it_reads_is_in_none_of_the_files(tmp_path, monkeypatch):
    """A citation that came to be after the findings were read would belong to none of them."""

    def written():
        try:
            make_citation(instrument=None, pinpoint="", source=make_source())
        finally:
            connection.close()

    def read(model):
        if model is models.Citation:
            with ThreadPoolExecutor(1) as other:
                other.submit(written).result()
        return stored(model)

    monkeypatch.setattr(order, "stored", read)
    export(tmp_path)
    assert models.Citation.objects.exists()
    assert records(tmp_path, "sources") == []


# --- Which file ---


def test_a_new_place_gets_a_file_of_its_own_which_is_named(tmp_path):
    make_jurisdiction(slug="atlantis")
    assert "To ship atlantis.yaml, name it in jurisdictions/shipped.py.\n" in export(tmp_path)
    assert slugs(tmp_path, "atlantis", "jurisdiction") == ["atlantis"]


@pytest.mark.parametrize("name", OF_NO_PLACE)
def test_no_place_takes_the_file_of_all_places(name):
    place = make_jurisdiction()
    place.pk, place.slug = None, name
    with pytest.raises(ValidationError, match="Choose another slug"):
        place.clean()


def test_the_files_of_all_places_are_known(tmp_path):
    export(tmp_path)
    assert {path.stem for path in tmp_path.iterdir()} == set(OF_NO_PLACE)


def test_a_source_moves_to_the_shared_ones_when_a_second_place_refers_to_it(tmp_path):
    source = make_source(slug="shared")
    first, second = (make_finding(jurisdiction=make_jurisdiction(slug=s)) for s in "ab")
    first.citations.create(source=source)
    first.citations.create(source=make_source(slug="only-here"), position=1)
    export(tmp_path / "before")
    assert slugs(tmp_path / "before", "a", "source") == ["only-here", "shared"]
    second.citations.create(source=source)
    export(tmp_path / "after")
    assert slugs(tmp_path / "after", "a", "source") == ["only-here"]
    assert slugs(tmp_path / "after", "sources", "source") == ["shared"]


def test_a_source_that_nothing_refers_to_stands_among_the_shared_ones(tmp_path):
    make_source(slug="unused")
    export(tmp_path)
    assert slugs(tmp_path, "sources", "source") == ["unused"]


def test_drafts_are_exported_as_they_are(tmp_path):
    make_finding(jurisdiction=make_jurisdiction(slug="a"), publication="draft", answer="")
    export(tmp_path)
    [finding] = [r for r in records(tmp_path, "a") if r["model"] == "jurisdictions.finding"]
    assert finding["fields"]["publication"] == "draft"
    assert "answer" not in finding["fields"]


def test_every_field_of_every_model_has_its_place_in_a_file():
    for model in FIELDS:
        fields = [*model._meta.fields, *model._meta.many_to_many]
        named = {f.name for f in fields if f.editable and not f.primary_key}
        assert named == set(fields_of(model)), model


def test_every_model_has_its_place_in_a_file():
    ours = {model for model in vars(models).values() if hasattr(model, "_meta")}
    # Numbers, the health of links, what readers send and what staff upload are no part of the data.
    others = {models.Revision, models.Stamp, models.Link, models.Upload}
    others |= {models.Report, models.Answer, models.Attempt}
    others |= {models.SearchDocument, models.SearchText, models.SearchWord}
    assert {model._meta.concrete_model for model in ours - others} == set(MODELS.values())


# --- In which order ---


def test_an_instrument_is_followed_by_its_bare_milestones_by_date(tmp_path):
    place = make_jurisdiction(slug="a")
    law = make_instrument(slug="z-law", jurisdiction=place)
    make_instrument(slug="a-law", jurisdiction=place)
    step = {"jurisdiction": place, "instrument": law, "is_milestone": True}
    make_event(slug="later", date=date(2024, 1, 1), kind="in-force", **step)
    make_event(slug="earlier", date=date(2023, 1, 1), **step)
    make_event(slug="told", date=date(2022, 1, 1), description="A story.", **step)
    export(tmp_path)
    order = [r["fields"]["slug"] for r in records(tmp_path, "a")]
    assert order == ["a", "a-law", "z-law", "earlier", "later", "told"]


def test_findings_stand_by_criterion_then_day_each_followed_by_its_citations(tmp_path):
    place, law = make_jurisdiction(slug="a"), make_instrument()
    first, second = make_criterion(position=8001), make_criterion(position=8002)
    cell = {"jurisdiction": place, "criterion": second}
    make_finding(slug="young", valid_from=date(2025, 1, 1), **cell)
    old = make_finding(slug="old", valid_from=date(2024, 1, 1), **cell)
    make_finding(slug="z", jurisdiction=place, criterion=first)
    for position, pinpoint in ((2, "Art. 2"), (1, "Art. 9")):
        old.citations.create(instrument=law, pinpoint=pinpoint, position=position)
    export(tmp_path)
    names = [r["fields"].get("slug") or r["fields"]["pinpoint"] for r in records(tmp_path, "a")]
    assert names == ["a", "z", "old", "Art. 9", "Art. 2", "young"]


# --- In which form ---


def test_empty_fields_are_left_out_unless_a_load_would_fill_them():
    place = make_jurisdiction(compared=False, territories=["AE-DU"])
    text = record(models.Jurisdiction, stored(models.Jurisdiction)[place.pk])
    assert text.splitlines() == [
        "- model: jurisdictions.jurisdiction",
        "  fields:",
        f"    slug: {place.slug}",
        f"    name: {place.slug}",
        f"    short_name: {place.slug}",
        "    kind: country",
        "    territories: [AE-DU]",
        "    compared: false",
        f"    position: {place.position}",
    ]


def test_a_citation_takes_a_line():
    citation = make_finding(slug="f").citations.create(source=make_source(slug="s"), position=1)
    assert record(models.Citation, stored(models.Citation)[citation.pk]).splitlines() == [
        "- model: jurisdictions.citation",
        "  fields: {finding: [f], position: 1, source: [s]}",
    ]


def test_several_lines_stay_several_lines():
    values = {"slug": "s", "title": "One\n\n- two", "publisher": "P", "url": ""}
    values |= {"published_on": date(2024, 1, 1), "kind": "press", "access": "known"}
    assert "    title: |-\n      One\n\n      - two\n" in record(models.Source, values)
    assert "    published_on: 2024-01-01\n" in record(models.Source, values)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_comes_back_as_it_was(text):
    values = {"slug": "s", "title": text, "publisher": "P", "url": ""}
    values |= {"published_on": None, "kind": "press", "access": "known"}
    written = record(models.Source, values)
    assert not written.endswith("\n")
    [read] = yaml.load(f"{written}\n\n{written}\n", Loader)[1:]
    assert read["fields"].get("title", "") == text


# --- The folder ---


def test_a_second_export_writes_nothing(tmp_path):
    make_jurisdiction(slug="a")
    export(tmp_path)
    times = [path.stat().st_mtime_ns for path in tmp_path.iterdir()]
    assert "6 files, 6 of them unchanged." in export(tmp_path)
    assert [path.stat().st_mtime_ns for path in tmp_path.iterdir()] == times


def test_a_file_that_holds_nothing_of_the_database_any_more_is_named_and_kept(tmp_path):
    place = make_jurisdiction(slug="a")
    export(tmp_path)
    place.delete()
    assert f"{tmp_path / 'a.yaml'} holds nothing of the database any more." in export(tmp_path)
    assert (tmp_path / "a.yaml").exists()


def test_the_files_of_an_empty_database_load_too(tmp_path):
    export(tmp_path)
    files = [tmp_path / f"{name}.yaml" for name in ("vocabulary", "sources", "proposal")]
    call_command("load_data", *map(str, files), verbosity=0)
    assert database() == {}


@pytest.mark.parametrize("number", [1, 2])
def test_a_full_disk_leaves_all_files_as_they_were(tmp_path, monkeypatch, number):
    place = make_jurisdiction(slug="atlantis")
    export(tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    make_source(slug="another")
    place.name = "Atlantis, renamed"
    place.save()
    write, written = Path.write_bytes, []

    def full(path, content):
        written.append(path)
        if len(written) < number:
            return write(path, content)
        write(path, content[: len(content) // 2])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(CommandError, match="can't be written: No space left on device"):
        export(tmp_path)
    assert len(written) == number
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_folder_that_cannot_be_written_is_named(db, tmp_path):
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(CommandError, match="taken can't be written"):
        call_command("export_data", tmp_path / "taken")


@pytest.mark.parametrize("command", ["export_data", "release_data"])
@pytest.mark.parametrize("nothing", ["", "  "])
def test_a_folder_without_a_name_is_not_the_one_here(db, tmp_path, monkeypatch, command, nothing):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CommandError, match="give a folder; this one here is written as a dot"):
        call_command(command, nothing)
    assert not list(tmp_path.iterdir())
