"""Days are written out for readers: 8 October 2026; moments as well, with their zone. In forms days
are ISO days: 09/10/2026 is two days, depending on who reads it."""

DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j F Y, H:i T"
DATE_INPUT_FORMATS = ["%Y-%m-%d", "%d %B %Y", "%d %b %Y"]
