"""Pieces of pages as HTML, each made once in each language and kept by all that it says.

    cells          of a table: stance, answer, evidence
    marks          of stances and states, and of a verification that is due
    notes          the numbered sources of a table, and the way from its cells to them and back
    heads          of its rows and columns
    rows           of long lists, and the places of the map
    source_lines   a source in a line, with the health of its address
    frame          what is the same on all pages
    boxes          tick boxes, options of selects, links of facets
    parts          what several of these have, and what stands for the day

What a piece says are plain values, so that nothing kept can be out of date: what is said otherwise,
by whatever road it was written, is another piece. What depends on the page is put around it.
"""
