"""What a template says of languages; built in, like Django's own tags for translation."""

from django import template
from django.utils.html import format_html

from .. import languages

register = template.Library()

register.filter("inline", languages.inline)
register.simple_tag(languages.data_lang)


@register.simple_tag
def page_lang():
    """The language of the page, for <html lang>: en-GB."""
    return languages.tag()


@register.filter
def as_data(text):
    """A text from the data inside a sentence, with its language where the page has another one."""
    if not languages.differs():
        return text
    return format_html('<span lang="{}">{}</span>', languages.DATA, text)


@register.filter
def in_languages(request):
    """The same page in each language, as Versions."""
    return list(languages.versions(request))
