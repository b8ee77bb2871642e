"""Fields that several models share, and the validators behind them."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import (
    MaxLengthValidator,
    MaxValueValidator,
    RegexValidator,
    URLValidator,
)
from django.db import models
from django.utils.text import format_lazy
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from ..texts.pasted import one_line, prose

# Crafted Markdown of 60 kB keeps the parser busy for half a minute, so length is capped at entry.
MARKDOWN_LIMIT = 6000
MARKDOWN_HELP = gettext_noop(
    "Markdown: *emphasis*, **strong**, [link](https://…), lists with - or 1."
)
AT_MOST = _("At most {limit} characters.")

SLUG = r"[a-z0-9]+(-[a-z0-9]+)*"
TERRITORY_CODE = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?")


class MarkdownField(models.TextField):
    """Text in Markdown; only `jurisdictions.texts.markup` turns it into HTML."""

    def __init__(self, *args, **kwargs):
        own, shared = kwargs.get("help_text"), _(MARKDOWN_HELP)
        # Not by its truth, which would translate it while models are still being loaded.
        kwargs["help_text"] = shared if own is None else format_lazy("{} {}", own, shared)
        kwargs["validators"] = [MaxLengthValidator(MARKDOWN_LIMIT)]
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        del kwargs["help_text"], kwargs["validators"]
        return name, path, args, kwargs


class SmallNumberField(models.PositiveSmallIntegerField):
    """A small whole number. SQLite takes larger ones, which could never move to PostgreSQL."""

    default_validators = [MaxValueValidator(32_767)]

    def deconstruct(self):
        """The column is Django's own."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.PositiveSmallIntegerField", args, kwargs


def tidied(field: models.Field, value):
    """The value as a field keeps it: texts with plain blanks, without what nobody sees."""
    if not isinstance(value, str) or field.choices:
        return value
    if isinstance(field, models.TextField):
        return prose(value)
    return one_line(value) if isinstance(field, models.CharField) else value


is_web_address = URLValidator(schemes=["http", "https"])


class AddressSlugField(models.SlugField):
    """A slug as addresses have it: lower case letters, digits and single hyphens."""

    default_validators = [
        RegexValidator(rf"^{SLUG}\Z", _("Use lower case letters, digits and single hyphens only."))
    ]


class WebAddressField(models.URLField):
    """An http or https address, blank when none is certain."""

    default_validators = [is_web_address]

    def __init__(self, *args, **kwargs):
        kwargs.update(max_length=500, blank=True)
        super().__init__(*args, **kwargs)


def validate_territories(codes: list[str]) -> None:
    """Raise ValidationError unless `codes` is a list of ISO 3166 codes such as AT or AE-DU."""
    if not isinstance(codes, list):
        raise ValidationError(gettext("Give a list of ISO 3166 codes."))
    for code in codes:
        if not isinstance(code, str) or not TERRITORY_CODE.fullmatch(code):
            sentence = gettext("%(code)s is not an ISO 3166 code such as AT or AE-DU.")
            raise ValidationError(sentence % {"code": repr(code)})
