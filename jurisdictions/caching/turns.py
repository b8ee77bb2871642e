"""Of many who want the same at once, one makes it; the others wait, and take what was made.

Nobody waits for ever, nor twice for the same: what failed, or can't be kept, is made by the next.
"""

from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from threading import Event

from regcompare.replicas import AWAY

# In seconds. What takes longer is made beside it by those who waited, as by everybody before.
LONGEST = 5.0


class Turn:
    """What is being made at the moment."""

    def __init__(self):
        self.over = Event()
        self.outage: Exception | None = None

    def wait(self) -> None:
        """Until it is made. Who waited for a database that went away doesn't wait for it again."""
        self.over.wait(LONGEST)
        if self.outage:
            raise self.outage


going: dict[Hashable, Turn] = {}


@contextmanager
def turn(key: Hashable) -> Iterator[None]:
    """Within it, look whether somebody made it meanwhile, and make it if not.

    Take one before a transaction is begun, not within: whoever waits would keep writers waiting.
    """
    mine = Turn()
    first = going.setdefault(key, mine)
    if first is not mine:
        first.wait()
        yield
        return
    try:
        yield
    except AWAY as error:
        mine.outage = error
        raise
    finally:
        del going[key]
        mine.over.set()
