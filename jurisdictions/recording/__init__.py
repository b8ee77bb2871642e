"""What is kept of every write, and how earlier data is read.

    history        who changed what, and when
    last_written   when records were written last, as their history has it
    snapshots      the data as it was recorded at a revision
    moments        what several statements read, as it stood at one moment
    stamping       the triggers that move the stamp with each write

The stamp itself stands in `models.stamps`, the numbers of changes in `models.revisions`.
"""
