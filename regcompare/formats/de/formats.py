"""As Django has them, but for the days in forms, which are ISO days in every language first."""

DATE_INPUT_FORMATS = ["%Y-%m-%d", "%d.%m.%Y"]
