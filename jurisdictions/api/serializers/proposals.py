"""Proposals with what is said about them."""

from rest_framework import serializers

from ...models import Argument, Checkpoint, ClaimCheck, Proposal
from .records import PagedSerializer, Slugs


class ArgumentSerializer(PagedSerializer):
    """What a stakeholder says for or against a proposal or one of its pillars."""

    stakeholder_name = serializers.CharField(
        source="stakeholder.name", read_only=True, help_text="The name of the stakeholder."
    )
    stakeholder_role = serializers.CharField(
        source="stakeholder.role", read_only=True, help_text="In what capacity they speak."
    )

    class Meta:
        model = Argument
        stored = "slug stakeholder side pillar statement sources"


class CheckpointSerializer(PagedSerializer):
    """What will show how the proposal fares: as the article told it, and what came of it."""

    class Meta:
        model = Checkpoint
        stored = "slug title as_told later_status status sources"


class ClaimCheckSerializer(PagedSerializer):
    """A claim of the article held against the record."""

    class Meta:
        model = ClaimCheck
        stored = "slug claim verdict explanation sources"


class ProposalSerializer(PagedSerializer):
    """A requested change of law. It is not law."""

    pillars = Slugs("Its pillars, which are criteria of the comparison.")
    arguments = ArgumentSerializer(many=True, read_only=True, help_text="What is said about it.")
    checkpoints = CheckpointSerializer(
        many=True, read_only=True, help_text="What will show how it fares."
    )
    claim_checks = ClaimCheckSerializer(
        source="claimchecks",
        many=True,
        read_only=True,
        help_text="Claims of the article, held against the record.",
    )

    class Meta:
        model = Proposal
        stored = "slug title proponent jurisdiction addressee status summary question"
