"""What a template says of languages; built in, like Django's own tags for translation."""

from django import template
from django.utils.html import format_html
from django.utils.translation import get_language

from .. import languages

register = template.Library()


@register.simple_tag
def page_lang():
    """The language of the page, for <html lang>: en-GB."""
    language, _, region = get_language().partition("-")
    return f"{language}-{region.upper()}" if region else language


@register.simple_tag
def data_lang():
    """An attribute that tells the language of the data where the page has another one."""
    return format_html(' lang="{}"', languages.DATA) if languages.differs() else ""


@register.filter
def in_languages(request):
    """The same page in each language, as Versions."""
    return list(languages.versions(request))
