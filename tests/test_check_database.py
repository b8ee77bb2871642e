"""`manage.py check_data` holds a small database against the rules of evidence."""

from datetime import date

import pytest

from jurisdictions.models import Citation, Finding

from .factories import (
    make_criterion,
    make_event,
    make_finding,
    make_instrument,
    make_jurisdiction,
    make_period,
    make_source,
    together,
)
from .test_check_data import verdict

pytestmark = pytest.mark.django_db


def test_an_empty_database_passes():
    assert verdict()[:2] == (0, [])


def test_an_error_in_the_database_gives_status_1_and_says_so():
    make_finding(slug="bare")
    status, lines, _ = verdict()
    assert status == 1
    assert lines[0].startswith("error: database: finding bare: sources: It cites no source.")


def grow():
    """One more jurisdiction with law and evidence."""
    place, source, row = make_jurisdiction(), make_source(), make_criterion()
    text = make_instrument(jurisdiction=place)
    event = make_event(jurisdiction=place, instrument=text, is_milestone=True)
    period = make_period(jurisdiction=place)
    for record in (text, event, period):
        record.sources.add(source)
    period.key_instruments.add(text)
    for year in (2024, 2025):
        answer = make_finding(jurisdiction=place, criterion=row, valid_from=date(year, 1, 1))
        Citation.objects.create(finding=answer, source=source)
        Citation.objects.create(finding=answer, instrument=text, pinpoint="Art. 1")


def test_the_database_is_asked_as_many_queries_however_much_it_holds(
    django_assert_max_num_queries,
):
    def queries() -> int:
        grow()
        with django_assert_max_num_queries(40) as captured:
            assert verdict()[:2] == (0, [])
        return len(captured)

    few = queries()
    with together():
        for _ in range(20):
            grow()
    assert queries() == few
    assert Finding.objects.count() == 44
