"""Texts, and how they are put into words.

    markup        Markdown to safe HTML
    pasted        what is dropped of pasted words
    portable      what holds for text and addresses in every format
    differences   what differs between two texts, word by word
    names         a few names in a sentence
    ahead         how far a day lies ahead

None of them looks anything up. The languages of the interface are `jurisdictions.languages`.
"""
