"""The site on several machines, all of them this one: `make scale-test`.

Two web servers, PostgreSQL with a replica, Redis and nginx run on loopback, as deploy/ has them.
They are read and written to while each part is killed in turn, and cut off from the others.

    packages   what has to be installed for that
    parts      each part as a process, to be started and killed
    cluster    PostgreSQL, and the replica that follows it
    network    what cuts a part off
    stack      all parts together
    samples    what was asked, when, and what came of it
    readers    who reads, through nginx
    writers    who writes, and looks at once whether all others see it
    phases     what goes away, and how we know that it is back
    promises   what may be met meanwhile, and what never
    report     the table
"""
