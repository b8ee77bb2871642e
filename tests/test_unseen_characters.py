"""No text takes a character for which pages and files have no place, whichever way it comes."""

import pytest
import yaml
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.urls import reverse

from jurisdictions.models import Source

from . import factories as make
from .desk import errors
from .workflow import editor, signed_in

pytestmark = pytest.mark.django_db

UNSEEN = ["\x01", "\x0b", "\x1b", "\ufffe", "\uffff"]
SOURCE = {"slug": "s", "publisher": "P", "kind": "official", "access": "excerpt"}


def refused(record) -> dict:
    """The refusals of a record, by the names of its fields."""
    with pytest.raises(ValidationError) as refusal:
        record.full_clean()
    return refusal.value.message_dict


@pytest.mark.parametrize("character", UNSEEN)
def test_a_text_that_holds_one_is_refused_by_the_name_of_the_field(character):
    (sentence,) = refused(make.make_finding(detail=f"Be{character}cause."))["detail"]
    assert f"the character U+{ord(character):04X}, which nobody sees" in sentence
    assert "“Be▮cause.”" in sentence


def test_the_refusal_shows_where_it_stands_in_a_long_text():
    text = f"{'word ' * 50}here\x0b\r\nand \x0c there {'word ' * 50}"
    (sentence,) = refused(make.make_finding(detail=text))["detail"]
    assert "“word word word here▮ and there word wo”" in sentence


@pytest.mark.parametrize(
    ("record", "field"),
    [
        (make.make_finding, "answer"),
        (make.make_source, "title"),
        (make.make_instrument, "name"),
        (make.make_event, "title"),
        (make.make_period, "label"),
        (make.make_term, "term"),
        (make.make_citation, "pinpoint"),
    ],
)
def test_every_sort_of_record_refuses_it(record, field):
    assert set(refused(record(**{field: "A\x01 text"}))) == {field}


def test_all_fields_with_one_are_named():
    assert set(refused(make.make_finding(answer="A\x01", detail="B\x02"))) == {"answer", "detail"}


def test_lines_tabs_and_all_that_is_seen_are_taken():
    make.make_finding(detail="One\r\ntwo\n\n\tthree\rfour: § “ö” 漢 🙂 \ufffd").full_clean()


def test_the_form_refuses_it_beside_the_field():
    answer = signed_in(editor()).post(
        reverse("admin:jurisdictions_source_add"), SOURCE | {"title": "A\x01 title"}
    )
    assert "U+0001" in errors(answer)
    assert answer.context["adminform"].form.errors.keys() == {"title"}
    assert not Source.objects.exists()


def test_a_load_refuses_it_by_record_and_field(tmp_path):
    file = tmp_path / "file.yaml"
    fields = SOURCE | {"title": "A\x01 title"}
    file.write_text(yaml.safe_dump([{"model": "jurisdictions.source", "fields": fields}]))
    with pytest.raises(CommandError, match=r"title.*U\+0001"):
        call_command("load_data", file, verbosity=0)
    assert not Source.objects.exists()
