"""Pages and files are made once per state of the data, and kept; whoever holds one is told so.

    identity     what a page is made from: address, stamp, day, program → its ETag
    forms        the same bytes, compressed as the reader's program accepts
    store        Django's cache, which may be away
    memory       that cache where there is no Redis, with a bound
    folder       files of answers that are too long for it
    room         one bound for all files
    sources      from which database it is read, and once more where it was written meanwhile
    wires        how its stamp is asked for in little time
    turns        one makes what many want at once
    held         what pages of one state have in common
    file_lines   lines of long files, written once for all days and choices
    kept         around a view: 304, what is kept, or a new page
    ready        around all: what was answered before in the same words (given before Django)

Nothing is ever thrown out because it has become wrong: a write moves the stamp, and the page of
the new stamp is another one. Old ones are forgotten by cache and folder when they need room.
"""
