"""When records were last written, with what belongs to them, as their history has it."""

import pytest

from jurisdictions.models import Citation, Finding, Source
from jurisdictions.recording.last_written import Writing, last_written, newest_of_all

from .factories import make_citation

pytestmark = pytest.mark.django_db
FINDINGS = Writing("findings", Finding.history.all())
CITATIONS = Writing("findings", Citation.history.all(), "finding_id")
SOURCES = Writing("sources", Source.history.all())
IN_EITHER_ORDER = pytest.mark.parametrize(
    "writings", [(FINDINGS, CITATIONS), (CITATIONS, FINDINGS)], ids=["own-first", "part-first"]
)


def newest(record):
    return type(record).history.filter(id=record.pk).latest().history_date


@IN_EITHER_ORDER
def test_a_record_is_as_new_as_the_newest_of_its_parts(writings):
    citation = make_citation()
    finding = citation.finding
    assert last_written(writings)["findings"] == {finding.pk: newest(citation)}
    finding.save()
    assert last_written(writings)["findings"] == {finding.pk: newest(finding)}
    assert newest(finding) > newest(citation)


@IN_EITHER_ORDER
def test_so_are_all_together(writings):
    citation = make_citation()
    assert newest_of_all(writings) == {"findings": newest(citation)}
    citation.finding.save()
    assert newest_of_all(writings) == {"findings": newest(citation.finding)}


def test_of_what_was_never_written_nothing_is_told():
    citation = make_citation()
    assert not Source.history.exists()
    assert newest_of_all([SOURCES, FINDINGS]) == {"findings": newest(citation.finding)}
    assert last_written([SOURCES])["sources"] == {}
