"""The pages. Each view binds, checks, arranges and renders; it decides nothing about the law."""
