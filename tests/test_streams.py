"""What many cells name is read once for all files of a state of the data, which share it."""

import pytest

from jurisdictions import streams
from jurisdictions.models import Finding, Source

from .factories import make_finding, make_source

pytestmark = pytest.mark.django_db


@pytest.fixture
def sources(monkeypatch) -> list[int]:
    """The keys of more sources than are known at a time."""
    monkeypatch.setattr(streams, "MOST", 2)
    return [make_source().pk for _ in range(5)]


def test_what_was_fetched_once_is_not_fetched_again(sources, django_assert_num_queries):
    known = streams.Fetched(Source.objects.all())
    known.of(sources[:2], "default")
    with django_assert_num_queries(0):
        assert set(sources[:2]) <= known.of([*sources[:2], None], "default").keys()


def test_who_asks_gets_all_though_another_begins_anew_meanwhile(sources):
    """Between looking whether all is known and taking it, another file drops what is known."""
    *known, other = sources

    class LookedInto(dict):
        def keys(self):
            shared.known = dict(self)
            shared.of([other], "default")
            return super().keys()

    shared = streams.Fetched(Source.objects.all())
    shared.known = LookedInto(Source.objects.in_bulk(known))
    assert set(known) <= set(shared.of(known, "default"))


def test_what_readers_no_longer_see_is_left_out_of_what_has_yet_to_be_read():
    gone, stays = make_finding(), make_finding()
    cells = streams.FindingCells(Finding.objects.order_by("pk"), stays.valid_from)
    assert cells.keys() == [gone.pk, stays.pk]
    Finding.objects.filter(pk=gone.pk).update(publication="draft")
    assert [cell.finding for cell in cells] == [stays]
