"""Live counts: how many rows each option of a filter would leave, the others kept.

`counting` counts plain data; `overview` and `lists` read it, a few statements a page; `empty`
says which filter to drop when nothing is left.
"""
