"""Members of staff in the served database, and how they sign in."""

import json

from playwright.sync_api import Page, expect

from . import server

# Name: group, or none for a superuser.
PEOPLE = {
    "edith": "Editors",
    "emil": "Editors",
    "rosa": "Reviewers",
    "dana": "Data managers",
    "sue": None,
}
PASSWORD = "correct horse battery staple"

# Runs in `manage.py shell` of the served database; prints what tests have to know of it.
SCRIPT = """
import json
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from jurisdictions.editing import workflow
from jurisdictions.models import Finding, Instrument

User = get_user_model()
for name, group in {people!r}.items():
    rights = dict(is_staff=True, is_superuser=group is None)
    user = User.objects.create_user(name, password={password!r}, **rights)
    user.groups.set(Group.objects.filter(name=group))

edith = User.objects.get(username="edith")
finding = Finding.objects.get(slug="dubai-non-custodial-2023")
draft = workflow.begin_draft(Finding.objects.get(slug={drafted!r}), by=edith)
draft.answer = f"{{draft.answer[:50]}}, in other words"
draft._history_user = edith
draft.save()
workflow.submit(draft, by=edith)
print(json.dumps(dict(
    finding=finding.pk,
    draft=draft.pk,
    instrument=Instrument.objects.get(slug="eu-mica").pk,
    jurisdiction=finding.jurisdiction_id,
)))
"""
# There is a draft beside it, which waits for review.
DRAFTED = "sg-custody-2024-10"


def make_people(environment: dict[str, str]) -> dict[str, int]:
    """Make the groups and everybody in them; gives keys of records by name."""
    server.manage(environment, "make_groups")
    script = SCRIPT.format(people=PEOPLE, password=PASSWORD, drafted=DRAFTED)
    said = server.manage(environment, "shell", "--verbosity", "0", "--command", script)
    return json.loads(said.strip().splitlines()[-1])


def sign_in(page: Page, name: str, path: str = "/admin/") -> None:
    """Sign in as readers of the login page do."""
    page.goto(path)
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("button", name="Log out")).to_be_visible()
