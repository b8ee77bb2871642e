"""The project: its settings, and what stands around all requests.

    settings      one file, safe for production; the environment changes it
    environment   strict readers of the environment
    addresses     those of the database and the cache, refused where no driver would take them
    urls          where the app, the admin and the API stand
    wsgi          the way into a process
    asgi          the same for hosts that offer nothing else
    starting      a server that can't start says why
    charset       before Django: every address is UTF-8
    at_once       before Django: an answer that is ready is given again
    short_way     pages that are the same for all readers pass what is for staff
    hosts         the names under which the site is asked for
    headers       those of every answer
    replicas      readers may be served by a replica, writers never
    resting       what is away isn't asked again for a while
    collected     static files by the names that `collectstatic` gave them

`formats` says how days and numbers are written in each language.
"""
