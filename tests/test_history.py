"""Every change is in the history, by whichever road it came."""

import pytest
import yaml
from django.core.management import call_command

from jurisdictions.models import (
    Approach,
    Citation,
    Criterion,
    Event,
    Finding,
    Revision,
    Source,
    Topic,
)
from jurisdictions.recording import history
from jurisdictions.recording.history import LOADED, WENT_ALONG, noted

from .factories import make_citation, make_event, make_finding, make_section, make_source

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


def test_what_goes_with_another_record_says_so():
    kept, removed = make_citation(), make_citation()
    removed.delete()
    Finding.objects.filter(pk=kept.finding.pk).delete()
    reasons = Citation.history.filter(history_type="-").order_by("history_id")
    assert [one.history_change_reason for one in reasons] == [None, WENT_ALONG]
    assert Finding.history.get(history_type="-").history_change_reason is None


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


def events_are_written() -> list:
    """One event whose list of sources changes, and one between its changes."""
    event = make_event(title="One")
    event.sources.add(make_source(title="A"), make_source(title="B"))
    make_event(title="Two", jurisdiction=event.jurisdiction)
    event.title = "Three"
    event.save()
    event.sources.remove(event.sources.get(title="A"))
    return told(Event.history.order_by("revision"))


def told(entries) -> list:
    return [
        (one.history_type, one.title, sorted(row.source.title for row in one.sources.all()))
        for one in entries
    ]


@pytest.mark.parametrize("portion", [1, 2, 1000])
def test_what_is_noted_first_is_recorded_as_what_is_written_at_once(monkeypatch, portion):
    monkeypatch.setattr(history, "PORTION", portion)
    at_once = events_are_written()
    assert len(at_once) == 5
    newest = Revision.current().number
    with noted():
        events_are_written()
    assert told(Event.history.filter(revision__gt=newest).order_by("revision")) == at_once
    in_turn = [list(Event.history.order_by(name)) for name in ("history_id", "revision")]
    assert in_turn[0] == in_turn[1]


def test_each_entry_that_was_noted_makes_a_revision_of_its_own_in_turn():
    before = Revision.objects.count()
    with noted():
        sources = [make_source() for _ in range(3)]
        assert Revision.objects.count() == before
    numbers = [source.history.get().revision for source in sources]
    assert numbers == sorted(set(numbers))
    assert set(numbers) <= set(Revision.objects.values_list("number", flat=True))
    assert Revision.objects.count() == before + 3


def test_what_fails_while_it_is_noted_leaves_no_entry():
    def fail():
        with noted():
            make_source()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert not Source.history.exists()


def test_a_record_that_stands_twice_in_a_fixture_is_recorded_where_it_changes(tmp_path):
    given = {"slug": "new-led", "name": "New-led", "description": "A kind.", "position": 99}
    versions = [given, given, given | {"name": "Newer-led"}]
    file = tmp_path / "approach.yaml"
    entries = [{"model": "jurisdictions.approach", "fields": fields} for fields in versions]
    file.write_text(yaml.safe_dump(entries))
    call_command("loaddata", file, verbosity=0)
    assert kinds(Approach.history.filter(slug="new-led")) == ["+", "~"]
