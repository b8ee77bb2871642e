"""The history is never cut down: what a page said when somebody cited it is read from there."""

from django.core.management.base import CommandError

KEPT = (
    "The history stays whole: pages at a revision (rev=…), corrections and the versions of records "
    "are made of it. Nothing was changed. What is personal, "
    "forget_readers and forget_sign_ins delete."
)


def kept_whole() -> CommandError:
    """Why a command that deletes some of it doesn't run."""
    return CommandError(KEPT)
