"""JSON: the cells of the page as records, in the shape that the schema and the README tell."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from jurisdictions import renderers
from jurisdictions.models import Revision, Source
from jurisdictions.renderers import json as renderer

from .files import DAY, HOSTILE, QUERIES, THREE, Shown, fetched, made_file, on_page

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("four_places"),
    pytest.mark.any_database,
]

SCHEMA = json.loads((Path(renderers.__file__).parent / "regcompare-1.schema.json").read_text())


def cells(query: str) -> list[Shown]:
    content = json.loads(fetched("json", query))
    titles = {source["slug"]: source["title"] for source in content["sources"]}
    return [shown(row, titles) for row in content["rows"]]


def shown(row: dict, titles: dict[str, str]) -> Shown:
    place = row["criterion_title"], row["jurisdiction_name"], row["stance_label"]
    return Shown(*place, row["answer"], tuple(titles[slug] for slug in row["sources"]))


def made(*args, **changes) -> dict:
    content = json.loads("".join(renderer.render(made_file(*args, **changes))))
    Draft202012Validator(SCHEMA).validate(content)
    return content


@pytest.mark.few(3)
@pytest.mark.parametrize("query", QUERIES)
def test_the_file_holds_the_cells_of_the_page(query):
    assert cells(query) == on_page(query)


@pytest.mark.parametrize("query", ["", *QUERIES])
def test_the_file_keeps_to_its_schema(query):
    content = json.loads(fetched("json", query))
    validator = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)
    validator.validate(content)
    names = [column["name"] for column in content["columns"]]
    assert all(list(row) == names for row in content["rows"])


def test_the_schema_is_one():
    Draft202012Validator.check_schema(SCHEMA)


def test_the_example_of_the_readme_keeps_to_it():
    readme = (Path(renderers.__file__).parents[2] / "README.md").read_text()
    example = readme[readme.index("```json") :].removeprefix("```json").partition("```")[0]
    Draft202012Validator(SCHEMA).validate(json.loads(example))


def test_it_says_what_was_chosen_for_which_day_as_recorded_when():
    about = json.loads(fetched("json", f"{THREE}as_of={DAY}&stance=regulated"))["document"]
    assert about["as_of"] == "2026-11-24"
    assert about["evidence_to"] == "2026-10-08"
    assert about["choices"] == [{"label": "Stance", "value": "Regulated"}]
    assert about["revision"] == Revision.current().number
    assert f"&rev={about['revision']}" in about["address"]


def test_values_keep_their_types():
    row = ["text", 3, True, None, date(1215, 6, 15), ["one", "two"], []]
    [read] = made([row])["rows"]
    assert list(read.values()) == ["text", 3, True, None, "1215-06-15", ["one", "two"], []]


def test_sources_are_told_in_full():
    given = {"slug": "act", "title": "Act", "publisher": "State", "kind": "official"}
    source = Source(**given, access="excerpt", url="https://example.org/")
    [read] = made(sources=[source])["sources"]
    assert read == {
        **given,
        "address": "https://example.org/",
        "access": "excerpt",
        "published_on": None,
    }


@pytest.mark.parametrize("text", [*HOSTILE, "\x00\x1f", "\n\u0301"])
def test_text_comes_back_as_it_is_but_composed(text):
    content = made([[text, [text]]], title=text)
    composed = text.replace("e\u0301", "é")
    assert list(content["rows"][0].values()) == [composed, [composed]]
    assert content["document"]["title"] == composed


def test_letters_stand_as_themselves():
    assert "é ع 🙂" in "".join(renderer.render(made_file([["é ع 🙂"]])))


def test_a_revision_has_its_number_and_the_time_of_its_recording():
    revision = Revision(number=7, recorded_at=datetime(2026, 11, 1, 8, tzinfo=UTC))
    about = made(revision=revision)["document"]
    assert (about["revision"], about["recorded_at"]) == (7, "2026-11-01T08:00:00Z")


def test_each_row_comes_as_soon_as_it_is_known():
    def endless():
        while True:
            yield ["x"]

    pieces = renderer.render(made_file(endless(), width=1))
    assert [next(pieces) for _ in range(4)][2:] == ['\n{"c0": "x"}', ',\n{"c0": "x"}']
