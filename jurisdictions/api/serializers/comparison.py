"""The comparison: criteria in rows, jurisdictions in columns, from the one Comparison.

A cell has the fields that the cells of every file have, under the same names.
"""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from ...choices import Confidence, Stance
from ...comparison import Cell, State
from ...files.cells import CELL_COLUMNS, cell_values
from ...law.caveats import caveats
from .findings import ProvisionSerializer
from .records import Slugs
from .vocabulary import one_of_or_none

# What the row says already.
OF_THE_ROW = ("section", "criterion", "criterion_title", "question")
# And what each provision says.
LEFT_OUT = (*OF_THE_ROW, "provision_caveats")
TEXT, TEXTS = {"type": "string"}, {"type": "array", "items": {"type": "string"}}
DAY = {"type": ["string", "null"], "format": "date"}
KINDS = {
    "state": {"type": "string", "enum": [state.value for state in State]},
    "stance": one_of_or_none(Stance),
    "sources": TEXTS,
    "source_titles": TEXTS,
    "source_addresses": TEXTS,
    "valid_from": DAY,
    "verified_on": DAY,
    "verification_due": {"type": ["boolean", "null"]},
    "confidence": one_of_or_none(Confidence),
}


class BeforeSerializer(serializers.Serializer):
    """The same cell on the day that the comparison is held against."""

    stance = serializers.CharField(
        source="finding.stance", default="", help_text="The stance; empty where not researched."
    )
    answer = serializers.CharField(
        source="finding.answer", default="", help_text="The answer in short."
    )
    finding = serializers.CharField(
        source="finding.slug", default="", help_text="Slug of the finding."
    )


class CellSerializer(serializers.Serializer):
    """The answer of one jurisdiction. Without a finding its texts are empty: see `state`."""

    def get_fields(self) -> dict:
        shown = [column for column in CELL_COLUMNS if column.name not in LEFT_OUT]
        return {column.name: field_of(column) for column in shown} | super().get_fields()

    changed = serializers.SerializerMethodField(
        help_text="Whether another finding holds on the day `against`, or only one of the two days "
        "has one; null without that day."
    )
    before = serializers.SerializerMethodField(
        help_text="What the cell said on the day `against`; null without that day."
    )

    def to_representation(self, cell: Cell) -> dict:
        names = [column.name for column in CELL_COLUMNS]
        texts = caveats(self.context["shown"].day)
        values = cell_values(cell, self.context["document"], texts)
        said = dict(zip(names, values, strict=True))
        said |= {"provisions": self.provisions(cell)}
        said |= {"changed": self.get_changed(cell), "before": self.get_before(cell)}
        return {name: said[name] for name in said if name not in LEFT_OUT}

    def provisions(self, cell: Cell) -> list[dict]:
        rests_on = cell.finding.provisions if cell.state is State.STANCE else ()
        return ProvisionSerializer(rests_on, many=True, context=self.context).data

    def get_changed(self, cell: Cell) -> bool | None:
        return cell.changed if cell.is_compared else None

    @extend_schema_field(BeforeSerializer(allow_null=True))
    def get_before(self, cell: Cell):
        return BeforeSerializer(cell.before).data if cell.is_compared else None


def field_of(column) -> serializers.Field:
    """The field of a column of the cells' records."""
    if column.name == "provisions":
        return ProvisionSerializer(many=True, read_only=True, help_text=column.meaning)
    field = serializers.ReadOnlyField(help_text=column.meaning)
    return extend_schema_field(KINDS.get(column.name, TEXT))(field)


class RowSerializer(serializers.Serializer):
    """One criterion across the jurisdictions."""

    section = serializers.CharField(
        source="criterion.section.slug", help_text="Slug of the section of the criterion."
    )
    criterion = serializers.CharField(source="criterion.slug", help_text="Slug of the criterion.")
    title = serializers.CharField(source="criterion.title", help_text="Its title.")
    question = serializers.CharField(
        source="criterion.question", help_text="What the findings answer."
    )
    differs = serializers.BooleanField(
        help_text="Whether the stances differ between the jurisdictions that were researched."
    )
    has_gap = serializers.BooleanField(
        help_text="Whether a cell is not researched, or its verification is due."
    )
    cells = CellSerializer(many=True, help_text="One of each jurisdiction, in their order.")


class ComparisonSerializer(serializers.Serializer):
    """Jurisdictions side by side on a day."""

    against = serializers.DateField(
        allow_null=True, help_text="The other day that the cells are held against, if one is."
    )
    jurisdictions = Slugs("The columns, in their order.")
    left_out = serializers.IntegerField(
        help_text="How many rows `only` left out, since they hold no known difference, or no gap."
    )
    rows = RowSerializer(many=True, help_text="The criteria, in the order of their sections.")
