"""The read-only API: what the pages show, as JSON, from the same filtersets and querysets.

    urls         its addresses
    views        which records each gives, and what these need beside themselves
    endpoint     what every address does around its answer
    filtersets   those of the pages, and how many records an answer holds
    conditions   conditional requests
    problems     what is wrong, as application/problem+json
    schema       the OpenAPI document: how drf-spectacular reads our addresses
    parameters   its query parameters, from the fields that read them
    document     the document itself, held by the process
    docs         the same for people

`serializers` say what a record looks like.
"""
