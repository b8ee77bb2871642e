"""A finding and an approach period share no slug: /changes/<slug>/ tells of one of them."""

import pytest
import yaml
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.urls import reverse

from jurisdictions.editing.slugs import made_of
from jurisdictions.models import ApproachPeriod, Finding

from . import factories as make
from .desk import errors
from .workflow import editor, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

KINDS = pytest.mark.parametrize(
    ("one", "other"),
    [(make.make_finding, make.make_period), (make.make_period, make.make_finding)],
    ids=["finding", "period"],
)


@KINDS
@pytest.mark.parametrize("publication", ["published", "draft"])
def test_one_with_the_slug_of_the_other_is_refused_by_name(one, other, publication):
    taken = other(slug="both", publication=publication)
    with pytest.raises(ValidationError) as refused:
        one(slug="both").full_clean()
    (sentence,) = refused.value.messages
    assert f"The slug both is that of {taken} already" in sentence


@KINDS
def test_a_slug_of_its_own_is_taken_and_so_is_that_of_another_sort(one, other):
    other(slug="another")
    make.make_event(slug="own")
    one(slug="own").full_clean()


@KINDS
def test_a_slug_that_is_made_is_none_of_the_other(one, other):
    other(slug="dubai-2026")
    assert made_of(["dubai", "2026"], type(one())) == "dubai-2026-2"


def test_the_form_refuses_it():
    taken = make.make_period(slug="both")
    given = {
        "slug": "both", "jurisdiction": make.make_jurisdiction().pk,
        "criterion": make.make_criterion().pk, "stance": "regulated", "confidence": "sourced",
        "valid_from": "2026-01-01", "answer": "Typed",
        "citations-TOTAL_FORMS": 0, "citations-INITIAL_FORMS": 0,
    }  # fmt: skip
    answer = signed_in(editor()).post(reverse("admin:jurisdictions_finding_add"), given)
    assert f"that of {taken} already" in errors(answer)
    assert not Finding.objects.exists()


def test_a_load_refuses_it(tmp_path):
    taken = make.make_finding(slug="both")
    fields = {
        "slug": "both", "jurisdiction": [make.make_jurisdiction().slug],
        "approach": [make.make_approach().slug], "label": "L", "key_instrument_label": "K",
        "valid_from": "2026-01-01",
    }  # fmt: skip
    file = tmp_path / "file.yaml"
    file.write_text(yaml.safe_dump([{"model": "jurisdictions.approachperiod", "fields": fields}]))
    with pytest.raises(CommandError, match=f"that of {taken} already"):
        call_command("load_data", file, verbosity=0)
    assert not ApproachPeriod.objects.exists()


def test_a_load_of_both_refuses_the_second(tmp_path):
    place = make.make_jurisdiction().slug
    shared = {"slug": "both", "jurisdiction": [place], "valid_from": "2026-01-01"}
    period = {
        "approach": [make.make_approach().slug], "label": "L", "key_instrument_label": "K",
    }  # fmt: skip
    finding = {"criterion": [make.make_criterion().slug], "stance": "regulated", "answer": "A"}
    records = [
        {"model": "jurisdictions.approachperiod", "fields": shared | period},
        {"model": "jurisdictions.finding", "fields": shared | finding},
    ]
    file = tmp_path / "file.yaml"
    file.write_text(yaml.safe_dump(records))
    with pytest.raises(CommandError, match="The slug both is that of"):
        call_command("load_data", file, verbosity=0)
    assert not ApproachPeriod.objects.exists()
    assert not Finding.objects.exists()
