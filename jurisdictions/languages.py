"""The languages of the interface, and the one in which the data is written."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache, wraps

from django.conf import settings
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import (
    activate,
    get_language,
    get_language_from_path,
    get_language_info,
    override,
    pgettext,
)

# Records are written in English; a page of another language says so of each text.
DATA = "en"


def base(code: str) -> str:
    """The language without its region: en for en-gb."""
    return code.partition("-")[0]


def speaking(get_response):
    """Middleware: /de/… is in German; an address that begins with no language is in English.

    Django's own would ask the browser and a cookie too. One address would then show different
    pages to different readers, and a cache would have to keep one for each.
    """

    def answer(request):
        # Not undone afterwards: a file is written while it is being sent.
        activate(get_language_from_path(request.path_info) or settings.LANGUAGE_CODE)
        response = get_response(request)
        response.headers.setdefault("Content-Language", base(get_language()))
        return response

    return answer


def prefix(code: str) -> str:
    """What stands before the path of a page in that language."""
    return "" if code == settings.LANGUAGE_CODE else f"/{code}"


def without_language(address: str) -> str:
    """The path and query of a page as they are in the first language."""
    spoken = get_language_from_path(address)
    before = spoken and f"{prefix(spoken)}/"
    return f"/{address.removeprefix(before)}" if before and address.startswith(before) else address


def tag() -> str:
    """The language of the page as files name it: en-GB, de."""
    language, _, region = (get_language() or settings.LANGUAGE_CODE).partition("-")
    return f"{language}-{region.upper()}" if region else language


def in_first() -> override:
    """Inside, words are in the first language: what programs read is the same for everybody."""
    return override(settings.LANGUAGE_CODE)


def differs(language: str = DATA) -> bool:
    """Is the page in another language than the data, or than a text in that language?"""
    return base(get_language() or settings.LANGUAGE_CODE) != language


def data_lang(language: str = DATA) -> SafeString:
    """An attribute that tells the language of a text of the data where the page has another one."""
    return format_html(' lang="{}"', language) if differs(language) else SafeString("")


def in_each_language(most: int):
    """A decorator: what a function makes of its arguments is made once in each language, and the
    `most` that were asked for last are kept.

    Whoever asks for many at once looks up the language once: `made(language, …)` gives the same.
    """

    def decorate(make: Callable):
        @lru_cache(most)
        def made(_language: str | None, *args):
            return make(*args)

        @wraps(make)
        def in_active(*args):
            return made(get_language(), *args)

        in_active.made = made
        return in_active

    return decorate


@dataclass(frozen=True)
class Version:
    """The same page in a language, with the address that shows the same view."""

    code: str
    name: str
    address: str
    current: bool

    @property
    def tag(self) -> str:
        return base(self.code)


def versions(request: HttpRequest) -> Iterator[Version]:
    """The page that was asked for, in each language; every name is in its own language."""
    neutral = without_language(request.get_full_path())
    for code, _name in settings.LANGUAGES:
        yield Version(
            code,
            get_language_info(base(code))["name_local"],
            prefix(code) + neutral,
            code == get_language(),
        )


def inline(label: str) -> str:
    """A label inside a sentence. English writes it small; German keeps the capitals of nouns."""
    words = str(label)
    if not differs():
        return words.lower()
    return words[:1].lower() + words[1:] if words.partition(" ")[0] in no_nouns() else words


def no_nouns() -> list[str]:
    """The first words of labels that the language of the page writes small inside a sentence."""
    return pgettext("first words of labels that are small in a sentence", "none").split()
