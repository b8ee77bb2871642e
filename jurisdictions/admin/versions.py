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
from .meanwhile import TypedRows, told_apart

EMPTY = _("(empty)")
UNTOUCHED = _("{value} <em>(not changed by you)</em>")
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
DELETED = _("%(who)s deleted it"), _("%(who)s deleted it on %(when)s")
RIVALLED = (
    _("%(who)s began a draft of it or changed it"),
    _("%(who)s began a draft of it or changed it on %(when)s"),
)
GONE = _("%(who)s published or deleted this draft on %(when)s")


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


def ended(last) -> str:
    """Who published or deleted what the history ends with, and when."""
    end = GONE if getattr(last, "draft_of_id", None) else DELETED[True]
    return end % {"who": who(last), "when": when(last)}


def rows_of_fields(form, other, changed: list[str]):
    for name in form.fields:
        if name in changed and name != "seen":
            stored = words(other, name, getattr(other, name))
            here = typed(form, other, name)
            if stored != here or not is_another(form, other):
                yield capfirst(form.fields[name].label), stored, marked(form, name, here)


def typed(form, other, name: str) -> str:
    if name in form.errors:
        return ", ".join(form.data.getlist(form.add_prefix(name))) or EMPTY
    return words(other, name, form.cleaned_data[name])


def marked(form, name: str, text: str) -> str:
    """What stands in the form, and whether it stood there when it was opened."""
    untouched = name not in form.errors and form.is_untouched(name)
    return format_html(UNTOUCHED, value=text) if untouched else text


def rows_of_inlines(form, other, changed: list[str]):
    for rows in form.inlines:
        if rows.name in changed:
            stored = format_html_join("", "<li>{}</li>", lines_of(form, rows, other))
            name = capfirst(rows.model._meta.verbose_name_plural)
            there = format_html("<ol>{}</ol>", stored) if stored else EMPTY
            yield name, there, gettext("As below")


def lines_of(form, rows, other):
    """The rows that are stored now, each with what would become of it."""
    typed = TypedRows(form.data, rows)
    said_of = typed.said_of_another if is_another(form, other) else typed.said_of
    return ([told_apart(row, said_of(row))] for row in rows.of(other))


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
