"""Django tells password validators when a password was set, by whichever road."""

from .audit import record
from .models import Outcome


class RecordedInTheAudit:
    """Refuses no password, and writes down that one was set."""

    def validate(self, password, user=None):
        pass

    def get_help_text(self):
        return ""

    def password_changed(self, password, user=None):
        record(Outcome.PASSWORD_SET, user)
