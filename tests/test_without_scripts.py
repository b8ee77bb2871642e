"""Forms that need scripts for a part of what they do say so to who has none."""

import pytest

from jurisdictions.models import ApproachPeriod, Event, Finding, Instrument, Jurisdiction, Source

from . import factories as make
from .desk import address
from .pages import parse

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.mark.parametrize(
    "model", [ApproachPeriod, Event, Finding, Instrument, Jurisdiction, Source]
)
def test_a_form_says_what_needs_scripts(admin_client, model):
    told = parse(admin_client.get(address(model, "add"))).select_one("form noscript")
    assert "choosing another record and adding rows need scripts" in told.text


def test_so_does_the_form_of_what_is_there(admin_client):
    page = parse(admin_client.get(address(make.make_finding(), "change")))
    assert len(page.select("form noscript")) == 1
