"""The read-only API: what the pages show, as JSON, from the same filtersets and querysets."""
