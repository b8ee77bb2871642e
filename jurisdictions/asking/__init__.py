"""What a reader may ask, read strictly: understood, or refused by name.

    query        the query string as a whole, and the day of a page
    parameters   each parameter: from text to a value
    filters      what a parameter of each kind does to a queryset
    limits       how much may be asked at once
    keys         primary keys in addresses and forms

The filters of each page stand in `jurisdictions.filtersets`.
"""
