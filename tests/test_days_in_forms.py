"""A day that is typed has a form that is named where it is missed, and a year that readers see."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from jurisdictions.days import FIRST_DAY, LAST_DAY
from tests import factories as make
from tests.test_admin import change, errors, make_draft
from tests.workflow import editor, signed_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("typed", ["31/12/2026", "2026-02-30", "soon"])
def test_what_is_no_day_is_refused_with_an_example(typed):
    told = errors(change(signed_in(editor()), make_draft(), valid_from=typed))
    assert "This is no day that can be understood. Write it as 2026-12-31." in told


@pytest.mark.parametrize("typed", ["0202-06-01", "1899-12-31", "2101-01-01", "2206-01-01"])
def test_a_slip_in_the_year_is_named_beside_the_field(typed):
    told = errors(change(signed_in(editor()), make_draft(), valid_from=typed))
    assert "Give a day from 1 January 1900 to 31 December 2100." in told


@pytest.mark.parametrize("maker", [make.make_finding, make.make_period])
@pytest.mark.parametrize("day", [FIRST_DAY, LAST_DAY])
def test_the_first_and_the_last_day_are_taken(maker, day):
    maker(valid_from=day).full_clean()


@pytest.mark.parametrize("maker", [make.make_finding, make.make_period])
def test_no_other_road_takes_a_day_that_nobody_can_ask_for(maker):
    record = maker(valid_from=date(2101, 1, 1))
    with pytest.raises(ValidationError) as refusal:
        record.full_clean()
    assert list(refusal.value.message_dict) == ["valid_from"]


def test_a_load_names_file_record_and_field(tmp_path):
    place, criterion = make.make_jurisdiction().slug, make.make_criterion().slug
    file = tmp_path / "new.yaml"
    file.write_text(
        "- model: jurisdictions.finding\n"
        "  fields: {slug: later, stance: regulated, answer: Yes it is, valid_from: 2206-01-01,\n"
        f"    jurisdiction: [{place}], criterion: [{criterion}]}}\n"
    )
    told = r"^finding later \(new\.yaml\), field valid_from: Give a day from 1 January 1900"
    with pytest.raises(CommandError, match=told):
        call_command("load_data", file, verbosity=0)
