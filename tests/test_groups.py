"""Each group of staff may do exactly what the README says."""

from io import StringIO

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command

from jurisdictions.editing import groups
from jurisdictions.models import Finding
from tests import factories as make
from tests.desk import address
from tests.workflow import editor, member, reviewer, signed_in

pytestmark = pytest.mark.django_db

REVIEWED = {"finding", "approachperiod", "event"}
EVIDENCE = {"instrument", "regulator", "source", "term", "argument", "checkpoint", "claimcheck"}
VOCABULARY = {
    "jurisdiction", "approach", "section", "criterion", "pillar", "topic", "concept", "proposal",
    "stakeholder",
}  # fmt: skip
EVERYTHING = {*REVIEWED, "citation", *EVIDENCE, *VOCABULARY, "report", "answer", "link"}


def all_of(models, *actions) -> set[str]:
    return {f"{action}_{model}" for model in models for action in actions}


SEEN = all_of(EVERYTHING, "view")
WRITTEN = (
    all_of({*REVIEWED, "citation"}, "add", "change", "delete")
    | all_of(EVIDENCE, "add", "change")
    | {"change_link"}
)
EXACTLY = {
    "Editors": SEEN | WRITTEN,
    "Reviewers": SEEN
    | WRITTEN
    | all_of(REVIEWED, "publish")
    | all_of(EVIDENCE, "delete")
    | all_of({"report", "answer"}, "change"),
    "Data managers": SEEN
    | WRITTEN
    | all_of(EVIDENCE | VOCABULARY, "add", "change", "delete")
    | {"import_data"},
}
EACH = pytest.mark.parametrize("name", EXACTLY)


def held(name: str) -> set[str]:
    return set(Group.objects.get(name=name).permissions.values_list("codename", flat=True))


@EACH
def test_each_group_has_exactly_its_permissions(name):
    assert set(groups.GROUPS) == set(EXACTLY)
    groups.make()
    assert held(name) == EXACTLY[name]


@EACH
def test_every_permission_of_a_group_exists(name):
    known = Permission.objects.filter(content_type__app_label="jurisdictions")
    assert EXACTLY[name] <= set(known.values_list("codename", flat=True))


@EACH
def test_no_group_has_to_do_with_accounts(name):
    groups.make()
    apps = Group.objects.get(name=name).permissions.values_list("content_type__app_label")
    assert set(apps) == {("jurisdictions",)}


def test_only_reviewers_publish():
    groups.make()
    publish = Permission.objects.filter(codename__startswith="publish_")
    assert set(Group.objects.filter(permissions__in=publish)) == {
        Group.objects.get(name="Reviewers")
    }


def test_a_migration_makes_the_groups_that_are_missing_and_leaves_the_others_alone():
    groups.make()
    Group.objects.get(name="Reviewers").delete()
    Group.objects.get(name="Editors").permissions.clear()
    groups.make_missing(sender=None, using="default")
    assert held("Reviewers") == EXACTLY["Reviewers"]
    assert held("Editors") == set()


def test_the_command_brings_all_of_them_back():
    groups.make()
    Group.objects.get(name="Editors").permissions.clear()
    called = StringIO()
    call_command("make_groups", stdout=called)
    assert held("Editors") == EXACTLY["Editors"]
    assert f"Editors: {len(EXACTLY['Editors'])} permissions" in called.getvalue()


def test_an_editor_deletes_a_draft_and_not_what_readers_see():
    desk, draft, shown = signed_in(editor()), make.make_finding(), make.make_finding()
    Finding.objects.filter(pk=draft.pk).update(publication="draft")
    assert desk.post(address(draft, "delete"), {"post": "yes"}).status_code == 302
    assert desk.post(address(shown, "delete"), {"post": "yes"}).status_code == 403
    delete = {"action": "delete_selected", "_selected_action": [shown.pk], "post": "yes"}
    desk.post(address(Finding), delete)
    assert list(Finding.objects.all()) == [shown]


def test_a_reviewer_deletes_what_readers_see():
    shown = make.make_finding()
    assert signed_in(reviewer()).post(address(shown, "delete"), {"post": "yes"}).status_code == 302


def test_published_events_do_not_go_with_an_instrument_that_a_data_manager_deletes():
    text = make.make_instrument()
    make.make_event(instrument=text, jurisdiction=text.jurisdiction)
    desk = signed_in(member("dee", "Data managers"))
    assert desk.post(address(text, "delete"), {"post": "yes"}).status_code == 403
    assert type(text).objects.exists()


@pytest.mark.parametrize("published", [True, False])
def test_a_source_stays_while_readers_see_a_record_that_lists_it(published):
    source, state = make.make_source(), "published" if published else "draft"
    make.make_event(publication=state).sources.add(source)
    make.make_period(publication=state).sources.add(source)
    desk = signed_in(reviewer())
    desk.post(address(source, "delete"), {"post": "yes"})
    chosen = {"action": "delete_selected", "_selected_action": [source.pk], "post": "yes"}
    desk.post(address(type(source)), chosen)
    assert type(source).objects.exists() == published
