"""What a browser posts of a control that nobody touched."""

from typing import Any

from django.forms import CheckboxInput, Field


def posted(field: Field, value: Any) -> list[str]:
    """The entries of a control that shows a value as stored; none where it posts nothing."""
    value, control = field.prepare_value(value), field.widget
    if isinstance(control, CheckboxInput):
        return ["on"] if value else []
    # The control itself, where buttons stand around it.
    shown = getattr(control, "widget", control).format_value(value)
    return [str(one) for one in (shown if isinstance(shown, list) else [shown or ""])]
