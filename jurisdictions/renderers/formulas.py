"""Text that a spreadsheet opens as text."""

# What Excel, LibreOffice and Google Sheets may take for the beginning of a formula.
BEGINNINGS = ("=", "+", "-", "@", "\t", "\r", "\n")
SHIELD = "'"


def harmless(text: str) -> str:
    """The text of a cell: behind an apostrophe where it begins like a formula, else as it is."""
    return SHIELD + text if text.startswith(BEGINNINGS) else text
