"""An argument is about a pillar or about the proposal as a whole, by whatever road it comes."""

import io

import pytest
import yaml
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.core.serializers.base import DeserializationError

from jurisdictions.models import Argument, Criterion
from jurisdictions.spreadsheets.reading import read
from jurisdictions.spreadsheets.trial import attempt
from tests.factories import (
    make_argument,
    make_criterion,
    make_pillar,
    make_proposal,
    make_stakeholder,
)

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

SAID = "custody is a topic. Choose a pillar of the proposal, or leave it empty."


def argument(pillar: str) -> dict:
    """What a file says of an argument."""
    references = {"proposal": make_proposal().slug, "stakeholder": make_stakeholder().slug}
    fields = {name: [slug] for name, slug in (references | {"pillar": pillar}).items()}
    fields |= {"slug": "it-helps", "side": "for", "statement": "It helps."}
    return {"model": "jurisdictions.argument", "fields": fields}


@pytest.fixture
def file(tmp_path):
    """A function that writes records to a file and gives its path."""

    def write(*records: dict) -> str:
        path = tmp_path / "test.yaml"
        path.write_text(yaml.safe_dump(list(records)))
        return str(path)

    return write


def load(path: str) -> None:
    call_command("load_data", path, stdout=io.StringIO())


def test_a_load_takes_a_pillar(file):
    load(file(argument(make_pillar().slug)))
    assert Argument.objects.get().pillar.is_pillar


def test_a_load_refuses_a_topic_by_name(file):
    path = file(argument(make_criterion(slug="custody").slug))
    with pytest.raises(CommandError) as refusal:
        load(path)
    told = f"argument it-helps (test.yaml), field pillar: {SAID} Nothing was loaded."
    assert str(refusal.value) == told
    assert not Argument.objects.exists()


def test_loaddata_refuses_a_topic_too(file):
    path = file(argument(make_criterion(slug="custody").slug))
    with pytest.raises(DeserializationError, match="Pillar matching query does not exist"):
        call_command("loaddata", path, verbosity=0)
    assert not Argument.objects.exists()


def test_an_import_refuses_a_topic_by_row_and_column():
    stored, topic = make_argument(), make_criterion(slug="custody")
    sheet = read("a.csv", f"slug,pillar\n{stored.slug},{topic.slug}\n".encode())
    (problem,) = attempt(sheet, Argument, "a.csv", by=get_user_model()(pk=1)).problems
    assert (problem.row, problem.column, problem.text) == (2, "pillar", SAID)


@pytest.mark.parametrize("pillar", [make_pillar, lambda: None])
def test_a_form_takes_a_pillar_or_none(pillar):
    make_argument(pillar=pillar()).full_clean()


def test_what_is_no_criterion_at_all_is_left_to_the_field():
    with pytest.raises(ValidationError, match="not a valid choice"):
        Argument(pillar_id=0).full_clean()


def test_a_pillar_that_is_argued_about_does_not_become_a_topic():
    pillar = make_argument(pillar=make_pillar()).pillar
    criterion = Criterion.objects.get(pk=pillar.pk)
    criterion.full_clean()
    criterion.proposal = None
    with pytest.raises(ValidationError) as refusal:
        criterion.full_clean()
    assert refusal.value.message_dict == {"proposal": ["Arguments are about it as a pillar."]}


def test_a_pillar_that_nobody_argues_about_may_become_a_topic():
    criterion = Criterion.objects.get(pk=make_pillar().pk)
    make_argument(pillar=make_pillar())
    criterion.proposal = None
    criterion.full_clean()


def test_a_topic_that_an_older_load_took_as_a_pillar_can_still_be_corrected():
    topic = make_criterion()
    Argument.objects.filter(pk=make_argument().pk).update(pillar=topic.pk)
    topic.title = "Corrected"
    topic.full_clean()
