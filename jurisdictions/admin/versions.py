"""A refused save in words: what is stored now beside what was typed."""

from datetime import date

from django.db.models import Manager
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst

from ..days import in_words
from ..history import when, who

EMPTY = "(empty)"
UNTOUCHED = "{} <em>(not changed by you)</em>"
REFUSAL = """
<strong>Not saved: {change} while you had this record open.</strong>
Everything you typed is still in the form below. Compare the two versions and copy what should
stay of the other one into the form. When you save again, the form replaces what is stored.
<a href="{address}" target="_blank">Open what is stored now</a>
<table class="versions">
<thead><tr><th scope="col">What</th><th scope="col">Stored now</th><th scope="col">In your form</th>
</tr></thead>
<tbody>{rows}</tbody>
</table>
"""
ROW = '<tr><th scope="row">{}</th><td>{}</td><td>{}</td></tr>'


def refusal(form, changed: list[str]) -> str:
    """Why a LockedForm doesn't save, with both versions of the `changed` fields and inlines."""
    other = other_version(form, changed)
    if other is None:
        return f"Not saved: {last_change(form, other)} while you had this record open."
    if other != form.stored:
        # A draft differs in what it says, whatever was touched.
        changed = [*form.fields, *(rows.name for rows in form.inlines)]
    rows = [*rows_of_fields(form, other, changed), *rows_of_inlines(form, other, changed)]
    return format_html(
        REFUSAL,
        change=last_change(form, other),
        address=address(other),
        rows=format_html_join("", ROW, rows),
    )


def other_version(form, changed: list[str]):
    """What somebody else saved: the record, or a draft beside it."""
    return form.rival if "draft" in changed and form.rival else form.stored


def last_change(form, other) -> str:
    """Who last changed the record or a row of its inlines, and when."""
    record = other or form.beside or form.instance
    histories = [type(record).history.filter(id=record.pk)]
    histories += [rows.history_of(record) for rows in form.inlines]
    newest = [history.select_related("history_user").first() for history in histories]
    last = max(filter(None, newest), key=lambda entry: entry.history_date, default=None)
    what = "changed" if other else "deleted"
    if other != form.stored:
        what = "began a draft of it or changed"
    return f"{who(last)} {what} it" + (f" on {when(last)}" if last else "")


def address(record) -> str:
    """The change form of `record`."""
    meta = record._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[record.pk])


def rows_of_fields(form, other, changed: list[str]):
    for name in form.fields:
        if name in changed and name != "seen":
            stored = words(other, name, getattr(other, name))
            here = typed(form, other, name)
            if other == form.stored or stored != here:
                yield capfirst(form.fields[name].label), stored, here


def typed(form, other, name: str) -> str:
    if name in form.errors:
        return ", ".join(form.data.getlist(form.add_prefix(name))) or EMPTY
    text = words(other, name, form.cleaned_data[name])
    return format_html(UNTOUCHED, text) if form.is_untouched(name) else text


def rows_of_inlines(form, other, changed: list[str]):
    for rows in form.inlines:
        if rows.name in changed:
            stored = format_html_join("", "<li>{}</li>", ([row] for row in rows.of(other)))
            label = capfirst(rows.model._meta.verbose_name_plural)
            yield label, format_html("<ol>{}</ol>", stored) if stored else EMPTY, "As below"


def words(record, name: str, value) -> str:
    """A value as the form would name it: labels, not codes."""
    field = record._meta.get_field(name)
    if field.many_to_many:
        related = value.all() if isinstance(value, Manager) else value
        return "; ".join(map(str, related)) or EMPTY
    if value in (None, "", []):
        return EMPTY
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return in_words(value)
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(dict(field.flatchoices).get(value, value))
