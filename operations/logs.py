"""Log lines: as JSON for machines, or as text for whoever sits at the terminal."""

import json
import logging
from datetime import UTC, datetime

from .watching import request_id

# What no line says, so that nobody has to find it out for each: threads and processes, and the
# place in the code (the library's own switch, in spite of its name).
logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
logging._srcfile = None
# Of one encoder: `json.dumps` would make a new one for each line.
encoded = json.JSONEncoder(ensure_ascii=False, default=str).encode


class JsonFormatter(logging.Formatter):
    """One JSON object a line; `extra={"data": {…}}` adds members of its own."""

    def format(self, record: logging.LogRecord) -> str:
        said = {
            "time": moment(record),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            "request_id": request_id(),
            **getattr(record, "data", {}),
        }
        if record.exc_info:
            said["exception"] = self.formatException(record.exc_info)
        return encoded(said)


class TextFormatter(logging.Formatter):
    """A line to read, with the beginning of the request's identifier."""

    def format(self, record: logging.LogRecord) -> str:
        record.moment = moment(record)
        known = getattr(record, "data", {}).get("request_id") or request_id() or "-"
        record.short_id = known[:8]
        return super().format(record)


def moment(record: logging.LogRecord) -> str:
    """When, in UTC."""
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
