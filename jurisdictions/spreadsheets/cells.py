"""Cells and values: what stands in a cell for a value, and which value a cell gives."""

import re
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Field
from django.utils.translation import gettext as _

from ..models.fields import tidied
from ..texts.portable import NEWLINES, cut
from .problems import CellError
from .reading import Failed, Formula, Raw
from .shield import unshielded

# The release has it bare, the files of the pages with blanks around.
SEPARATOR = "|"
DIGITS_LIMIT = 18
# How a spreadsheet saves a day as CSV, in the manner of its country.
TURNED_ROUND = re.compile(r"\d{1,2}([./-])\d{1,2}\1(\d\d|\d{4})")
QUOTED_LIMIT = 60
YES, NO = ("true", "yes", "1"), ("false", "no", "0")


def written(value) -> str:
    """A value as the text of a cell: lists joined, ISO days, nothing for null."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES[0] if value else NO[0]
    return SEPARATOR.join(value) if isinstance(value, list) else str(value)


def value_of(field: Field, raw: Raw):
    """The value that a cell gives a field, in the terms of `plain`. Raises CellError."""
    if isinstance(raw, Formula):
        sentence = _(
            "Cell %(cell)s holds a formula. Copy the cell and paste it as a value, or put an "
            "apostrophe before a text that begins with “=”."
        )
        raise CellError(sentence % {"cell": raw.cell})
    if isinstance(raw, Failed):
        sentence = _("Cell %(cell)s shows an error. Write the value itself.")
        raise CellError(sentence % {"cell": raw.cell})
    if isinstance(raw, str):
        raw = NEWLINES.sub("\n", unshielded(raw))
    value = tidied(field, reader_of(field)(field, raw))
    if value in (None, "", []) and not field.blank:
        sentence = _("It may not be empty.")
        raise CellError(f"{sentence} {hint(field)}".rstrip())
    return checked(field, value)


def reader_of(field: Field):
    if field.is_relation:
        return slugs if field.many_to_many else slug
    return next((read for kind, read in READERS if isinstance(field, kind)), text)


def slugs(field: Field, raw: Raw) -> list[str]:
    return sorted(set(parts(raw)))


def slug(field: Field, raw: Raw) -> str | None:
    found = parts(raw)
    if len(found) > 1:
        raise CellError(_("One slug stands here, not several."))
    return found[0] if found else None


def codes(field: Field, raw: Raw) -> list[str]:
    return parts(raw)


def parts(raw: Raw) -> list[str]:
    """The texts of a list."""
    pieces = plain_text(raw).split(SEPARATOR)
    return [piece.strip() for piece in pieces if piece.strip()]


def day(field: Field, raw: Raw) -> date | None:
    if isinstance(raw, date) and not isinstance(raw, datetime):
        return raw
    if raw is None or (isinstance(raw, str) and not raw.strip()):
        return None
    try:
        return datetime.strptime(str(raw).strip(), "%Y-%m-%d").date()
    except ValueError as error:
        sentence = _("%(value)s is not a day. Write it as year-month-day: 2026-10-08.")
        told = [sentence % {"value": quoted(raw)}]
        if TURNED_ROUND.fullmatch(str(raw).strip()):
            told.append(
                _("If a spreadsheet did that to all days, upload an Excel workbook instead.")
            )
        raise CellError(" ".join(told)) from error


def yes_or_no(field: Field, raw: Raw) -> bool | None:
    word = str("" if raw is None else raw).strip().lower()
    if word in YES or word in NO:
        return word in YES
    if not word:
        return None
    sentence = _("%(value)s is neither true nor false. Write true or false.")
    raise CellError(sentence % {"value": quoted(raw)})


def number(field: Field, raw: Raw) -> int | None:
    whole = str("" if raw is None else raw).strip().removesuffix(".0")
    if not whole:
        return None
    if not whole.isascii() or not whole.isdecimal() or isinstance(raw, bool):
        sentence = _("%(value)s is not a whole number. Write digits only.")
        raise CellError(sentence % {"value": quoted(raw)})
    if len(whole) > DIGITS_LIMIT:
        raise CellError(_("%(value)s is too large.") % {"value": quoted(whole)})
    return int(whole)


def text(field: Field, raw: Raw) -> str:
    found = plain_text(raw)
    # Blanks around a code, a slug or an address come from the keyboard; in prose they may be meant.
    loose = field.choices or isinstance(field, models.SlugField | models.URLField)
    return found.strip() if loose or not found.strip() else found


def plain_text(raw: Raw) -> str:
    """The text of a cell, unless the spreadsheet made something else of what was typed."""
    if raw is None:
        return ""
    if isinstance(raw, str):
        return raw
    if isinstance(raw, int) and not isinstance(raw, bool):
        return str(raw)
    sentence = _(
        "The spreadsheet has made a number or true or false of this text (%(value)s). Format the "
        "cell as text and write it anew."
    )
    if isinstance(raw, date):
        sentence = _(
            "The spreadsheet has made a day of this text (%(value)s). Format the cell as text and "
            "write it anew."
        )
    raise CellError(sentence % {"value": quoted(raw)})


READERS = [
    (models.DateField, day),
    (models.BooleanField, yes_or_no),
    (models.IntegerField, number),
    (models.JSONField, codes),
]


def checked(field: Field, value):
    """The value, held to the choices and validators of its field."""
    if field.is_relation or value in (None, "", []):
        return value
    if field.choices and value not in dict(field.flatchoices):
        sentence = _("%(value)s is not known.") % {"value": quoted(value)}
        raise CellError(f"{sentence} {hint(field)}")
    try:
        field.run_validators(value)
    except ValidationError as error:
        raise CellError(" ".join(error.messages)) from error
    return value


def quoted(raw) -> str:
    """What stands in a cell, or its beginning."""
    return f"“{cut(str(raw), QUOTED_LIMIT)}”"


def hint(field: Field) -> str:
    """What a field takes, as far as there is a list of it."""
    if field.choices:
        codes = ", ".join(str(code) for code, label in field.flatchoices)
        return _("Use one of %(codes)s.") % {"codes": codes}
    return ""
