"""How long a session of staff lasts: so long in all, and so long without a sign of life.

Django's own age is counted anew whenever a session is saved; hence a clock of our own.
"""

import time

from django.conf import settings

BEGUN, SEEN = "begun", "seen"
# A sign of life is written down once a minute, not at every click.
GRAIN = 60


def begin(session):
    """Start the clock, at sign-in."""
    session[BEGUN] = session[SEEN] = int(time.time())


def ended(session) -> bool:
    """Is a session of staff too old, or was it left alone too long?"""
    now = time.time()
    whole = now - session.get(BEGUN, 0) > settings.SESSION_COOKIE_AGE
    return whole or now - session.get(SEEN, 0) > settings.SESSION_IDLE_SECONDS


def touch(session):
    """Note a sign of life."""
    now = int(time.time())
    if now - session.get(SEEN, 0) >= GRAIN:
        session[SEEN] = now
