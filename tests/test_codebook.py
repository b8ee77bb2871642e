"""Every table, field and code of a release is described."""

import pytest

from jurisdictions.plain import FIELDS, fields_of
from jurisdictions.releasing.codebook import codebook
from jurisdictions.releasing.meanings import EVERYWHERE, OF_ONE_TABLE, meaning_of_field
from jurisdictions.releasing.schema import schema_of
from jurisdictions.releasing.tables import name_of
from jurisdictions.releasing.vocabularies import VOCABULARIES, codes, vocabulary_of

pytestmark = pytest.mark.any_database


def section_of(name: str) -> str:
    """The part of the codebook under a heading."""
    return codebook().split(f"### {name}\n")[1].split("\n### ")[0]


@pytest.mark.parametrize("model", FIELDS)
def test_every_field_is_described_in_the_codebook_and_the_schema(model):
    section = section_of(name_of(model))
    properties = schema_of(model)["items"]["properties"]
    for name, field in fields_of(model).items():
        meaning = meaning_of_field(model, field)
        assert meaning.endswith("."), (model, name)
        assert "|" not in meaning
        assert f"| `{name}` |" in section
        assert meaning in section
        assert properties[name]["description"] == meaning


def test_every_description_is_of_a_field_that_exists():
    for model, told in OF_ONE_TABLE.items():
        assert set(told) <= set(FIELDS[model]), model
    assert set(EVERYWHERE) <= {name for names in FIELDS.values() for name in names}


@pytest.mark.parametrize("model", FIELDS)
def test_every_closed_field_has_a_vocabulary(model):
    for name, field in fields_of(model).items():
        assert bool(field.choices) == (vocabulary_of(field) is not None), name


@pytest.mark.parametrize("name", VOCABULARIES)
def test_every_code_is_described_in_the_codebook(name):
    section = section_of(name)
    for value, label, meaning in codes(VOCABULARIES[name]):
        assert meaning.endswith((".", "?")), value
        assert f"| `{value}` | {label} | {meaning} |" in section


def test_the_codebook_says_the_rules_of_the_data():
    text = " ".join(codebook().split())
    assert "holds from `valid_from` until the next one begins" in text
    assert "**Unknown is not “no”.**" in text
    assert "behind an apostrophe" in text
