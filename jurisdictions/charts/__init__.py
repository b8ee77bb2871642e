"""Geometry of pictures, as plain data: numbers for a template, no ORM, no request.

    world       the map of approaches
    timeline    lanes of jurisdictions, with strips of approaches and threads of events
    span        the days across it, and the axis under them
    lettering   how much room texts take
    bars        bars of counts, each divided into kinds
    stances     how many jurisdictions had which stance, year by year
    verified    when findings were last verified, month by month

`world.json` holds the shapes of the countries.
"""
