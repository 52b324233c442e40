"""What was noted when a report came in: no date, two dates, a guessed encoding."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from dateline.stores import schema
from dateline.stores.versions import Words

revision, down_revision = "2", "1"


def upgrade() -> None:
    """Nothing; the table is there."""
    op.create_table(
        "notes",
        sa.Column("report_id", Words, sa.ForeignKey("reports.id"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("note", Words, nullable=False),
    )
    connection = op.get_bind()
    schema.make_append_only(connection, "notes")
