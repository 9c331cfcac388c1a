"""Every table of the app, described once: key, grain, columns, types, units, allowed values, labels, meaning.

The data dictionary, the checks of an own export and the words on charts all come from here. Amounts are described in
yuan, as `open_app` gives them; the Parquet files hold the same amounts as whole cents. One module holds one area of
the team's work; `names` holds the lists of values that several areas share.
"""

from ._kinds import TYPES, UNITS, Column, Table
from ._tables import AREAS, TABLES
from .lookup import label, labels, table
from .names import BRANCHES, CAMPAIGNS, CATEGORIES, CHANNELS, CITIES, DISTRICTS, SURFACES, TERMS, TIERS

SCHEMA_VERSION = "2.0"

__all__ = [
    "AREAS", "BRANCHES", "CAMPAIGNS", "CATEGORIES", "CHANNELS", "CITIES", "DISTRICTS", "SCHEMA_VERSION", "SURFACES", "TABLES",
    "TERMS", "TIERS", "TYPES", "UNITS", "Column", "Table", "label", "labels", "table",
]  # fmt: skip
