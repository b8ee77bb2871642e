"""A load takes all or nothing, changes only what differs, and doesn't undo what staff did."""

import io
import os
import sys
import threading
from datetime import date

import pytest
import yaml
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db import OperationalError

from jurisdictions.choices import SourceKind
from jurisdictions.management.commands import load_data
from jurisdictions.models import Approach, ApproachPeriod, Citation, Finding, Source
from jurisdictions.plain import FIELDS
from jurisdictions.recording.history import LOADED
from jurisdictions.shipped import SHIPPED

from .conftest import database
from .factories import (
    make_approach,
    make_criterion,
    make_finding,
    make_instrument,
    make_jurisdiction,
    make_source,
)

pytestmark = pytest.mark.django_db

APPROACH = {"slug": "wait-led", "name": "Wait-led", "description": "Nothing yet.", "position": 99}


def record(model: str, **fields) -> dict:
    return {"model": f"jurisdictions.{model}", "fields": fields}


def approach(**changes) -> dict:
    return record("approach", **APPROACH | changes)


@pytest.fixture
def file(tmp_path):
    """A function that writes records, or text, to a file and gives its path."""

    def write(*records, name="test.yaml", text=None):
        path = tmp_path / name
        path.write_text(text or yaml.safe_dump(list(records), sort_keys=False))
        return str(path)

    return write


@pytest.fixture
def ada():
    return get_user_model().objects.create_user("ada", first_name="Ada", last_name="Lovelace")


def load(*files, **options) -> str:
    """What the command says."""
    out = io.StringIO()
    call_command("load_data", *files, stdout=out, **options)
    return out.getvalue()


def refused(*files, **options) -> str:
    """What the command says when it refuses, with status 1, and changes nothing."""
    before, entries = database(), history()
    with pytest.raises(CommandError) as refusal:
        load(*files, **options)
    assert refusal.value.returncode == 1
    assert (database(), history()) == (before, entries)
    return str(refusal.value)


def history() -> list[int]:
    """The number of entries in the history of each model."""
    return [model.history.count() for model in FIELDS]


def edit(instance, user, **changes):
    """Change a record as staff do, in the admin."""
    for name, value in changes.items():
        setattr(instance, name, value)
    instance._history_user = user
    instance.save()
    return instance


# --- What it loads ---


def test_it_counts_what_it_adds_changes_and_leaves_by_model(file):
    load(file(approach(), approach(slug="old-led", position=98)))
    changed = file(approach(name="Wait"), approach(slug="old-led", position=98), record_of_source())
    assert [line.split() for line in load(changed).splitlines()] == [
        ["added", "changed", "unchanged"],
        ["approaches", "0", "1", "1"],
        ["sources", "1", "0", "0"],
        ["all", "1", "1", "1"],
        ["Loaded."],
    ]


def record_of_source(**changes) -> dict:
    given = {"slug": "paper", "title": "Paper", "publisher": "P", "kind": "press"}
    return record("source", **given | {"access": "excerpt"} | changes)


def test_it_loads_a_shipped_fixture_by_its_name():
    load("vocabulary")
    assert Approach.objects.count() == 6


@pytest.mark.any_database
def test_it_says_which_files_there_are_when_one_is_unknown():
    names = ", ".join(SHIPPED)
    said = "There is no file atlantis. Give YAML files, or names out of: "
    assert refused("atlantis") == f"{said}{names}."


@pytest.mark.any_database
def test_a_folder_is_called_one(tmp_path):
    assert refused(str(tmp_path)).startswith(f"{tmp_path} is a folder. Give YAML files, or names")


def test_it_loads_what_another_program_pipes_to_it(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    records = yaml.safe_dump([record_of_source()])
    threading.Thread(target=pipe.write_text, args=(records,), daemon=True).start()
    load(str(pipe))
    assert Source.objects.count() == 1


@pytest.mark.any_database
def test_text_that_yaml_can_not_hold_is_refused_in_a_line(file):
    said = refused(file(text="a\0b"))
    assert said.startswith("test.yaml: this is not YAML in UTF-8 (unacceptable character #x0000")
    assert "\n" not in said


@pytest.mark.any_database
@pytest.mark.parametrize("text", ["\n", "  \n\n"])
def test_an_empty_file_is_refused(file, text):
    assert refused(file(text=text)) == "test.yaml is empty. Nothing was loaded."


def test_a_file_that_says_it_holds_no_record_is_none_that_is_empty(file):
    for text in ("[]\n", "# Sources\n"):
        assert "Nothing to do" in load(file(text=text))


@pytest.mark.any_database
def test_a_name_that_no_file_can_have_is_refused_in_a_sentence(tmp_path):
    name = str(tmp_path / ("n" * 300))
    assert refused(name) == f"{name} can't be read: File name too long. Nothing was loaded."


def test_a_database_that_another_load_keeps_is_named_in_a_sentence(file, monkeypatch):
    def locked(*args, **options):
        raise OperationalError("database is locked")

    monkeypatch.setattr(load_data, "load", locked)
    said = refused(file(record_of_source()))
    assert said.startswith("The database refused the load: database is locked. Nothing was loaded")


def test_records_and_files_may_stand_in_any_order(file):
    part = record(
        "jurisdiction",
        slug="part",
        name="Part",
        short_name="Part",
        kind="emirate",
        position=9001,
        parent=["whole"],
    )
    whole = record(
        "jurisdiction", slug="whole", name="Whole", short_name="W", kind="country", position=9002
    )
    load(file(part, name="a.yaml"), file(whole, name="b.yaml"))
    assert database_field("jurisdiction", "part", "parent") == "whole"


def database_field(model: str, slug: str, name: str):
    return next(
        values[name]
        for (kind, key), values in database().items()
        if kind.__name__.lower() == model and key == (slug,)
    )


def test_a_record_in_two_files_counts_once_with_its_last_version(file):
    first = file(approach(name="As told"), name="a.yaml")
    last = file(approach(name="As found"), name="b.yaml")
    for _ in range(2):
        load(first, last)
    assert Approach.objects.get().name == "As found"
    assert Approach.history.count() == 1


def test_the_article_is_completed_by_research_in_whichever_order_they_are_named(file):
    told = file(record_of_source(slug="article", title="As told"), name="article.yaml")
    found = file(record_of_source(slug="article", title="As found"), name="sources.yaml")
    load(found, told)
    assert Source.objects.get().title == "As found"


def period_record(**changes) -> dict:
    """A period of a place and an approach that are stored."""
    references = {"jurisdiction": [make_jurisdiction().slug], "approach": [make_approach().slug]}
    fields = {"slug": "p", "label": "L", "key_instrument_label": "K", "valid_from": "2024-01-01"}
    return record("approachperiod", **references | fields | changes)


def test_what_a_file_leaves_out_is_empty(file):
    full = period_record(rationale="So.", sources=[[make_source().slug]])
    load(file(full))
    assert ApproachPeriod.objects.get().sources.count() == 1
    fields = {k: v for k, v in full["fields"].items() if k not in ("rationale", "sources")}
    load(file(record("approachperiod", **fields)))
    period = ApproachPeriod.objects.get()
    assert (period.rationale, period.sources.count()) == ("", 0)


def test_a_reference_that_stands_twice_counts_once(file):
    source = make_source().slug
    path = file(period_record(sources=[[source], [source]]))
    load(path)
    assert "Nothing to do" in load(path)


def test_numbers_and_days_in_text_stay_as_written(file):
    load(file(text=yaml.safe_dump([record_of_source()]).replace("Paper", "1.10")))
    assert Source.objects.get().title == "1.10"


def test_every_change_is_in_the_history_as_a_load_that_of_a_list_alone_too(file):
    period = period_record()
    load(file(period))
    period["fields"]["sources"] = [[make_source().slug]]
    load(file(period))
    reasons = ApproachPeriod.history.values_list("history_change_reason", flat=True)
    assert list(reasons) == [LOADED, LOADED]


# --- Dry run ---


def test_a_dry_run_shows_records_and_fields_and_writes_nothing(file):
    make_source(slug="one")
    load(file(approach(), name="before.yaml"))
    before, entries = database(), history()
    after = file(approach(name="Stand-still", description="No rules."), record_of_source())
    said = load(after, dry_run=True)
    assert "Change approach wait-led (test.yaml)\n  name: Wait-led → Stand-still\n" in said
    assert "  description: Nothing yet. → No rules.\n" in said
    assert "Add source paper (test.yaml)\n  slug: paper\n  title: Paper\n" in said
    assert "position" not in said
    assert said.endswith("Nothing was written.\n")
    assert (database(), history()) == (before, entries)


@pytest.mark.any_database
def test_a_dry_run_shows_references_by_slug_and_empty_values_as_empty(file):
    finding = make_finding(criterion=make_criterion(slug="here"), note="A doubt.")
    make_criterion(slug="elsewhere")
    path = file(as_record(finding, criterion=["elsewhere"]))
    said = load(path, dry_run=True, overwrite=True)
    assert "  criterion: here → elsewhere\n" in said
    assert "  note: A doubt. → (empty)\n" in said


@pytest.mark.any_database
def test_a_dry_run_shows_long_values_below_each_other(file):
    old, new = " ".join(["Old"] * 20), " ".join(["New"] * 20)
    path = file(record_of_source(slug=make_source(title=old).slug, title=new))
    said = load(path, dry_run=True, overwrite=True)
    assert f"  title:\n    - {old}\n    + {new}\n" in said


def as_record(finding, **changes) -> dict:
    given = {
        "slug": finding.slug,
        "jurisdiction": [finding.jurisdiction.slug],
        "criterion": [finding.criterion.slug],
        "stance": str(finding.stance),
        "answer": finding.answer,
        "detail": finding.detail,
        "valid_from": finding.valid_from.isoformat(),
        "verified_on": finding.verified_on.isoformat(),
        "publication": str(finding.publication),
    }
    return record("finding", **given | changes)


# --- Edits by staff ---


def test_an_edit_by_staff_is_not_overwritten_and_named_with_who_when_and_both_values(file, ada):
    path = file(approach())
    load(path)
    edit(Approach.objects.get(), ada, name="Patient")
    said = refused(path)
    today = date.today()
    assert f"approach wait-led (test.yaml), changed by Ada Lovelace on {today.day} " in said
    assert " UTC\n  name\n    database: Patient\n    file:     Wait-led\n" in said
    assert "description" not in said
    assert "--overwrite" in said


def test_a_refused_load_changes_the_other_records_neither(file, ada):
    load(file(approach()))
    edit(Approach.objects.get(), ada, name="Patient")
    refused(file(approach(), record_of_source()))
    assert not Source.objects.exists()


def test_overwrite_lets_the_files_win(file, ada):
    path = file(approach())
    load(path)
    edit(Approach.objects.get(), ada, name="Patient")
    assert "approaches                    0          1          0" in load(path, overwrite=True)
    assert Approach.objects.get().name == "Wait-led"
    assert "Nothing to do" in load(path)


@pytest.mark.any_database
def test_a_dry_run_tells_of_the_edits_too(file, ada, capsys):
    path = file(approach())
    load(path)
    edit(Approach.objects.get(), ada, name="Patient")
    said = load(path, dry_run=True, overwrite=True)
    assert "Change approach wait-led (test.yaml), undoing that it was changed by Ada" in said
    assert "changed by Ada Lovelace" in refused(path, dry_run=True)


def test_an_edit_that_came_into_the_files_is_no_conflict(file, ada):
    load(file(approach()))
    edit(Approach.objects.get(), ada, name="Patient")
    assert "Nothing to do" in load(file(approach(name="Patient")))


@pytest.mark.any_database
def test_an_edit_that_a_load_overwrote_is_no_conflict_later(file, ada):
    load(file(approach()))
    edit(Approach.objects.get(), ada, name="Patient")
    load(file(approach(name="Third")), overwrite=True)
    load(file(approach(name="Fourth")))
    assert Approach.objects.get().name == "Fourth"


@pytest.mark.any_database
def test_an_edit_by_a_script_counts_and_is_called_so(file):
    load(file(approach()))
    edit(Approach.objects.get(), None, name="Patient")
    assert "changed by a script or a data load on" in refused(file(approach()))


def test_a_list_edited_by_staff_is_not_overwritten(file, ada):
    instrument, source = make_instrument(), make_source(slug="found-by-ada")
    fields = {
        "slug": instrument.slug,
        "jurisdiction": [instrument.jurisdiction.slug],
        "name": "New name",
        "short_name": "New",
        "kind": "statute",
    }
    path = file(record("instrument", **fields))
    load(path, overwrite=True)
    instrument.sources.add(source)
    assert "  sources\n    database: found-by-ada\n    file:     (empty)\n" in refused(path)


def test_a_record_deleted_by_staff_is_not_added_again(file, ada):
    path = file(approach())
    load(path)
    doomed = Approach.objects.get()
    doomed._history_user = ada
    doomed.delete()
    assert "approach wait-led (test.yaml), deleted by Ada Lovelace on" in refused(path)
    load(path, overwrite=True)
    assert Approach.objects.exists()


def citation(finding, instrument, **changes) -> dict:
    keys = {"finding": [finding.slug], "instrument": [instrument.slug]}
    return record("citation", **keys | {"position": 1, "pinpoint": "Art. 1"} | changes)


def test_a_citation_with_a_corrected_pinpoint_is_the_same_citation(file, ada):
    path = file(citation(make_finding(), make_instrument()))
    load(path)
    edit(Citation.objects.get(), ada, pinpoint="Art. 2")
    assert "  pinpoint\n    database: Art. 2\n    file:     Art. 1\n" in refused(path)
    load(path, overwrite=True)
    assert Citation.objects.get().pinpoint == "Art. 1"


def test_two_citations_of_one_instrument_stay_two(file, ada):
    finding, instrument = make_finding(), make_instrument()
    load(file(citation(finding, instrument)))
    edit(Citation.objects.get(), ada, pinpoint="Art. 2")
    both = [citation(finding, instrument, pinpoint=f"Art. {number}") for number in (1, 2)]
    load(file(*both))
    assert Citation.objects.count() == 2


def test_a_finding_deleted_by_staff_is_one_conflict_and_comes_back_whole(file, ada):
    finding, instrument = make_finding(), make_instrument()
    path = file(as_record(finding), citation(finding, instrument))
    load(path, overwrite=True)
    finding._history_user = ada
    finding.delete()
    assert refused(path).count(" by ") == 1
    load(path, overwrite=True)
    assert Citation.objects.get().finding.slug == finding.slug


def test_a_citation_deleted_by_staff_is_not_added_again(file, ada):
    path = file(citation(make_finding(), make_instrument()))
    load(path)
    Citation.objects.get().delete()
    assert ", deleted by a script or a data load on" in refused(path)


# --- Files that are broken ---


def test_a_load_takes_all_records_or_none(file):
    said = refused(file(approach(), record_of_source(kind="rumour")))
    assert said == (
        "source paper (test.yaml), field kind: Value 'rumour' is not a valid choice. "
        f"Choose one of {', '.join(SourceKind.values)}. Nothing was loaded."
    )


@pytest.mark.any_database
@pytest.mark.parametrize(
    ("changes", "field", "problem"),
    [
        ({"criterion": ["no-such"]}, "criterion", "there is no criterion no-such."),
        ({"answer": ["Yes"]}, "answer", "write one value, without brackets."),
        ({"valid_from": ["2024-01-01"]}, "valid_from", "write one value, without brackets."),
        ({"criterion": "custody"}, "criterion", "write the slug in brackets, as in [one]."),
        ({"criterion": None}, "criterion", "This field cannot be null."),
        ({"stnace": "unclear"}, "stnace", "there is no such field. There are slug, jurisdiction,"),
        ({"valid_from": "2026-02-30"}, "valid_from", "invalid date"),
        ({"valid_from": None}, "valid_from", "This field cannot be null."),
        ({"answer": True}, "answer", "text only in quotes."),
        ({"answer": "x" * 71}, "answer", "at most 70 characters (it has 71)."),
        ({"stance": "regulatd"}, "stance", "is not a valid choice. Choose one of recognised, "),
    ],
)
def test_a_broken_record_is_named_with_its_field(file, changes, field, problem):
    said = refused(file(as_record(make_finding(slug="sound"), slug="broken", **changes)))
    assert "finding broken" in said
    assert "test.yaml" in said
    assert f"field {field}: " in said
    assert problem in said
    assert "\n" not in said


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"stance": "recognised", "valid_from": "1999-01-01"}, "not in the scale of the criterion"),
        ({"answer": "", "valid_from": "1999-01-01"}, "A published finding needs an answer."),
        ({}, "begins on that day already. Correct that one, or choose another day."),
    ],
)
def test_what_the_database_refuses_is_said_in_the_words_of_the_form(file, changes, problem):
    said = refused(file(as_record(make_finding(slug="sound"), slug="broken", **changes)))
    assert said.startswith("finding broken (test.yaml): ")
    assert problem in said


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"answer": ""}, ": A published finding needs an answer."),
        ({"stance": "recognised"}, "not in the scale of the criterion"),
        ({"valid_from": "1999-01-01"}, ": A finding of this jurisdiction and criterion begins on"),
    ],
)
def test_the_same_of_a_record_that_is_stored_already(file, changes, problem):
    first = make_finding(valid_from="1999-01-01")
    cell = {"jurisdiction": first.jurisdiction, "criterion": first.criterion}
    said = refused(file(as_record(make_finding(slug="later", **cell), **changes)))
    assert said.startswith("finding later (test.yaml): ")
    assert problem in said


def test_two_that_change_places_are_refused_by_the_field(file):
    one, other = ({"slug": name, "title": name} for name in ("one", "other"))
    load(file(record("section", **one, position=1), record("section", **other, position=2)))
    swapped = file(record("section", **one, position=2), record("section", **other, position=1))
    said = refused(swapped)
    assert "has this position already: choose another." in said


DEEP = "there are more than 20 lists in one another."


@pytest.mark.any_database
@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("- model: [", "test.yaml, line 2: did not find expected node content"),
        ("model: x", "test.yaml: a fixture is a list of records"),
        ("- model: auth.user\n  fields: {}", "test.yaml, record 1: there is no model auth.user."),
        ("- model: jurisdictions.source\n  pk: 1\n  fields: {}", "record 1: a record has “model”"),
        ("- model: jurisdictions.source", "record 1: a record has “model”"),
        ("- just text", "record 1: a record has “model”"),
        ("- model: jurisdictions.source\n  fields: x", "record 1: “fields” holds names and values"),
        (
            "- model: jurisdictions.source\n  fields: {title: T}",
            "record 1, source: slug is missing",
        ),
        ("- model: jurisdictions.source\n  fields: {url: a, url: b}", "line 2: “url” stands twice"),
        ("- model: jurisdictions.source\n  fields: {url: !!int a}", "line 2: could not determine"),
        pytest.param("[" * 100_000, f"test.yaml, line 1: {DEEP}", id="deep"),
        pytest.param("- " * 100_000, f"test.yaml, line 1: {DEEP}", id="deep-in-blocks"),
        ("- !!set {model, fields}", "line 1: could not determine a constructor for the tag"),
    ],
)
def test_a_file_of_another_form_is_refused_in_a_sentence(file, text, problem):
    said = refused(file(text=text))
    assert problem in said
    assert said.endswith(". Nothing was loaded.")
    assert "\n" not in said


@pytest.mark.any_database
def test_a_list_of_references_needs_its_brackets(file):
    said = refused(file(record("event", slug="e", sources=["one", "two"])))
    assert "event e, field sources: write each slug in brackets, as in [[one], [another]]." in said


@pytest.mark.any_database
def test_of_several_references_the_missing_one_is_named(file):
    event = record("event", slug="e", sources=[[make_source().slug], ["missing"]])
    assert "event e (test.yaml), field sources: there is no source missing." in refused(file(event))


@pytest.mark.any_database
def test_a_record_that_stands_twice_in_one_file_is_refused(file):
    said = refused(file(approach(), approach()))
    assert said == "approach wait-led (test.yaml) stands twice in the file. Nothing was loaded."


@pytest.mark.any_database
def test_references_in_a_circle_are_refused(file):
    fields = {"name": "N", "short_name": "N", "kind": "country"}
    one = record("jurisdiction", slug="one", position=9001, parent=["two"], **fields)
    two = record("jurisdiction", slug="two", position=9002, parent=["one"], **fields)
    assert "These records refer to each other in a circle: " in refused(file(one, two))


# --- On the command line ---


@pytest.mark.any_database
def test_the_progress_bar_is_quiet_when_nobody_watches(file, capsys):
    load(file(approach()))
    assert capsys.readouterr().err == ""


@pytest.mark.any_database
def test_a_terminal_shows_a_progress_bar(file, capsys, monkeypatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    load(file(approach()))
    assert "Loading: 100%" in capsys.readouterr().err


@pytest.mark.any_database
def test_verbosity_0_is_silent(file, capsys, monkeypatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    assert load(file(approach()), verbosity=0) == ""
    assert capsys.readouterr().err == ""


def test_if_empty_fills_an_empty_database(file):
    load(file(approach()), if_empty=True)
    assert Approach.objects.exists()


def test_if_empty_leaves_a_database_with_any_jurisdiction_alone():
    make_jurisdiction()
    assert load(if_empty=True) == "The database holds data already; nothing was loaded.\n"
    assert not Finding.objects.exists()
