"""From sources to what people open: editions, catalogues, coverage, checks.

Nothing here is imported by a notebook. Authors reach it through ``python -m coursework``;
see ``docs/authors.md`` for the whole way from a lesson's source to its four editions.
"""
