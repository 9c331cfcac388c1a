"""What happened, as columns of the schema's tables: a module for each area.

Each module offers `users(...)`, rows that belong to people, and, where it has such tables, `whole(...)`, rows of the app as a
whole (catalogues, posts, what was bought), which count what all parts of the people did. Counts of parts add up: `totals`.
"""
