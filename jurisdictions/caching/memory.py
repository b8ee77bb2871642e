"""Django's cache in the memory of a process, with a bound that holds however long pages are."""

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.locmem import LocMemCache

# In bytes, of all entries together. Django counts them, and a long one is a hundred short ones.
MOST = 50_000_000
# After so many, each thread looks whether there is still room.
STEP = 500_000


class BoundedMemory(LocMemCache):
    """What was used longest ago goes when there is no room."""

    put = 0

    def _set(self, key, value, timeout=DEFAULT_TIMEOUT):
        """Of what is ready to be kept, by whoever has the lock."""
        super()._set(key, value, timeout)
        self.put += len(value)
        if self.put > STEP:
            self.put = 0
            self.make_room()

    def make_room(self) -> None:
        size = sum(map(len, self._cache.values()))
        while size > MOST:
            # The last is the one that was used longest ago.
            longest_ago = next(reversed(self._cache))
            size -= len(self._cache[longest_ago])
            self._delete(longest_ago)
