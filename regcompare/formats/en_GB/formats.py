"""Days in forms are ISO days: 09/10/2026 is two days, depending on who reads it."""

DATE_INPUT_FORMATS = ["%Y-%m-%d", "%d %B %Y", "%d %b %Y"]
