"""Who wrote what waits for review.

The author is the last person who edited the record or its citations since it was last published,
as the history tells, by whichever road; the steps themselves are no edits.
"""

from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from ..choices import Publication
from ..models import Citation, Finding
from .reasons import are_steps


def with_author(rows: QuerySet) -> QuerySet:
    """Unpublished records with `author_id`: the user who last edited each; None if nobody did."""
    own = edits_of(rows.model)
    if rows.model is not Finding:
        return rows.annotate(author_id=Subquery(own.values("history_user")[:1]))
    cited = edits_of_citations()
    rows = rows.annotate(
        own_edit=Coalesce(Subquery(own.values("revision")[:1]), -1),
        cited_edit=Coalesce(Subquery(cited.values("revision")[:1]), -1),
    )
    users = [Subquery(entries.values("history_user")[:1]) for entries in (own, cited)]
    later = When(cited_edit__gt=F("own_edit"), then=users[1])
    return rows.annotate(author_id=Case(later, default=users[0]))


def edits_of(model: type[models.Model]) -> QuerySet:
    """The edits of the record of an outer query since it was last published, the newest first."""
    entries = model.history.model.objects.filter(id=OuterRef("pk"))
    entries = entries.exclude(publication=Publication.PUBLISHED).exclude(are_steps())
    return since_published(entries, model, "id").order_by("-revision", "-history_id")


def edits_of_citations() -> QuerySet:
    entries = Citation.history.model.objects.filter(finding_id=OuterRef("pk"))
    entries = entries.exclude(are_steps())
    return since_published(entries, Finding, "finding_id").order_by("-revision", "-history_id")


def since_published(entries: QuerySet, model: type[models.Model], key: str) -> QuerySet:
    later = model.history.model.objects.filter(
        id=OuterRef(key), publication=Publication.PUBLISHED, revision__gte=OuterRef("revision")
    )
    # A program that edits after a person doesn't make that person a stranger to the text.
    return entries.filter(~Exists(later), history_user__isnull=False)


def author_of(record):
    """The user who last edited an unpublished record since it was last published, or None."""
    rows = with_author(type(record)._base_manager.filter(pk=record.pk))
    key = rows.values_list("author_id", flat=True).first()
    return get_user_model()._base_manager.filter(pk=key).first()


def authored_by(user, rows: QuerySet) -> QuerySet:
    """Those of unpublished records that `user` edited last."""
    return with_author(rows.unpublished()).filter(author_id=user.pk)
