"""A clock that is set back turns no order round: what was recorded later stays the later."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from jurisdictions.admin.pasts import tell
from jurisdictions.choices import Publication
from jurisdictions.corrections import CorrectionKind, recorded_of
from jurisdictions.editing import reverting
from jurisdictions.editing.reverting import recorded_until
from jurisdictions.loading.changes import load
from jurisdictions.loading.files import read
from jurisdictions.models import Citation, Finding
from jurisdictions.plain import FIELDS
from jurisdictions.recording.history import LOADED, moment
from tests import factories as make
from tests.test_history_page import history
from tests.workflow import edited_by, editor, signed_in

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
STEP = timedelta(hours=1)
PLACE = """
- model: jurisdictions.jurisdiction
  fields: {{slug: utopia, name: Utopia, short_name: Utopia, kind: country, position: 1{more}}}
"""


@pytest.fixture
def set_back(monkeypatch):
    """Each call sets the clock back by an hour. It stands at noon at first."""
    shown = [NOON]
    monkeypatch.setattr(timezone, "now", lambda: shown[0])
    return lambda: shown.append(shown.pop() - STEP)


def loaded(folder, more: str):
    (folder / "utopia.yaml").write_text(PLACE.format(more=more))
    return load(read([folder / "utopia.yaml"]))


def test_a_load_undoes_no_edit_that_was_made_after_it(tmp_path, set_back):
    (place,) = [one.entry for one in loaded(tmp_path, "").changes]
    set_back()
    utopia = place.model.objects.get(slug="utopia")
    edited_by(editor(), utopia, summary="As staff wrote it.")
    assert len(loaded(tmp_path, ", summary: As the file has it.").conflicts) == 1
    utopia.refresh_from_db()
    assert utopia.summary == "As staff wrote it."


def test_the_history_tells_the_newest_first(set_back):
    finding = make.make_finding(answer="First", publication=Publication.DRAFT)
    for answer in ("Second", "Third"):
        set_back()
        edited_by(editor(answer), finding, answer=answer)
    assert [entry.answer for entry in finding.history.all()] == ["Third", "Second", "First"]
    assert finding.history.latest().answer == "Third"
    shown = history(signed_in(editor()), finding)
    assert shown.index("Third") < shown.index("First")


def test_a_version_comes_back_with_what_it_rested_on(set_back):
    finding = make.make_finding(answer="As it was")
    make.make_citation(finding=finding, pinpoint="Art. 1")
    set_back()
    finding = edited_by(None, finding, answer="As it became")
    edited_by(None, finding.citations.get(), pinpoint="Art. 2")
    (cited,) = reverting.citations_at(finding.history.earliest())
    assert cited.pinpoint == "Art. 1"


def test_a_history_tells_what_a_version_rested_on(set_back):
    finding = make.make_finding(answer="As it was")
    citation = make.make_citation(finding=finding, pinpoint="Art. 1")
    set_back()
    finding = edited_by(None, finding, answer="As it became")
    edited_by(None, citation, pinpoint="Art. 2")
    newest, _ = entries = list(finding.history.all())
    tell(Finding, entries)
    (cited,) = [edit for edit in newest.edits if edit.label == "Citations"]
    assert ("Art. 1" in cited.before, "Art. 2" in cited.after) == (True, True)


def test_who_changed_it_last_is_told_although_their_clock_was_behind(set_back):
    """Of a record and its rows, whose histories are two."""
    finding = make.make_finding(publication=Publication.DRAFT)
    citation = make.make_citation(finding=finding)
    set_back()
    edited_by(editor(), citation, pinpoint="Art. 2")
    newest = (finding.history.first(), citation.history.first())
    assert max(newest, key=moment) == citation.history.first()


def test_what_was_recorded_before_changes_were_numbered_goes_by_the_clock():
    first, second = make.make_finding(), make.make_finding()
    Finding.history.model.objects.update(revision=0)
    entries = [one.history.get() for one in (first, second)]
    assert recorded_until(entries[1], entries) == entries[:1]


def test_every_history_is_in_the_order_in_which_it_was_recorded():
    orders = {tuple(model.history.model._meta.ordering) for model in FIELDS}
    assert orders == {("-history_id",)}


def kinds_of(finding) -> list:
    return [one.kind for one in recorded_of(Finding.objects.get(pk=finding.pk))]


def test_a_correction_by_a_load_is_no_part_of_the_first_one(set_back):
    finding = make.make_finding(answer="As it was loaded")
    finding.history.update(history_change_reason=LOADED)
    set_back()
    edited_by(None, finding, answer="As it was loaded later")
    finding.history.update(history_change_reason=LOADED)
    assert kinds_of(finding) == [CorrectionKind.CORRECTED, CorrectionKind.FIRST]


@pytest.mark.parametrize(("state", "told"), [(Publication.PUBLISHED, 1), (Publication.DRAFT, 0)])
def test_a_citation_is_told_of_where_its_finding_was_published_before(set_back, state, told):
    """Also if the clock says that this was later."""
    finding = make.make_finding(publication=Publication.DRAFT)
    citation = make.make_citation(finding=finding)
    edited_by(editor(), finding, publication=Publication.PUBLISHED)
    edited_by(editor("ann"), finding, publication=state)
    set_back()
    edited_by(editor("ben"), citation, pinpoint="Art. 2")
    finding.refresh_from_db()
    cited = [one.edits for one in recorded_of(finding) if one.entry.model is Citation]
    assert ["Art. 2" in edit.after for (edit,) in cited] == [True] * told
