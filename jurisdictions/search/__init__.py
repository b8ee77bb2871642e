"""Search: one index of everything that readers look for, on SQLite and on PostgreSQL.

`documents` says what is indexed of each kind, `keeping` keeps it in step with the records, `words`
makes both databases read a text alike, `index` is where they differ, `ranking` says what comes
first, `questions`, `synonyms` and `spelling` read what was asked, `found` answers it.
"""
