"""A refused save in words: what is stored now beside what was typed."""

from datetime import date

from django.db.models import Field, Manager
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..days import in_words
from ..recording.history import moment, when, who
from ..texts.differences import LISTED
from .addresses import form_of
from .ends import DELETED, end_of, ended, name_of
from .meanwhile import TypedRows, told_apart

EMPTY = _("(empty)")
UNTOUCHED = _("{value} <em>(not changed by you)</em>")
TAKEN_OVER = _("{value} <em>(taken over: you had not changed it)</em>")
REFUSAL = """
<strong>{refused}</strong>
{advice}
<a href="{address}" target="_blank">{opening}</a>
<table class="versions">
<thead><tr>{heads}</tr></thead>
<tbody>{rows}</tbody>
</table>
"""
ADVICE = _(
    "Everything you typed is still in the form below. Compare the two versions and copy what "
    "should stay of the other one into the form. When you save again, the form replaces what is "
    "stored."
)
ANEW = _(
    "Everything you typed is still in the form below. When you save again, it becomes a new draft."
)
HEAD = '<th scope="col">{}</th>'
HEADS = (_("What"), _("Stored now"), _("In your form"))
ROW = '<tr><th scope="row">{}</th><td>{}</td><td>{}</td></tr>'

# What was done meanwhile, by whom, and when if that is known.
CHANGED = _("%(who)s changed it"), _("%(who)s changed it on %(when)s")
RIVALLED = (
    _("%(who)s began a draft of it or changed it"),
    _("%(who)s began a draft of it or changed it on %(when)s"),
)


def refusal(form, changed: list[str]) -> str:
    """Why a LockedForm doesn't save, with both versions of the `changed` fields and inlines."""
    other = other_version(form, changed)
    if other is None:
        advice = ANEW if form.gone else ""
        return format_html("<strong>{}</strong> {}", refused(form, other), advice)
    if is_another(form, other):
        # It differs in what it says, whatever was touched.
        changed = [*form.fields, *(rows.name for rows in form.inlines)]
    rows = [*rows_of_fields(form, other, changed), *rows_of_inlines(form, other, changed)]
    return format_html(
        REFUSAL,
        refused=refused(form, other),
        advice=ADVICE,
        address=form_of(other),
        opening=gettext("Open what is stored now"),
        heads=format_html_join("", HEAD, ([head] for head in HEADS)),
        rows=format_html_join("", ROW, rows),
    )


def refused(form, other) -> str:
    sentence = gettext("Not saved: %(change)s while you had this record open.")
    return sentence % {"change": last_change(form, other)}


def other_version(form, changed: list[str]):
    """What somebody else saved: the record, or a draft beside it."""
    return form.rival if "draft" in changed and form.rival else form.stored


def is_another(form, other) -> bool:
    """Is the other version no later state of the record that the form was opened for?"""
    return other != form.stored or form.gone is not None


def is_later_state(form, changed: list[str]) -> bool:
    other = other_version(form, changed)
    return other is not None and not is_another(form, other)


def last_change(form, other) -> str:
    """Who last changed the record or a row of its inlines, and when."""
    if form.gone:
        return ended(form.gone)
    record = other or form.beside or form.instance
    histories = [type(record).history.filter(id=record.pk)]
    histories += [rows.history_of(record) for rows in form.inlines]
    newest = [history.select_related("history_user").first() for history in histories]
    last = max(filter(None, newest), key=moment, default=None)
    done = CHANGED if other else DELETED
    if other != form.stored:
        done = RIVALLED
    return done[bool(last)] % {"who": who(last), "when": last and when(last)}


def rows_of_fields(form, other, changed: list[str]):
    for name in form.fields:
        if name in changed and name != "seen":
            stored = words(other, name, getattr(other, name))
            here = in_form(form, other, name)
            if stored != here or not is_another(form, other):
                yield capfirst(form.fields[name].label), stored, marked(form, name, here)


def in_form(form, other, name: str) -> str:
    if name in form.errors:
        return ", ".join(form.data.getlist(form.add_prefix(name))) or EMPTY
    if name in form.taken_over:
        return words(other, name, getattr(other, name))
    return words(other, name, form.cleaned_data[name])


def marked(form, name: str, text: str) -> str:
    """What stands in the form, and how it came there where nobody typed it."""
    if name in form.taken_over:
        return format_html(TAKEN_OVER, value=text)
    untouched = name not in form.errors and form.is_untouched(name)
    return format_html(UNTOUCHED, value=text) if untouched else text


def rows_of_inlines(form, other, changed: list[str]):
    # A draft that is about to stand beside what readers see has no rows of its own yet.
    apart = bool(form.beside) or is_another(form, other)
    for rows in form.inlines:
        if rows.name in changed:
            typed = TypedRows(form.data, rows, apart=apart)
            there = [told_apart(row, typed.said_of(row)) for row in rows.of(other)]
            name = capfirst(rows.model._meta.verbose_name_plural)
            below = format_html("{}{}", gettext("As below"), listed("ul", gone_lines(typed, other)))
            yield name, listed("ol", there) or EMPTY, below


def listed(tag: str, lines: list) -> str:
    """Lines as a list in HTML; nothing where there are none."""
    items = format_html_join("", "<li>{}</li>", ([line] for line in lines))
    return format_html("<{0}>{1}</{0}>", tag, items) if lines else ""


def gone_lines(typed: TypedRows, other) -> list:
    """The rows of the form that are no longer stored, each with what becomes of it."""
    stored = {str(row.pk) for row in typed.rows.of(other)}
    ends = ((end_of(typed.rows.model, key), said) for key, said in typed.taken_out(stored))
    return [told_apart(name_of(end), said) for end, said in ends if end]


def label(field: Field) -> str:
    """What a field is called at the beginning of a line."""
    return str(capfirst(field.verbose_name))


def words(record, name: str, value) -> str:
    """A value as the form would name it: labels, not codes."""
    field = record._meta.get_field(name)
    if field.many_to_many:
        related = value.all() if isinstance(value, Manager) else value
        return LISTED.join(map(str, related)) or EMPTY
    if value in (None, "", []):
        return EMPTY
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, date):
        return in_words(value)
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(dict(field.flatchoices).get(value, value))
