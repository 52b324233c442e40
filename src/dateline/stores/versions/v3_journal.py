"""The journal: numbered entries in streams (what changed, releases, the audit chain)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from dateline.stores import schema
from dateline.stores.versions import Words

revision, down_revision = "3", "2"


def upgrade() -> None:
    """Nothing; the table is there."""
    op.create_table(
        "journal",
        sa.Column("stream", Words, primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("entry", sa.LargeBinary, nullable=False),
    )
    connection = op.get_bind()
    schema.make_append_only(connection, "journal")
