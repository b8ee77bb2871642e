"""No record takes a day that is a slip of the pen, or later than any that can be asked for."""

from datetime import date

import pytest
import yaml
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from jurisdictions.days import EARLIEST, LAST_DAY, in_words, recordable
from jurisdictions.models import Event, Source

from . import factories as make
from .desk import errors
from .test_unseen_characters import SOURCE, refused
from .workflow import editor, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

OUTSIDE = [date.min, date(205, 1, 1), date(999, 12, 31), date(2101, 1, 1), date.max]
KINDS = [
    (make.make_event, "date"),
    (make.make_finding, "valid_from"),
    (make.make_finding, "verified_on"),
    (make.make_period, "valid_from"),
    (make.make_source, "published_on"),
    (make.make_jurisdiction, "researched_until"),
]


@pytest.mark.parametrize("day", OUTSIDE)
@pytest.mark.parametrize(("record", "field"), KINDS)
def test_every_day_of_a_record_is_refused_outside_the_range(record, field, day):
    first, last = recordable(field)
    (sentence,) = refused(record(**{field: day}))[field]
    assert sentence == f"Give a day from {in_words(first)} to {in_words(last)}."


@pytest.mark.parametrize(("record", "field"), KINDS)
def test_the_first_and_the_last_one_are_taken(record, field):
    for day in recordable(field):
        record(**{field: day}).clean_fields()


def test_events_may_be_older_than_any_day_that_can_be_asked_for():
    make.make_event(date=date(1872, 9, 1)).clean_fields()


def test_a_form_refuses_it_beside_the_field():
    answer = signed_in(editor()).post(
        reverse("admin:jurisdictions_source_add"),
        SOURCE | {"title": "T", "published_on": "0205-1-1"},
    )
    assert "Give a day from" in errors(answer)
    assert answer.context["adminform"].form.errors.keys() == {"published_on"}
    assert not Source.objects.exists()


def test_a_load_refuses_it_by_file_record_and_field(tmp_path):
    file = tmp_path / "file.yaml"
    fields = SOURCE | {"title": "T", "published_on": date.max}
    file.write_text(yaml.safe_dump([{"model": "jurisdictions.source", "fields": fields}]))
    told = r"^source \S+ \(file\.yaml\), field published_on: Give a day from 1 January 1000 to"
    with pytest.raises(CommandError, match=told):
        call_command("load_data", file, verbosity=0)
    assert not Source.objects.exists()


@pytest.mark.few(3)
@pytest.mark.parametrize("day", [EARLIEST, LAST_DAY])
@pytest.mark.parametrize(
    "address", ["/timeline.ics", "/timeline/?to=2100-12-31", "/timeline.atom", "/instruments/law/"]
)
def test_every_day_that_is_taken_can_be_shown(address, day):
    law = make.make_instrument(slug="law")
    for one in (day, date(2024, 1, 1)):
        Event.objects.create(
            slug=f"on-{one}", jurisdiction=law.jurisdiction, instrument=law, date=one,
            title="Something", kind="adopted", is_milestone=True,
        )  # fmt: skip
    assert Client().get(address).status_code == 200
