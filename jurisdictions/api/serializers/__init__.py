"""The shape of every answer, by subject. Only what stands here leaves by the API."""
