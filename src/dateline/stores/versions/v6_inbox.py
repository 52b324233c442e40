"""An index for the inbox: the reports of an outlet by day, and how many each printed."""

from __future__ import annotations

from alembic import op

revision, down_revision = "6", "5"


def upgrade() -> None:
    """Nothing; the index is there."""
    op.get_bind().exec_driver_sql("CREATE INDEX ix_reports_outlet_day ON reports (outlet, published)")
