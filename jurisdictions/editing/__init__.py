"""How staff change what readers see.

    groups      who may do what
    workflow    the steps from a draft to readers, and who may take them
    authors     who wrote what waits for review
    saying      what a record says: taken over, compared, saved with who and why
    reasons     how the history tells the steps from edits
    evidence    what a finding has to rest on before it goes further
    reverting   earlier versions and deleted records come back as drafts
    slugs       for records whose editors choose none

Each step leaves in the history who took it and why (`jurisdictions.recording`).
"""
