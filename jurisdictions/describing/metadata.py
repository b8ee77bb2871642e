"""What stands in the head of a page."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.translation import get_language, to_locale
from django.utils.translation import gettext as _

from . import addresses
from .descriptions import LIMIT, description_of, shortened
from .linked_data import graph_of, script
from .node import number_of_page

CHOICES_NAMED = 3
# What is a text of its own, for those who show a preview of a link.
ARTICLES = {"finding", "instrument", "jurisdiction", "proposal", "pillar", "topic", "change"}


@dataclass(frozen=True)
class Metadata:
    """What a page says of itself; a page that tells of an error has no more than a title.

    robots        what search engines are told; nothing where they may list the page
    alternates    (language, absolute address) of the same view
    linked_data   a JSON-LD document, safe inside a script element
    """

    title: str
    robots: str = "noindex"
    description: str = ""
    canonical: str = ""
    alternates: Sequence[tuple[str, str]] = ()
    kind: str = "website"
    locale: str = ""
    other_locales: Sequence[str] = ()
    picture: str = ""
    linked_data: str = ""


def described(request: HttpRequest | None, context: Mapping) -> Metadata:
    """The metadata of the page that a request asked for, from what its template is given."""
    match = getattr(request, "resolver_match", None)
    page = match.url_name if match else ""
    title = title_of(page, context)
    about = description_of(page, context) if page else ""
    return whole(request, page, title, about, context) if about else Metadata(title)


def whole(request: HttpRequest, page: str, title: str, about: str, context: Mapping) -> Metadata:
    place = page_note(context)
    more = f" {place}." if place else ""
    description = shortened(about, LIMIT - len(more)) + more
    canonical = addresses.canonical(request)
    locale = to_locale(get_language())
    return Metadata(
        title=title,
        robots=addresses.robots(request),
        description=description,
        canonical=canonical,
        alternates=addresses.alternates(request),
        kind="article" if page in ARTICLES else "website",
        locale=full_locale(locale),
        other_locales=other_locales(locale),
        picture=request.build_absolute_uri(static("preview.png")),
        linked_data=script(graph_of(request, page, context, title, description, canonical)),
    )


def title_of(page: str, context: Mapping) -> str:
    """What the page is called: its Document's title, what was chosen, and which page of a list."""
    document = context.get("document")
    if document is None:
        return titles().get(page, _("How jurisdictions regulate crypto-assets and DeFi"))
    chosen = [str(chip.value) for chip in document.choices]
    more = ["…"] if len(chosen) > CHOICES_NAMED else []
    named = ", ".join([*chosen[:CHOICES_NAMED], *more])
    parts = (str(document.title), named, page_note(context))
    return " · ".join(part for part in parts if part)


def titles() -> dict[str, str]:
    """The titles of pages that have no Document."""
    return {
        "data": _("Data"),
        "api_docs": _("API"),
        "search": _("Search"),
        "report": _("Report a problem"),
        "answer": _("Your answer"),
        "report_thanks": _("Thank you"),
        "answer_thanks": _("Thank you"),
    }


def page_note(context: Mapping) -> str:
    """Which page of a list it is, from the second one on."""
    number = number_of_page(context)
    return _("Page %(number)s") % {"number": number} if number > 1 else ""


def full_locale(locale: str) -> str:
    """As Open Graph writes it, with a territory: de_DE."""
    return locale if "_" in locale else f"{locale}_{locale.upper()}"


def other_locales(locale: str) -> list[str]:
    others: Iterable[str] = (to_locale(code) for code, _name in settings.LANGUAGES)
    return [full_locale(other) for other in others if other != locale]
