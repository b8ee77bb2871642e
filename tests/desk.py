"""The editing pages as staff use them, for tests: records to open, and what a browser posts."""

from functools import partial

import pytest
from django.test import Client
from django.urls import reverse

from jurisdictions import models
from jurisdictions.choices import Publication, Stance
from tests import factories as make


def as_pillar():
    return models.Pillar.objects.get(pk=make.make_pillar().pk)


def as_topic():
    return models.Topic.objects.get(pk=make.make_criterion().pk)


# What may be edited at once: a published record is edited by a draft beside it.
make_draft, make_draft_period, make_draft_event = (
    partial(maker, publication=Publication.DRAFT)
    for maker in (make.make_finding, make.make_period, make.make_event)
)
REVIEWED = {
    models.Finding: make.make_cited_finding,
    models.ApproachPeriod: make.make_period,
    models.Event: make.make_event,
}
MAKERS = {
    models.Jurisdiction: make.make_jurisdiction,
    models.Regulator: make.make_regulator,
    models.Approach: make.make_approach,
    models.ApproachPeriod: make_draft_period,
    models.Instrument: make.make_instrument,
    models.Event: make_draft_event,
    models.Section: make.make_section,
    models.Pillar: as_pillar,
    models.Topic: as_topic,
    models.Finding: make_draft,
    models.Source: make.make_source,
    models.Proposal: make.make_proposal,
    models.Stakeholder: make.make_stakeholder,
    models.Argument: make.make_argument,
    models.Checkpoint: make.make_checkpoint,
    models.ClaimCheck: make.make_claim_check,
    models.Concept: make.make_concept,
    models.Term: make.make_term,
}
EACH_MODEL = pytest.mark.parametrize("model", MAKERS, ids=lambda model: model.__name__)


def address(of, page="changelist") -> str:
    """An editing page of a model, or of a record."""
    args = [] if isinstance(of, type) else [of.pk]
    return reverse(f"admin:jurisdictions_{of._meta.model_name}_{page}", args=args)


def entries(page, **changes) -> dict:
    """What a browser would post from a page that shows a form, with `changes`."""
    inlines = [inline.formset for inline in page.context["inline_admin_formsets"]]
    forms = [page.context["adminform"].form]
    for formset in inlines:
        forms += [formset.management_form, *formset.forms]
    posted = {}
    for field in (field for form in forms for field in form):
        value = field.value()
        if value is not None and value is not False:
            posted[field.html_name] = "on" if value is True else value
    return posted | changes


def row(page, number: int, **fields) -> dict:
    """Entries for one row of the only inline of a page."""
    formset = page.context["inline_admin_formsets"][0].formset
    count = max(number + 1, len(formset.forms))
    prefix = formset.prefix
    given = {f"{prefix}-{number}-{name}": value for name, value in fields.items()}
    return {f"{prefix}-TOTAL_FORMS": count} | given


def change(client, record, **changes):
    """Open a record, change entries and save it."""
    where = address(record, "change")
    return client.post(where, entries(client.get(where), **changes))


def errors(answer) -> str:
    """All refusals on a page, also when it is none."""
    if answer.status_code == 302:
        return ""
    found = [str(answer.context["adminform"].form.errors)]
    for inline in answer.context["inline_admin_formsets"]:
        found += [str(inline.formset.non_form_errors()), *map(str, inline.formset.errors)]
    return " ".join(found)


class Desk:
    """An editor at work: opens pages, types, saves."""

    def __init__(self, name: str, **names):
        self.client = Client()
        self.client.force_login(make.make_editor(username=name, **names))

    def open(self, record):
        return self.client.get(address(record, "change"))

    def save(self, page, **changes):
        return self.client.post(page.request["PATH_INFO"], entries(page, **changes))

    def change(self, record, **changes):
        return change(self.client, record, **changes)


def conflict(answer) -> str:
    """The refusal of a save because of another one, with what it shows."""
    assert answer.status_code == 200
    assert answer.context["adminform"].form.has_error("__all__", "conflict"), errors(answer)
    return answer.content.decode()


def cited(page) -> list[dict]:
    """The rows of citations as a form shows them, each as what it would post."""
    formset = page.context["inline_admin_formsets"][0].formset
    return [{name: form[name].value() for name in form.fields} for form in formset.initial_forms]


def finding_entries(**changes) -> dict:
    given = {
        "jurisdiction": make.make_jurisdiction().pk,
        "criterion": make.make_criterion().pk,
        "stance": Stance.REGULATED,
        "answer": "Yes, by the Act",
        "valid_from": "2024-01-01",
        "publication": Publication.PUBLISHED,
        "confidence": "sourced",
        "citations-TOTAL_FORMS": 0,
        "citations-INITIAL_FORMS": 0,
    }
    return given | changes


def add_finding(client, **changes):
    return client.post(address(models.Finding, "add"), finding_entries(**changes))


def add_event(client, **changes):
    given = {"title": "A step", "date": "2024-05-01", "kind": "adopted"}
    posted = entries(client.get(address(models.Event, "add")), **given | changes)
    return client.post(address(models.Event, "add"), posted)


def add_milestones(client, instrument, *milestones):
    page = client.get(address(instrument, "change"))
    rows = {}
    for number, fields in enumerate(milestones):
        rows |= row(page, number, is_milestone="on", **fields)
    return client.post(address(instrument, "change"), entries(page, **rows))
