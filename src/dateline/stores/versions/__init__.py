"""The steps of the schema, one a file, taken by alembic in the order of their numbers.

A step holds its own definition of what it creates. `tables` says what all steps together make, and goes on changing.
"""

from __future__ import annotations

import sqlalchemy as sa

# Sorted by code point in every database, so that the order of ids is the same everywhere.
Words = sa.String().with_variant(sa.String(collation="C"), "postgresql")
