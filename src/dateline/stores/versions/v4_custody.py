"""Tombstones of what is forgotten; what is stored already enters the audit chain as it is found."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from dateline.stores import adoption, schema
from dateline.stores.versions import Words

revision, down_revision = "4", "3"


def upgrade() -> None:
    """Nothing; the table is there, and every report, ruling and reading stands in the chain."""
    op.create_table(
        "tombstones",
        sa.Column("report_id", Words, primary_key=True),
        sa.Column("raw_sha256", Words, nullable=False),
        sa.Column("text_sha256", Words, nullable=False),
        sa.Column("at", Words, nullable=False),
        sa.Column("by", Words, nullable=False),
        sa.Column("reason", Words, nullable=False),
    )
    op.create_index("ix_tombstones_raw_sha256", "tombstones", ["raw_sha256"])
    connection = op.get_bind()
    schema.make_append_only(connection, "tombstones")
    adoption.adopt(connection)
