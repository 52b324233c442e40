"""Indexes in the very order of the pages, and one of the incidents of several days: a span is found by its ends.

And one of the addresses of reports, under which an article may come again with other words.
"""

from __future__ import annotations

from alembic import op

revision, down_revision = "7", "6"

_LATEST = {
    "ix_incidents_latest": "{latest}, id, date_start",
    "ix_incidents_country_latest": "country, {latest}, id, date_start, event_type",
    "ix_incidents_unit_latest": "country, admin1, {latest}, id, date_start",
    "ix_incidents_type_latest": "event_type, {latest}, id, date_start",
}
_AREA = {"ix_incidents_area": "latitude, longitude, event_type, date_end, date_start, id"}
_SEVERAL_DAYS = (
    "CREATE INDEX ix_incidents_several_days ON incidents "
    "({latest}, id, date_start) WHERE date_start < date_end"
)


def upgrade() -> None:
    """Nothing; the indexes are there."""
    connection = op.get_bind()
    # What is null comes last in SQLite's descending order by itself, and it takes no other in an index.
    latest = "date_end DESC NULLS LAST" if connection.dialect.name == "postgresql" else "date_end DESC"
    for name, columns in {**_LATEST, **_AREA}.items():
        connection.exec_driver_sql(f"DROP INDEX IF EXISTS {name}")
        connection.exec_driver_sql(f"CREATE INDEX {name} ON incidents ({columns.format(latest=latest)})")
    connection.exec_driver_sql(_SEVERAL_DAYS.format(latest=latest))
    connection.exec_driver_sql("CREATE INDEX ix_reports_url ON reports (url)")
