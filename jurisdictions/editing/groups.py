"""The groups of staff and exactly what each may do, as the README tells it.

`migrate` makes the groups that are missing and leaves the others alone; `make_groups` brings all
of them back to what stands here.
"""

from collections.abc import Iterable

from staff.roles import DATA_MANAGERS, REVIEWERS

EDITORS = "Editors"

ALL = ("add", "change", "delete", "view")
# Reviewed before publication; only who may publish one may delete it once it is published.
REVIEWED = ("finding", "approachperiod", "event")
EVIDENCE = ("instrument", "regulator", "source", "term", "argument", "checkpoint", "claimcheck")
VOCABULARY = (
    "jurisdiction", "approach", "section", "criterion", "pillar", "topic", "concept", "proposal",
    "stakeholder",
)  # fmt: skip
FROM_READERS = ("report", "answer")


def of(models: Iterable[str], *actions: str) -> set[str]:
    return {f"{action}_{model}" for model in models for action in actions}


SEEN_BY_ALL = of([*REVIEWED, "citation", *EVIDENCE, *VOCABULARY, *FROM_READERS, "link"], "view")
WRITES = (
    of([*REVIEWED, "citation"], *ALL)
    | of(EVIDENCE, "add", "change", "view")
    | of(["link"], "change", "view")
)

# By group the code names of its permissions, all of them about the models of this app.
GROUPS: dict[str, set[str]] = {
    EDITORS: SEEN_BY_ALL | WRITES,
    REVIEWERS: SEEN_BY_ALL
    | WRITES
    | of(REVIEWED, "publish")
    | of(EVIDENCE, "delete")
    | of(FROM_READERS, "change"),
    DATA_MANAGERS: SEEN_BY_ALL | WRITES | of([*EVIDENCE, *VOCABULARY], *ALL) | {"import_data"},
}


def make(names: Iterable[str] = tuple(GROUPS)) -> None:
    """Give each group exactly its permissions; make it where it is missing."""
    from django.contrib.auth.models import Group, Permission

    known = Permission.objects.filter(content_type__app_label="jurisdictions")
    for name in names:
        group, _ = Group.objects.get_or_create(name=name)
        group.permissions.set(known.filter(codename__in=GROUPS[name]))


def make_missing(sender, using, **kwargs) -> None:
    """After a migration: the groups that nobody has made yet."""
    from django.contrib.auth.models import Group

    there = set(Group.objects.using(using).values_list("name", flat=True))
    make(name for name in GROUPS if name not in there)
