"""What a format can't hold."""


class TooLong(Exception):
    """There is more than the format can hold; its text says what to do, for the reader."""
