"""Primary keys as they come in with addresses and forms."""

# So many digits fit the numbers of any database.
LONGEST = 18


def key_in(text: str) -> int | None:
    """The key that a text says; None where it says none."""
    return int(text) if text.isdecimal() and len(text) <= LONGEST else None
