"""Points in the index of types: an area, a year and a type are found in the stretch of the type, no record read."""

from __future__ import annotations

from alembic import op

revision, down_revision = "8", "7"

_NAME = "ix_incidents_type_latest"


def upgrade() -> None:
    """Nothing; the index holds latitude and longitude as well."""
    connection = op.get_bind()
    latest = "date_end DESC NULLS LAST" if connection.dialect.name == "postgresql" else "date_end DESC"
    connection.exec_driver_sql(f"DROP INDEX IF EXISTS {_NAME}")
    columns = f"event_type, {latest}, id, date_start, latitude, longitude"
    connection.exec_driver_sql(f"CREATE INDEX {_NAME} ON incidents ({columns})")
