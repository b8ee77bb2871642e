"""How fast the site is, held against a bare Django view and against Datasette: `make bench`.

Every figure is a ratio out of one run with interleaved rounds, so that what else the machine does
weighs on all of them alike. What is counted first is the time of the processor that an answer
takes, of all processes of its server; it doesn't depend on the client.

    data       generated law, of any size, into the site's database
    datasette  the same data as Datasette serves it
    bare       a Django view that answers a constant page
    servers    each of them as a server on loopback, and what it costs
    rounds     the questions, asked in turn
    report     RESULTS.md
"""
