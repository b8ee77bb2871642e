"""Instruments with their status on the day, events, and sources."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from ...law.status import Status
from ...models import Event, Instrument, Source
from .records import PagedSerializer, RecordSerializer
from .vocabulary import one_of


class MilestoneSerializer(RecordSerializer):
    """A step in the life of an instrument, from which its status follows."""

    class Meta:
        model = Event
        stored = "slug kind date title"


class InstrumentSerializer(PagedSerializer):
    """A legal text or decision."""

    status = serializers.SerializerMethodField(
        help_text="Its status on the day, which follows from its milestones."
    )
    milestones = MilestoneSerializer(
        many=True,
        read_only=True,
        help_text="The steps in its life, the earliest first; some may lie in the future.",
    )

    class Meta:
        model = Instrument
        stored = "slug jurisdiction name short_name reference kind regulator url sources note"

    @extend_schema_field(one_of(Status))
    def get_status(self, text) -> str:
        return text.status(self.context["shown"].day).value


class EventSerializer(PagedSerializer):
    """Something that happened or will happen on a day."""

    is_coming = serializers.SerializerMethodField(
        help_text="Whether it lies after the day of the answer."
    )
    is_unchecked = serializers.BooleanField(
        read_only=True,
        help_text="Whether its day has passed, by the day of the answer, since the research "
        "ended, and nobody has checked what came of it.",
    )

    class Meta:
        model = Event
        stored = "slug jurisdiction date kind title description instrument is_milestone sources"

    def get_is_coming(self, event) -> bool:
        return event.date > self.context["shown"].day


class SourceSerializer(PagedSerializer):
    """A document that supports a statement."""

    findings = serializers.IntegerField(
        source="finding_count",
        read_only=True,
        help_text="How many findings in force on the day rest on it.",
    )

    class Meta:
        model = Source
        stored = "slug title publisher url published_on kind access"
