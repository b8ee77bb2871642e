"""The apostrophe before what a spreadsheet would take for a formula, put on and taken off exactly.

It is that of `renderers.formulas`, and also stands before a text which begins with one itself, so
that taking it off always gives the text that was there.
"""

from ..renderers.formulas import BEGINNINGS, SHIELD


def shielded(text: str) -> str:
    """As a CSV file has it."""
    return SHIELD + text if is_formula_like(text) else text


def shielded_twice_only(text: str) -> str:
    """As a typed cell has it: only a text that would lose an apostrophe of its own gets one."""
    return SHIELD + text if text.startswith(SHIELD) and is_formula_like(text) else text


def unshielded(text: str) -> str:
    """The text that was written."""
    return text[1:] if text.startswith(SHIELD) and is_formula_like(text) else text


def is_formula_like(text: str) -> bool:
    return text.lstrip(SHIELD).startswith(BEGINNINGS)
