"""Jurisdictions with their approach, and regulators."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from ...law.caveats import Caveat, caveats
from ...models import ApproachPeriod, Jurisdiction, Regulator
from ...releasing.kinds import lists
from .records import PagedSerializer, RecordSerializer, Slugs
from .vocabulary import one_of


class ApproachSerializer(RecordSerializer):
    """The approach of a jurisdiction from a day on, until the next one begins."""

    approach_name = serializers.CharField(
        source="approach.name", read_only=True, help_text="The kind of approach in words."
    )

    key_instrument_caveats = serializers.SerializerMethodField(
        help_text="What the key instruments are on the day, each once; none where one of them may "
        "be law."
    )

    class Meta:
        model = ApproachPeriod
        stored = (
            "slug approach label key_instrument_label key_instruments valid_from confidence "
            "rationale sources"
        )

    @extend_schema_field(lists(one_of(Caveat)))
    def get_key_instrument_caveats(self, period) -> list[str]:
        known = caveats(self.context["shown"].day)
        return [one.value for one in known.of_key_texts(period)]


class JurisdictionSerializer(PagedSerializer):
    """A place whose law is compared, with its approach on the day."""

    approach = serializers.SerializerMethodField(
        help_text="Its approach on the day; null where none is known."
    )
    regulators = Slugs("Its authorities.")
    parts = Slugs("The places in it that have law of their own.")

    class Meta:
        model = Jurisdiction
        stored = (
            "slug name short_name kind parent territories region compared summary note "
            "researched_until"
        )

    @extend_schema_field(ApproachSerializer(allow_null=True))
    def get_approach(self, place):
        period = self.context["approaches"].get(place.pk)
        return period and ApproachSerializer(period, context=self.context).data


class RegulatorSerializer(PagedSerializer):
    """An authority of a jurisdiction."""

    class Meta:
        model = Regulator
        stored = "slug jurisdiction name acronym role url"
