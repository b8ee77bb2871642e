"""Criteria, and findings with what they rest on."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from ...law.caveats import Caveat, caveats
from ...models import Citation, Criterion, Finding
from .records import PagedSerializer, RecordSerializer
from .vocabulary import one_of_or_none


class StanceSerializer(serializers.Serializer):
    """A stance of the scale."""

    stance = serializers.CharField(source="value", help_text="The code.")
    label = serializers.CharField(help_text="The same in words.")
    meaning = serializers.CharField(help_text="What it says, in a sentence.")


class CriterionSerializer(PagedSerializer):
    """A row of the comparison: a pillar when it belongs to a proposal, otherwise a topic."""

    section_title = serializers.CharField(
        source="section.title", read_only=True, help_text="The heading of that section."
    )
    is_pillar = serializers.BooleanField(
        read_only=True, help_text="Whether it is a pillar of a proposal, and not a topic."
    )
    stances = serializers.SerializerMethodField(
        help_text="The stances that its findings may take: its scale, with the meaning of each."
    )

    class Meta:
        model = Criterion
        stored = "slug section proposal title question description as_told scale position"

    @extend_schema_field(StanceSerializer(many=True))
    def get_stances(self, criterion):
        return StanceSerializer(criterion.stances, many=True).data


class ProvisionSerializer(RecordSerializer):
    """Where in which instrument."""

    caveat = serializers.SerializerMethodField(
        help_text="What the text is on the day where it is no law; empty where it may be law."
    )

    class Meta:
        model = Citation
        stored = "instrument pinpoint"

    @extend_schema_field(one_of_or_none(Caveat))
    def get_caveat(self, citation) -> str:
        return caveats(self.context["shown"].day).code(citation.instrument)


class FindingSerializer(PagedSerializer):
    """The answer of one jurisdiction to one criterion from a day on."""

    verification_due = serializers.SerializerMethodField(
        help_text="Whether it was last verified longer ago than the review interval."
    )
    in_force = serializers.BooleanField(
        read_only=True,
        help_text="Whether it holds on the day; an earlier or later version of its cell does not.",
    )
    provisions = ProvisionSerializer(
        many=True, read_only=True, help_text="The provisions that it rests on."
    )
    sources = serializers.SerializerMethodField(
        help_text="Slugs of the sources that it rests on, the primary source first."
    )

    class Meta:
        model = Finding
        stored = (
            "slug jurisdiction criterion stance answer detail valid_from verified_on confidence "
            "note"
        )

    def get_verification_due(self, finding) -> bool:
        return finding.verification_due(self.context["shown"].today)

    def get_sources(self, finding) -> list[str]:
        return [source.slug for source in finding.sources]
