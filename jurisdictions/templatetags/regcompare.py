"""One-line filters over plain functions."""

from urllib.parse import urlencode

from django import template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from ..comparison import State
from ..days import in_words
from ..law.caveats import caveats
from ..layouts import name_of
from ..pieces import boxes, cells, heads, marks, parts, rows
from ..pieces.notes import note_items
from ..pieces.source_lines import broken, source_line
from ..references import cited, links
from ..texts.ahead import ahead
from ..texts.markup import to_html
from ..texts.names import join_words

register = template.Library()

register.filter("join_words", join_words)
register.filter("markdown", to_html)
register.filter("words", in_words)
register.filter("day", parts.time)
register.filter("ahead", ahead)
register.filter("cited", cited)
register.filter("references", links)
register.filter("full", cells.full)
register.filter("evidence", cells.evidence)
register.filter("mark", marks.mark)
register.filter("marks", marks.marks)
register.filter("bracketed", parts.bracketed)
register.filter("note_items", note_items)
register.filter("head_name", name_of)
register.filter("field_boxes", boxes.field_boxes)
register.filter("field_choices", boxes.field_choices)
register.filter("facet_boxes", boxes.facet_boxes)
register.filter("facet_choices", boxes.facet_choices)
register.filter("facet_links", boxes.facet_links)
register.simple_tag(boxes.boxes, name="boxes")
register.simple_tag(boxes.choices, name="choices")
register.filter("finding_rows", rows.finding_rows)
register.filter("instrument_rows", rows.instrument_rows)
register.filter("hit_rows", rows.hit_rows)
register.filter("map_links", rows.map_links)
register.filter("map_chips", rows.map_chips)
register.filter("map_rows", rows.map_rows)
register.simple_tag(rows.line_rows)
register.filter("source_line", source_line)
register.filter("broken", broken)


@register.filter
def at(record, as_of):
    """The address of a record's page; the day travels along."""
    return as_of.carry(record.get_absolute_url())


@register.filter
def caveat(instrument, as_of):
    """What an instrument is where it is no law on the day."""
    return caveat_on(instrument, as_of.day)


@register.filter
def caveat_on(instrument, day):
    """The same on any day."""
    return caveats(day).of(instrument)


@register.filter
def carried(shortcut, as_of):
    """The address of a ready-made question; the day travels along."""
    return as_of.carry(shortcut.address)


@register.filter
def form_address(tile):
    """Where staff write what a tile stands for: its finding, or a new one for its cell."""
    if tile.finding:
        return reverse("admin:jurisdictions_finding_change", args=[tile.finding.pk])
    cell = {"jurisdiction": tile.jurisdiction.pk, "criterion": tile.criterion.pk}
    return f"{reverse('admin:jurisdictions_finding_add')}?{urlencode(cell)}"


@register.simple_tag
def day_note(as_of, evidence_to=None):
    """The day shown, in words, and how far the evidence goes if it ends before that day."""
    told = {"day": parts.time(as_of.day)}
    if evidence_to is None:
        return format_html(_("as of {day}"), **told)
    return format_html(_("as of {day} (evidence to {last})"), **told, last=parts.time(evidence_to))


@register.simple_tag
def strip_html(strip, labels, layout, as_of, opened=False, gap=False):
    """The cells of a row of a table, each with the label of its column."""
    show = getattr(cells, layout.style)
    return mark_safe(
        "\n".join(
            f'<td data-label="{conditional_escape(label)}">{show(cell, as_of, opened)}'
            f"{below(cell, layout.comparison, as_of, gap)}</td>"
            for label, cell in zip(labels, strip.cells, strict=True)
        )
    )


def below(cell, comparison, as_of, gap) -> str:
    """What a cell said on the other day, and how far it is from what a pillar asks for."""
    html = ""
    if cell.changed:
        other = {"against": comparison.against, "looks_back": comparison.looks_back}
        html += render_to_string("_then.html", {"cell": cell, "as_of": as_of} | other)
    if gap and cell.state is State.STANCE:
        html += cells.gap(cell, as_of)
    return html


@register.simple_tag
def criterion_head(row, as_of, controls=""):
    """What stands at the head of a criterion's row or column."""
    return heads.criterion_head(row, as_of, bool(controls))


@register.simple_tag
def jurisdiction_head(line, as_of, place, controls="", down=False, density=""):
    """What stands at the head of a jurisdiction's column or row; `place` is that of its loop."""
    moves = heads.moves(controls, place["first"], place["last"])
    brief = density == "dense"
    return heads.jurisdiction_head(line, as_of, down=down, brief=brief, moves=moves)


@register.filter
def minus(number, other):
    """The difference of two places in a picture."""
    return number - int(other)
