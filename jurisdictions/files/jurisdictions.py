"""The table of jurisdictions as a file: approach, key instrument, pillars."""

from django.utils.translation import gettext_lazy as _

from ..choices import Stance
from ..comparison import State
from ..law.caveats import caveats
from ..lines import UNKNOWN, Line
from ..models import ApproachPeriod
from .caveats import KEY_INSTRUMENT_CAVEATS
from .content import Column, File, Value
from .document import Document
from .lists import SOURCE_COLUMNS, Items, Listing, list_file, source_values

# What a pillar may be, each in a column of its own: unknown is not “no”.
PILLARS = (
    Stance.RECOGNISED,
    Stance.PARTLY_RECOGNISED,
    Stance.NOT_RECOGNISED,
    Stance.UNCLEAR,
    State.NOT_RESEARCHED,
)


def jurisdictions_file(lines: Items, document: Document) -> File:
    """The file of Lines whose cells are the pillars; their periods come with their sources."""
    return list_file(JURISDICTIONS, lines, document)


def values(line: Line, document: Document) -> list[Value]:
    jurisdiction, current = line.jurisdiction, line.current
    return [
        jurisdiction.slug,
        jurisdiction.name,
        jurisdiction.short_name,
        jurisdiction.kind,
        jurisdiction.get_kind_display(),
        jurisdiction.get_region_display(),
        jurisdiction.territories,
        current.value.slug if current else "",
        current.value.name if current else str(UNKNOWN),
        *(key_instrument(current.last, document) if current else ("", ())),
        current.start if current else None,
        *(titles(line, code) for code in PILLARS),
        *source_values(sources(line)),
        document.absolute(jurisdiction.get_absolute_url()),
    ]


def key_instrument(period: ApproachPeriod, document: Document) -> tuple[str, list[str]]:
    """As the table names it, with what it is where it is no law; and the codes of that."""
    texts, label = caveats(document.as_of.day), period.key_instrument_label
    words, codes = texts.of_key(period), [one.value for one in texts.of_key_texts(period)]
    return f"{label} ({words})" if words else label, codes


def titles(line: Line, code: str) -> list[str]:
    """The pillars on which the jurisdiction has that stance, or that nobody researched."""
    return [cell.criterion.title for cell in line.cells if cell.code == code]


def sources(line: Line) -> list:
    return list(line.current.last.sources.all()) if line.current else []


JURISDICTIONS = Listing(
    (
        Column("jurisdiction", _("Jurisdiction (slug)"), _("Slug of the jurisdiction.")),
        Column("name", _("Full name"), _("Its name.")),
        Column("short_name", _("Jurisdiction"), _("Its short name.")),
        Column("kind", _("Kind (code)"), _("What kind of place it is.")),
        Column("kind_label", _("Kind"), _("The same in words.")),
        Column("region", _("Region of the world"), _("After the geoscheme of the United Nations.")),
        Column("territories", _("Territories"), _("Their ISO 3166 codes.")),
        Column(
            "approach",
            _("Approach (slug)"),
            _("Slug of its approach on the day; empty if unknown."),
        ),
        Column("approach_name", _("Primary approach"), _("The same in words.")),
        Column("key_instrument", _("Key regulatory instrument"), _("As the table names it.")),
        KEY_INSTRUMENT_CAVEATS,
        Column("approach_since", _("Approach since"), _("First day of the approach.")),
        Column("recognised", _("Pillars recognised"), _("Titles of the pillars it recognises.")),
        Column(
            "partly_recognised", _("Pillars partly recognised"), _("Those it recognises in part.")
        ),
        Column(
            "not_recognised",
            _("Pillars not recognised"),
            _("Those that no rule gives as far as was found, or against which the law points."),
        ),
        Column("unclear", _("Pillars unclear"), _("Those of which it is unclear.")),
        Column(
            "not_researched",
            _("Pillars not researched"),
            _("Those of which no finding is known, which is not “no”."),
        ),
        *SOURCE_COLUMNS,
        Column("address", _("Address"), _("Its page for the same day, as recorded then.")),
    ),
    values,
    (
        "short_name",
        "approach_name",
        "key_instrument",
        "approach_since",
        "recognised",
        "partly_recognised",
        "not_researched",
    ),
    lambda line: line.jurisdiction.get_absolute_url(),
    sources,
)
