"""The database keeps the promises of the model, and refuses in an editor's words."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction

from jurisdictions.choices import Publication, Stance
from jurisdictions.models import Citation, Criterion, Finding, Topic

from .factories import (
    make_criterion,
    make_event,
    make_finding,
    make_instrument,
    make_jurisdiction,
    make_period,
    make_pillar,
    make_source,
)

pytestmark = pytest.mark.django_db


def refusal(record) -> str:
    """What an editor reads who tries to save the record."""
    with pytest.raises(ValidationError) as refused:
        record.full_clean()
    return " ".join(refused.value.messages)


def refuses(record, **changes):
    """Does the database refuse the changes, whatever road they come by?"""
    with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic():
        type(record).objects.filter(pk=record.pk).update(**changes)
    return True


def test_two_findings_of_a_cell_cannot_begin_on_one_day():
    one = make_finding()
    cell = {"jurisdiction": one.jurisdiction, "criterion": one.criterion}
    twin = Finding(**cell, slug="twin", stance=one.stance, answer="A", valid_from=one.valid_from)
    assert "begins on that day already" in refusal(twin)
    later = make_finding(**cell, valid_from=date(2025, 1, 1))
    assert refuses(later, valid_from=one.valid_from)


@pytest.mark.parametrize("field", ["slug", "position"])
def test_what_is_taken_names_who_has_it(field):
    first, second = make_jurisdiction(short_name="Ruritania"), make_jurisdiction()
    setattr(second, field, getattr(first, field))
    assert refusal(second) == f"“{first}” has this {field} already: choose another."


def test_so_does_a_criterion_that_is_edited_as_a_topic():
    first, second = make_criterion(title="Custody"), make_criterion()
    topic = Topic.objects.get(pk=second.pk)
    topic.slug = first.slug
    assert refusal(topic) == "“Custody” has this slug already: choose another."


def test_who_is_first_may_be_a_draft():
    draft, other = make_event(publication="draft"), make_event()
    other.slug = draft.slug
    assert f"“{draft}” has this slug already" in refusal(other)


def test_two_approach_periods_of_a_jurisdiction_cannot_begin_on_one_day():
    one = make_period()
    later = make_period(jurisdiction=one.jurisdiction, valid_from=date(2025, 1, 1))
    assert refuses(later, valid_from=one.valid_from)
    later.valid_from = one.valid_from
    assert "begins on that day already" in refusal(later)


@pytest.mark.parametrize(
    ("make", "foreign"),
    [
        (make_pillar, Stance.REGULATED),
        (make_pillar, Stance.PROHIBITED),
        (make_criterion, Stance.RECOGNISED),
        (make_criterion, "no-such-stance"),
    ],
)
def test_a_stance_is_in_the_scale_of_its_criterion(make, foreign):
    finding = make_finding(criterion=make(), stance=Stance.UNCLEAR)
    assert refuses(finding, stance=foreign)
    finding.stance = foreign
    assert "scale of the criterion" in refusal(finding) or "not a valid choice" in refusal(finding)


@pytest.mark.parametrize("stance", [Stance.RECOGNISED, Stance.NOT_RECOGNISED, Stance.UNCLEAR])
def test_a_stance_of_the_scale_is_taken(stance):
    make_finding(criterion=make_pillar(), stance=stance).full_clean()


def test_a_finding_takes_the_scale_of_its_criterion_whatever_it_is_told():
    finding = make_finding(criterion=make_pillar(), stance=Stance.UNCLEAR, scale="regulation")
    assert finding.scale == "recognition"


def test_the_scale_of_a_criterion_stays_once_findings_are_coded_on_it():
    criterion = make_finding().criterion
    criterion = Criterion.objects.get(pk=criterion.pk)
    criterion.scale = "recognition"
    assert "coded on the other scale" in refusal(criterion)


@pytest.mark.parametrize(("length", "taken"), [(70, True), (71, False)])
def test_an_answer_has_70_characters_at_most(length, taken):
    finding = make_finding()
    if taken:
        Finding.objects.filter(pk=finding.pk).update(answer="x" * length)
    else:
        assert refuses(finding, answer="x" * length)
        finding.answer = "x" * length
        assert "70 characters" in refusal(finding)


def test_a_published_finding_has_an_answer_and_a_draft_may_lack_it():
    finding = make_finding(publication=Publication.DRAFT, answer="")
    assert refuses(finding, publication=Publication.PUBLISHED)
    finding.publication = Publication.PUBLISHED
    assert "needs an answer" in refusal(finding)


@pytest.mark.parametrize("points", [("instrument", "source"), ()])
def test_a_citation_points_to_an_instrument_or_a_source_exactly_one(points):
    make = {"instrument": make_instrument, "source": make_source}
    citation = Citation(finding=make_finding(), **{name: make[name]() for name in points})
    assert "exactly one of the two" in refusal(citation)
    with pytest.raises(IntegrityError), transaction.atomic():
        citation.save()


def test_a_pinpoint_is_in_an_instrument():
    citation = Citation(finding=make_finding(), source=make_source(), pinpoint="Art. 1")
    assert "choose the instrument too" in refusal(citation)


def test_a_finding_cites_a_provision_or_a_source_once():
    finding, source, text = make_finding(), make_source(), make_instrument()
    Citation.objects.create(finding=finding, source=source)
    Citation.objects.create(finding=finding, instrument=text, pinpoint="Art. 1")
    Citation.objects.create(finding=finding, instrument=text, pinpoint="Art. 2")
    assert "cites this source" in refusal(Citation(finding=finding, source=source))
    again = Citation(finding=finding, instrument=text, pinpoint="Art. 1")
    assert "cites this provision" in refusal(again)


def test_a_milestone_belongs_to_an_instrument():
    event = make_event()
    assert refuses(event, is_milestone=True)
    event.is_milestone = True
    assert "belongs to an instrument" in refusal(event)


def test_an_instrument_has_a_milestone_of_a_kind_once_a_day():
    text = make_instrument()
    step = {"jurisdiction": text.jurisdiction, "instrument": text, "is_milestone": True}
    make_event(**step)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_event(**step)
    make_event(**step, kind="in-force")


def test_an_event_may_concern_an_instrument_of_a_larger_or_smaller_place_only():
    whole = make_jurisdiction()
    part, stranger = make_jurisdiction(parent=whole), make_jurisdiction()
    text = make_instrument(jurisdiction=whole)
    make_event(jurisdiction=part, instrument=text).full_clean()
    assert "is an instrument of" in refusal(make_event(jurisdiction=stranger, instrument=text))


@pytest.mark.parametrize("codes", [["AT", "AE-DU"], []])
def test_territories_are_iso_3166_codes(codes):
    make_jurisdiction(territories=codes).full_clean()


@pytest.mark.parametrize("codes", [["at"], ["Austria"], [""], [None], "AT", {"AT": 1}])
def test_territories_that_are_not_codes_are_refused(codes):
    assert "ISO 3166" in refusal(make_jurisdiction(territories=codes))


@pytest.mark.parametrize("address", ["ftp://a.example/x", "javascript:alert(1)", "a.example"])
def test_an_address_is_http_or_https(address):
    assert refusal(make_source(url=address))


def test_markdown_has_a_cap_so_that_no_text_keeps_the_parser_busy():
    finding = make_finding(detail="x" * 6001)
    assert "6000" in refusal(finding)


@pytest.mark.parametrize(
    "make", [make_jurisdiction, make_criterion], ids=["jurisdiction", "criterion"]
)
def test_a_position_is_one_that_both_databases_can_hold(make):
    make(position=32_767).full_clean()
    record = make(position=20)
    record.position = 32_768
    assert "less than or equal to 32767" in refusal(record)
