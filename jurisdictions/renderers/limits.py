"""What a format can't hold."""

# The longest text that Office takes for a property of a file.
PROPERTY_LIMIT = 255


class TooLong(Exception):
    """There is more than the format can hold; its text says what to do, for the reader."""
