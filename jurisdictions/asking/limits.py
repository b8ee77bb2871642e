"""How much a stranger may ask at once; more is refused with 400 and the limit's name."""

from django.utils.formats import number_format
from django.utils.functional import lazy
from django.utils.translation import gettext as _

from .query import BadQuery, Problem

# An address with 200 jurisdictions in it is shorter.
QUERY_LENGTH = 16_000
COLUMNS = 250
# Of one comparison, with all that its cells rest on.
CELLS = 4_000


def bounded(get_response):
    """Middleware: a longer query isn't taken apart."""

    def answer(request):
        if len(request.META.get("QUERY_STRING", "")) > QUERY_LENGTH:
            raise BadQuery([too_long()])
        return get_response(request)

    return answer


def too_long() -> Problem:
    accepted = _("up to %(number)s characters") % {"number": grouped(QUERY_LENGTH)}
    return Problem("query", _("The whole query is too long."), accepted)


def check_size(columns: int, rows: int) -> None:
    """BadQuery when a comparison has more than a page can show in time."""
    if columns > COLUMNS:
        sentence = _("These are too many jurisdictions side by side.")
        accepted = _("up to %(number)s jurisdictions") % {"number": COLUMNS}
        raise BadQuery([Problem("jurisdiction", sentence, accepted)])
    if columns * rows > CELLS:
        sentence = _("This makes too large a table. Choose fewer jurisdictions or fewer criteria.")
        accepted = _("up to %(number)s cells") % {"number": grouped(CELLS)}
        raise BadQuery([Problem("jurisdiction", sentence, accepted)])


def grouped(number: int) -> str:
    """As readers of the page's language write it: 16,000."""
    return number_format(number, force_grouping=True)


# The same for texts that are written down before a page has a language.
grouped_lazy = lazy(grouped, str)
