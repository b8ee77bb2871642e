"""No finding goes to readers that rests on nothing: it cites a source, and a rule that it says is
there."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from jurisdictions.choices import STANCES_WITHOUT_A_RULE, Publication
from jurisdictions.editing import workflow
from jurisdictions.editing.evidence import sentences
from jurisdictions.rules.dataset import Dataset
from jurisdictions.rules.errors import finding_has_a_provision, finding_has_a_source
from jurisdictions.rules.reading import read_database
from tests import factories as make
from tests.desk import change
from tests.workflow import editor, review_address, reviewer, signed_in, take

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

NO_SOURCE = "It cites no source: cite at least one, the primary source first."
NO_PROVISION = "It says “Regulated” but cites no provision: cite the instrument and the place."


def cite_source(finding):
    make.make_citation(finding=finding, instrument=None, pinpoint="", source=make.make_source())


def refused(step, *args, **given) -> list[str]:
    with pytest.raises(ValidationError) as refusal:
        step(*args, **given)
    return refusal.value.messages


def test_a_finding_that_rests_on_nothing_is_not_submitted():
    draft = make.make_finding(publication=Publication.DRAFT)
    assert refused(workflow.submit, draft, by=editor()) == [NO_SOURCE, NO_PROVISION]


def test_a_provision_alone_is_not_enough():
    draft = make.make_citation(finding=make.make_finding(publication=Publication.DRAFT)).finding
    assert refused(workflow.submit, draft, by=editor()) == [NO_SOURCE]


def test_a_source_alone_is_not_enough_where_there_is_a_rule():
    draft = make.make_finding(publication=Publication.DRAFT)
    cite_source(draft)
    assert refused(workflow.submit, draft, by=editor()) == [NO_PROVISION]


@pytest.mark.parametrize("stance", STANCES_WITHOUT_A_RULE)
def test_a_source_is_enough_where_there_is_none(stance):
    pillar = make.make_pillar() if stance == "not-recognised" else make.make_criterion()
    draft = make.make_finding(publication=Publication.DRAFT, stance=stance, criterion=pillar)
    cite_source(draft)
    assert workflow.submit(draft, by=editor()).publication == Publication.IN_REVIEW


def test_citations_that_were_deleted_in_review_are_missed_when_it_is_published():
    record = make.make_cited_finding(publication=Publication.IN_REVIEW)
    record.citations.all().delete()
    assert refused(workflow.publish, record, by=reviewer()) == [NO_SOURCE, NO_PROVISION]


def test_a_draft_beside_that_lost_its_citations_does_not_replace_what_readers_see():
    published = make.make_cited_finding()
    draft = workflow.begin_draft(published, by=editor())
    draft.citations.all().delete()
    assert refused(workflow.submit, draft, by=editor("two")) == [NO_SOURCE, NO_PROVISION]


def test_the_editor_is_told_and_what_was_written_is_saved():
    draft, desk = make.make_finding(publication=Publication.DRAFT), signed_in(editor())
    shown = desk.get(change(desk, draft, answer="Typed", _submit="1").url).content.decode()
    assert f"Saved, not submitted: {NO_SOURCE} {NO_PROVISION}" in shown
    draft.refresh_from_db()
    assert (draft.answer, draft.publication) == ("Typed", Publication.DRAFT)


def test_the_reviewer_is_told_on_the_page_of_review():
    record = make.make_finding(publication=Publication.IN_REVIEW)
    shown = take(signed_in(reviewer()), record, "publish").content.decode()
    assert NO_SOURCE in shown
    record.refresh_from_db()
    assert record.publication == Publication.IN_REVIEW
    assert "Publish" in signed_in(reviewer("two")).get(review_address(record)).content.decode()


@pytest.mark.parametrize("stance", ["regulated", "prohibited", "not-regulated", "unclear"])
@pytest.mark.parametrize("source", [True, False])
@pytest.mark.parametrize("provision", [True, False])
def test_check_data_and_the_desk_ask_for_the_same(stance, source, provision):
    draft = make.make_finding(publication=Publication.DRAFT, stance=stance)
    if source:
        cite_source(draft)
    if provision:
        make.make_citation(finding=draft)
    data = Dataset(read_database(), date(2026, 11, 24))
    rules = (finding_has_a_source, finding_has_a_provision)
    told = [trouble for rule in rules for trouble in rule(data)]
    assert len(told) == len(list(sentences(draft)))
    assert bool(told) is not (source and (provision or stance in STANCES_WITHOUT_A_RULE))
