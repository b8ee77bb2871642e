"""The pages for editors. Records by subject:

    findings      findings with their citations; sections, pillars, topics
    places        jurisdictions, regulators, approaches and their periods
    law           instruments and events
    proposals     proposals, and what stands on the page of one
    sources       documents that support statements
    glossary      concepts and terms
    links         the addresses that records use
    readers       what readers sent

What they are built from, the more special on the more general:

    records       all records: slug, position, history, lock
    rows          rows that are edited on the page of another record
    reviewed      records that are reviewed: saving makes drafts
    dated         what holds from a day on: one entry succeeds another
    forms         forms: whole constraints, made slugs, drafts
    fields        how fields are edited
    widgets       room to write, and a choice to search
    choosing      how a record is called where one is chosen
    filters       filters by time beside the lists
    addresses     the addresses of these pages

A save, and what is refused:

    locking       a save is refused when the record is no longer what was opened
    marks         what an editor has seen, as short marks that the form carries
    posted        what a browser posts of a control that nobody touched
    versions      that refusal in words: what is stored beside what was typed
    meanwhile     the same for rows
    mistakes      where on a long form something is wrong
    overtaken     a step of review that came too late
    vanished      a choice that somebody deleted meanwhile
    ends          how the history ends of what is gone
    deleted       what was deleted, and bringing it back
    obstacles     what stands in the way of a deletion

Help while writing, and the way to readers:

    writing       help on forms of records that are reviewed
    previews      Markdown as readers will see it
    neighbours    what stands before and after a first day
    pinpoints     provisions that are cited already
    sides         what readers see beside what is proposed
    review        what a draft says and changes, and its next steps
    queue         from one draft that waits to the next
    verifying     "the sources were opened", record by record
    pasts         the history of a record in words
    worklists     the work that waits, counted on the first page
    importing     records as spreadsheets, out and in

Steps and their conditions themselves are said in `jurisdictions.editing`.
"""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from . import findings, glossary, law, links, places, proposals, readers, sources

__all__ = ["findings", "glossary", "law", "links", "places", "proposals", "readers", "sources"]

admin.site.site_header = _("regcompare: editing")
admin.site.site_title = _("regcompare: editing")
admin.site.index_title = _("Records to edit")
admin.site.empty_value_display = "—"
# The lists need the width; the index is one click away.
admin.site.enable_nav_sidebar = False
