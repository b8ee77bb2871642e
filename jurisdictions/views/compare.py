from datetime import date

from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ..choices import Opened, Rows
from ..comparison import Comparison
from ..days import in_words
from ..files.comparison import comparison_file, matrix_file
from ..files.document import Document
from ..filtersets import CompareFilters, MovableFilters
from ..layouts import Style, laid_out, style
from ..lines import Band, lines_of
from ..texts.names import join_words
from .chooser import chooser
from .files import describe_table, file_links, send, with_query
from .follow import Follow
from .page import page, read
from .tables import approach_lines, arranged, table


@page
def compare(request):
    """Chosen jurisdictions against chosen criteria, side by side."""
    filters = read(MovableFilters, request)
    if filters.chosen["move"]:
        return HttpResponseRedirect(with_query(request.path, filters.moved()))
    heads = heads_of(filters)
    shows = style_of(filters)
    comparison = compared(filters, heads, evidence=shows is Style.FULL)
    document = document_of(request, filters, comparison)
    context = {
        "filters": filters,
        "as_of": filters.shown,
        "comparison": comparison,
        "layout": laid_out(comparison, heads, shows, turned=filters.turned),
        "other_way": other_way(filters, shows),
        "document": document,
        "evidence_to": document.evidence_to,
        **take_away(request, comparison, filters),
        "chooser": chooser(filters),
        "follow": Follow.changes(request),
    }
    return TemplateResponse(request, "compare.html", context)


@page
def compare_file(request, suffix):
    """The same comparison as a file."""
    filters = read(CompareFilters, request)
    comparison = compared(filters, heads_of(filters))
    document = document_of(request, filters, comparison)
    lie = matrix_file if filters.turned else comparison_file
    return send(suffix, lie(comparison, document, opened=bool(filters.chosen["open"])))


def take_away(request, comparison: Comparison, filters: CompareFilters) -> dict:
    """Where the table is to be had otherwise, if there is one."""
    if not comparison.jurisdictions:
        return {}
    frame = with_query(reverse("embed_compare"), request.GET)
    return {
        "files": file_links(request, "compare_file"),
        "embed": request.build_absolute_uri(frame),
        "opened": "" if filters.chosen["open"] else filters.changed(open=Opened.ALL),
    }


def document_of(request, filters: CompareFilters, comparison: Comparison) -> Document:
    columns = comparison.jurisdictions
    named = title(columns, comparison.against)
    return describe_table(request, reverse("compare"), named, filters, columns)


def title(columns, against: date | None) -> str:
    if not columns:
        return _("Compare")
    names = {"names": join_words(columns)}
    if against is None:
        return _("%(names)s compared") % names
    day = in_words(against)
    return _("%(names)s compared, held against %(day)s") % (names | {"day": day})


def heads_of(filters: CompareFilters) -> list[Band]:
    """The heads of the jurisdictions: in the order asked, or sorted and grouped."""
    return arranged(filters, approach_lines(filters.jurisdictions, filters.shown))


def style_of(filters: CompareFilters) -> Style:
    """How much a cell shows, by the number of columns."""
    return style(len(filters.criteria if filters.turned else filters.jurisdictions))


def other_way(filters: CompareFilters, shows: Style) -> str:
    """The address of the table turned, where it has room for answers and this one has none."""
    columns = filters.jurisdictions if filters.turned else filters.criteria
    if shows is not Style.DENSE or style(len(columns)) is Style.DENSE:
        return ""
    return filters.changed(rows=None if filters.turned else Rows.JURISDICTIONS)


def compared(filters: CompareFilters, heads: list[Band], *, evidence: bool = True) -> Comparison:
    """The cells, in the order of the heads; `evidence` says whether they show theirs."""
    return table(
        [line.jurisdiction for line in lines_of(heads)],
        filters.criteria,
        filters.shown,
        matching=filters.matching,
        only=filters.chosen["only"],
        evidence=evidence,
        turned=filters.turned,
        against=filters.other_day,
    )
