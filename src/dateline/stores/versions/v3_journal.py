"""The journal: numbered entries in streams (what changed, releases, the audit chain)."""

from __future__ import annotations

from alembic import op

from dateline.stores import schema, tables

revision, down_revision = "3", "2"


def upgrade() -> None:
    """Nothing; the table is there."""
    connection = op.get_bind()
    tables.metadata.create_all(connection, tables=[tables.journal])
    schema.make_append_only(connection, "journal")
