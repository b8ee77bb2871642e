"""One-line filters over plain functions."""

from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from .. import cells
from ..days import in_words
from ..markup import to_html
from ..names import join_words
from ..references import cited, links
from ..spans import ahead

register = template.Library()

register.filter("join_words", join_words)
register.filter("markdown", to_html)
register.filter("words", in_words)
register.filter("ahead", ahead)
register.filter("cited", cited)
register.filter("references", links)
register.filter("full", cells.full)
register.filter("short", cells.short)
register.filter("evidence", cells.evidence)


@register.filter
def at(record, as_of):
    """The address of a record's page; the day travels along."""
    return as_of.carry(record.get_absolute_url())


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


@register.filter
def day(value):
    """A date as readers write it, in a time element: 8 October 2026."""
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), in_words(value))


@register.simple_tag
def day_note(as_of, evidence_to=None):
    """The day shown, in words, and how far the evidence goes if it ends before that day."""
    told = {"day": day(as_of.day)}
    if evidence_to is None:
        return format_html(_("as of {day}"), **told)
    return format_html(_("as of {day} (evidence to {last})"), **told, last=day(evidence_to))


@register.filter
def beside(labels, cells):
    """Each cell of a row with the label of its column."""
    return zip(labels, cells, strict=True)


@register.simple_tag
def cell_html(cell, style, as_of, opened=False):
    """What stands in a cell of a table: full, short or dense."""
    return getattr(cells, style)(cell, as_of, opened)


@register.filter
def minus(number, other):
    """The difference of two places in a picture."""
    return number - int(other)


@register.filter
def count(number, words):
    """A number with its noun: {{ 3|count:"row,rows" }} is "3 rows"."""
    one, many = words.split(",")
    return f"{number} {one if number == 1 else many}"
