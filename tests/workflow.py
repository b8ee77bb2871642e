"""People and records for the tests of the way from a draft to what readers see."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client

from jurisdictions.choices import Publication
from jurisdictions.editing.groups import EDITORS, REVIEWERS, make
from tests import factories
from tests.desk import address


def member(name: str, *groups: str, **changes):
    """A member of staff in some groups."""
    make()
    # Without a password, which takes its time to be hashed: tests sign them in by force.
    given = {"username": name, "is_staff": True, "password": None}
    user = get_user_model().objects.create_user(**given | changes)
    user.groups.set(Group.objects.filter(name__in=groups))
    return user


def editor(name: str = "ed"):
    return member(name, EDITORS)


def reviewer(name: str = "rae"):
    return member(name, REVIEWERS)


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def draft_by(user, **changes):
    """A draft of a finding that a user wrote."""
    finding = factories.make_cited_finding(publication=Publication.DRAFT, **changes)
    return edited_by(user, finding)


def edited_by(user, record, **changes):
    """The record after a user changed it."""
    for name, value in changes.items():
        setattr(record, name, value)
    record._history_user = user
    record.save()
    return record


def review_address(record) -> str:
    return address(record, "review")


def take(client, record, step: str, **given):
    """Post a step to the page of review, as its form would."""
    page = client.get(review_address(record))
    seen = page.context["form"].initial if page.status_code == 200 else {}
    return client.post(review_address(record), {"step": step} | seen | given)
