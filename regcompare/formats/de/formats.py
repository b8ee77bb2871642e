"""As Django has them, but for the days in forms, which are ISO days in every language first, and
for moments, which say their zone."""

DATETIME_FORMAT = "j. F Y, H:i T"
DATE_INPUT_FORMATS = ["%Y-%m-%d", "%d.%m.%Y"]
