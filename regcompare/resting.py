"""Something beside the main road that may be away: it isn't asked again for a while."""

import logging
from collections.abc import Callable
from time import monotonic
from typing import TypeVar

# So long nobody knocks at a door that didn't open.
REST = 5.0
logger = logging.getLogger(__name__)
Answer = TypeVar("Answer")


class Resting:
    """Asks, and after a failure rests: `errors` are the failures, `name` is for the log.

    Each process finds out for itself.
    """

    def __init__(self, name: str, errors: type[Exception] | tuple):
        self.name = name
        self.errors = errors
        self.until = 0.0

    def ask(self, question: Callable[[], Answer], otherwise: Answer = None) -> Answer:
        """What `question` answers; `otherwise` where it fails, and for a while after that."""
        if monotonic() < self.until:
            return otherwise
        try:
            return question()
        except self.errors:
            self.until = monotonic() + REST
            logger.warning("The %s is away; not asked for %s s.", self.name, REST, exc_info=True)
            return otherwise
