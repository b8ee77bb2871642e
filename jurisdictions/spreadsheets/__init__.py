"""Records in spreadsheets, CSV and Excel: written for editors, and read back.

The columns are those of the release's CSV, which can be read too. archive.py and reading.py bring
an upload into rows, cells.py their cells into values, rows.py the rows into the entries that
`loading` takes, trial.py loads them or shows what a load would do, writing.py makes the files.

This is not django-import-export, which would bring a second rule of what a load does. Here it is
said once, for fixtures and for spreadsheets: what counts as a change, whose edits it would undo,
under which lock it is written, and how the history tells of it.
"""
