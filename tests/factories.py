"""Records for tests: make_x(**changes) saves one that is complete but for the changes.

A finding with its citations is indexed once, at the end, as by its form.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from itertools import count

from django.contrib.auth import get_user_model

from jurisdictions import models
from jurisdictions.choices import Publication, Scale, Stance
from jurisdictions.days import today
from jurisdictions.recording.history import noted
from jurisdictions.search.keeping import gathered

numbers = count(1000)
# A day on which no verification is due, whenever the tests are run.
LATELY = today() - timedelta(30)


@contextmanager
def together() -> Iterator[None]:
    """Around the making of many records: they are recorded and indexed at its end, as by a load."""
    with gathered(), noted():
        yield


def numbered(name: str) -> tuple[str, int]:
    number = next(numbers)
    return f"{name}-{number}", number


def make_jurisdiction(**changes):
    slug, number = numbered("place")
    given = {"slug": slug, "name": slug, "short_name": slug, "kind": "country", "position": number}
    return models.Jurisdiction.objects.create(**given | changes)


def make_section(**changes):
    slug, number = numbered("section")
    return models.Section.objects.create(
        **{"slug": slug, "title": slug, "position": number} | changes
    )


def make_criterion(**changes):
    slug, number = numbered("criterion")
    given = {
        "slug": slug,
        "title": slug,
        "question": f"What of {slug}?",
        "description": "A subject.",
        "scale": Scale.REGULATION,
        "position": number,
    }
    section = changes.pop("section", None) or make_section()
    return models.Criterion.objects.create(**given | {"section": section} | changes)


def make_proposal(**changes):
    slug, _ = numbered("proposal")
    given = {"slug": slug, "title": slug, "proponent": "Somebody", "status": "Requested"}
    place = changes.pop("jurisdiction", None) or make_jurisdiction()
    return models.Proposal.objects.create(
        **given | {"jurisdiction": place, "summary": "S."} | changes
    )


def make_pillar(**changes):
    given = {"proposal": changes.pop("proposal", None) or make_proposal()}
    return make_criterion(**{"scale": Scale.RECOGNITION} | given | changes)


def make_finding(**changes):
    slug, _ = numbered("finding")
    given = {
        "slug": slug,
        "stance": Stance.REGULATED,
        "answer": f"Answer of {slug}",
        "detail": "Because.",
        "valid_from": date(2024, 1, 1),
        "verified_on": LATELY,
        "publication": Publication.PUBLISHED,
    }
    for cell, make in (("jurisdiction", make_jurisdiction), ("criterion", make_criterion)):
        given[cell] = changes.pop(cell, None) or make()
    return models.Finding.objects.create(**given | changes)


def make_source(**changes):
    slug, _ = numbered("source")
    given = {"slug": slug, "title": slug, "publisher": "A publisher", "kind": "official"}
    return models.Source.objects.create(**given | {"access": "excerpt"} | changes)


def make_instrument(**changes):
    slug, _ = numbered("instrument")
    given = {"slug": slug, "name": slug, "short_name": slug, "kind": "statute"}
    place = changes.pop("jurisdiction", None) or make_jurisdiction()
    return models.Instrument.objects.create(**given | {"jurisdiction": place} | changes)


def make_event(**changes):
    slug, _ = numbered("event")
    given = {"slug": slug, "date": date(2024, 1, 1), "kind": "adopted", "title": slug}
    place = changes.pop("jurisdiction", None) or make_jurisdiction()
    return models.Event.objects.create(**given | {"jurisdiction": place} | changes)


def make_approach(**changes):
    slug, number = numbered("approach")
    given = {"slug": slug, "name": slug, "description": "A kind.", "position": number}
    return models.Approach.objects.create(**given | changes)


def make_period(**changes):
    slug, _ = numbered("period")
    given = {
        "slug": slug,
        "label": slug,
        "key_instrument_label": f"Instrument of {slug}",
        "valid_from": date(2024, 1, 1),
        "publication": Publication.PUBLISHED,
    }
    for name, make in (("jurisdiction", make_jurisdiction), ("approach", make_approach)):
        given[name] = changes.pop(name, None) or make()
    return models.ApproachPeriod.objects.create(**given | changes)


def make_editor(**changes):
    # Without a password, which takes its time to be hashed: tests sign them in by force.
    given = {"username": "editor", "email": "editor@example.org", "password": None}
    return get_user_model().objects.create_superuser(**given | changes)


def make_regulator(**changes):
    slug, _ = numbered("regulator")
    place = changes.pop("jurisdiction", None) or make_jurisdiction()
    given = {"slug": slug, "name": slug, "role": "It supervises.", "jurisdiction": place}
    return models.Regulator.objects.create(**given | changes)


def make_stakeholder(**changes):
    slug, _ = numbered("stakeholder")
    return models.Stakeholder.objects.create(**{"slug": slug, "name": slug, "role": "R"} | changes)


def make_part(model, **changes):
    """An argument, checkpoint or claim check."""
    slug, _ = numbered("part")
    proposal = changes.pop("proposal", None) or make_proposal()
    return model.objects.create(**{"slug": slug, "proposal": proposal} | changes)


def make_argument(**changes):
    given = {"side": "for", "statement": "It helps."}
    given["stakeholder"] = changes.pop("stakeholder", None) or make_stakeholder()
    return make_part(models.Argument, **given | changes)


def make_checkpoint(**changes):
    given = {"title": "A day", "as_told": "Soon.", "later_status": "It came.", "status": "open"}
    return make_part(models.Checkpoint, **given | changes)


def make_claim_check(**changes):
    given = {"claim": "It is so.", "verdict": "accurate", "explanation": "It is."}
    return make_part(models.ClaimCheck, **given | changes)


@gathered()
def make_citation(**changes):
    given = {"pinpoint": "Art. 1", "position": 1}
    for name, make in (("instrument", make_instrument), ("finding", make_finding)):
        given[name] = changes.pop(name) if name in changes else make()
    return models.Citation.objects.create(**given | changes)


@gathered()
def make_cited_finding(**changes):
    """A finding that may be published: it rests on a provision and a source."""
    finding = make_finding(**changes)
    make_citation(finding=finding, instrument=make_instrument(jurisdiction=finding.jurisdiction))
    make_citation(finding=finding, instrument=None, pinpoint="", source=make_source(), position=2)
    return finding


def make_concept(**changes):
    slug, number = numbered("concept")
    given = {"slug": slug, "name": slug, "description": "A thing.", "position": number}
    return models.Concept.objects.create(**given | changes)


def make_term(**changes):
    slug, _ = numbered("term")
    given = {"slug": slug, "term": slug}
    makers = (make_concept, make_jurisdiction, make_instrument)
    for name, maker in zip(("concept", "jurisdiction", "instrument"), makers, strict=True):
        given[name] = changes.pop(name) if name in changes else maker()
    return models.Term.objects.create(**given | changes)
