"""Tombstones of what is forgotten; what is stored already enters the audit chain as it is found."""

from __future__ import annotations

from alembic import op

from dateline.stores import adoption, schema, tables

revision, down_revision = "4", "3"


def upgrade() -> None:
    """Nothing; the table is there, and every report, ruling and reading stands in the chain."""
    connection = op.get_bind()
    tables.metadata.create_all(connection, tables=[tables.tombstones])
    schema.make_append_only(connection, "tombstones")
    adoption.adopt(connection)
