"""What the law is on a day, and how it changed: told from what is published.

    in_force     the findings of all days: which of them hold on a day
    runs         entries over time, of which neighbours that say the same are one
    changes      what changed between two days
    proposed     which changes are none of law
    status       of one instrument, from its milestones
    statuses     of all instruments, from what their milestones say
    caveats      what is said beside a provision whose text is no law on the day
    cited        which instruments findings cite

The dated rule itself is that of the querysets (`jurisdictions.querysets`).
"""
