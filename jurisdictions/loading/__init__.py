"""Fixtures into the database: files.py reads them, changes.py saves them, report.py tells of it."""
