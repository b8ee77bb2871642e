"""When each host may be asked next, for all threads together, and waiting that can be ended."""

import time
from collections import defaultdict
from threading import Event, Lock


class Stopped(Exception):
    """Nothing more is to be asked."""


class Pace:
    """Keeps `pause` seconds between the requests to one host."""

    def __init__(self, pause: float):
        self.pause = pause
        self.stopped = Event()
        self.lock = Lock()
        self.free: dict[str, float] = defaultdict(float)

    def turn(self, host: str, pause: float = 0.0):
        """Wait until `host` may be asked, and keep others from it for a while."""
        with self.lock:
            now = time.monotonic()
            start = max(now, self.free[host])
            self.free[host] = start + max(self.pause, pause)
        self.wait(start - now)

    def wait(self, seconds: float):
        """Let time pass; Stopped as soon as all is to stop."""
        if self.stopped.wait(seconds):
            raise Stopped

    def stop(self):
        self.stopped.set()
