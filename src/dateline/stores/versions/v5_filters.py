"""Indexes for filters over many incidents: the latest first, in all, of a country, of a type; by area."""

from __future__ import annotations

from alembic import op

revision, down_revision = "5", "4"

_INDEXES = {
    "ix_incidents_latest": "date_end DESC, id",
    "ix_incidents_country_latest": "country, date_end DESC",
    "ix_incidents_type_latest": "event_type, date_end DESC",
    "ix_incidents_area": "latitude, longitude",
}


def upgrade() -> None:
    """Nothing; the indexes are there."""
    connection = op.get_bind()
    for name, columns in _INDEXES.items():
        connection.exec_driver_sql(f"CREATE INDEX {name} ON incidents ({columns})")
