"""Search: one index of everything that readers look for, on SQLite and on PostgreSQL.

    kinds       what is looked for
    documents   what is indexed of each kind
    stored      the documents as the database has them, and the words that they hold
    keeping     in step with the records, whoever writes these
    words       makes both databases read a text alike
    stems       what the forms of a word have in common
    questions   reads what was asked
    synonyms    other words for the same
    spelling    words that may have been meant
    ranking     what comes first
    found       answers: how much of each sort, and the hits of a page
    passages    the part of a text that is shown, with what was asked marked

`index` is where the databases differ.
"""
