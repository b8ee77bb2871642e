"""What keeps the site running and its data whole: outages, logs, metrics, backups.

    middleware    around everything else: an identifier, a line in the log, figures
    watching      one request from outside: its statements, and how long it took
    logs          lines in the log, as JSON or as text
    metrics       figures for Prometheus, of all processes together
    networks      who may read what is for operators only
    views         what operators ask
    outages       why the database or the cache can't do what it is asked, by name
    unavailable   what is answered meanwhile
    schema        whether the tables are those that the code knows
    refusing      what people read where an address doesn't answer to what is asked
    commands      commands that end in a sentence where what they need isn't there
    history       why no command cuts the history down
    statistics    what the database knows of its tables when it plans
    orphans       a worker ends with the process that looks after it
    apps          what begins with the process

`postgresql` is Django's, with a pool that survives the server; `backup` writes the database into
one file, and reads it back.
"""
