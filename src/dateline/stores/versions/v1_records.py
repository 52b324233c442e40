"""Tables of the records, the search index, and the triggers that make the primary data append-only."""

from __future__ import annotations

from alembic import op

from dateline.stores import schema, tables

revision, down_revision = "1", None

_FIRST = (
    tables.raws,
    tables.reports,
    tables.extractions,
    tables.claims,
    tables.incidents,
    tables.incident_claims,
    tables.incident_reports,
    tables.decisions,
)


def upgrade() -> None:
    """Nothing; the tables are there."""
    connection = op.get_bind()
    tables.metadata.create_all(connection, tables=_FIRST)
    schema.make_searchable(connection)
    schema.make_append_only(connection, "reports", "raws", "decisions")
