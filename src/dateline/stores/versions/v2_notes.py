"""What was noted when a report came in: no date, two dates, a guessed encoding."""

from __future__ import annotations

from alembic import op

from dateline.stores import schema, tables

revision, down_revision = "2", "1"


def upgrade() -> None:
    """Nothing; the table is there."""
    connection = op.get_bind()
    tables.metadata.create_all(connection, tables=[tables.notes])
    schema.make_append_only(connection, "notes")
