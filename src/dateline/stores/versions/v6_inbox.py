"""Indexes for the first pages: the reports of an outlet by day, and how many incidents are news and no totals."""

from __future__ import annotations

from alembic import op

revision, down_revision = "6", "5"

_INDEXES = {
    "ix_reports_outlet_day": "reports (outlet, published)",
    "ix_incidents_kind": "incidents (background, total, id)",
}


def upgrade() -> None:
    """Nothing; the indexes are there."""
    for name, columns in _INDEXES.items():
        op.get_bind().exec_driver_sql(f"CREATE INDEX {name} ON {columns}")
