"""Every change is in the history, by whichever road it came."""

import pytest
import yaml
from django.core.management import call_command

from jurisdictions.history import LOADED
from jurisdictions.models import Approach, Criterion, Finding, Topic

from .factories import make_finding, make_section

pytestmark = pytest.mark.django_db


def kinds(records) -> list[str]:
    return list(records.order_by("history_id").values_list("history_type", flat=True))


def load(tmp_path, **fields):
    file = tmp_path / "approach.yaml"
    given = {"slug": "new-led", "name": "New-led", "description": "A kind.", "position": 99}
    file.write_text(yaml.safe_dump([{"model": "jurisdictions.approach", "fields": given | fields}]))
    call_command("loaddata", file, verbosity=0)


def test_saving_and_deleting_are_recorded():
    finding = make_finding()
    finding.answer = "Another"
    finding.save()
    key = finding.pk
    finding.delete()
    assert kinds(Finding.history.filter(id=key)) == ["+", "~", "-"]


def test_saving_through_a_proxy_is_recorded():
    topic = Topic.objects.create(
        slug="t", title="T", section=make_section(), question="T?", scale="regulation", position=99
    )
    topic.title = "U"
    topic.save()
    assert kinds(Criterion.history.filter(slug="t")) == ["+", "~"]


def test_a_fixture_load_is_recorded_with_its_reason(tmp_path):
    load(tmp_path)
    load(tmp_path, name="Newer-led")
    records = Approach.history.filter(slug="new-led")
    assert kinds(records) == ["+", "~"]
    assert set(records.values_list("history_change_reason", flat=True)) == {LOADED}


def test_a_fixture_load_that_changes_nothing_is_not_recorded(tmp_path):
    load(tmp_path)
    load(tmp_path)
    assert kinds(Approach.history.filter(slug="new-led")) == ["+"]
