"""Beside incidents and readings, what lists, maps and counts ask of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from dateline.jsonl import decode
from dateline.records import Claim, Extraction, Incident
from dateline.stores import rows, tables

revision, down_revision = "9", "8"
_SOME = 500


def upgrade() -> None:
    """Nothing; the tables are there, and filled from the records."""
    connection = op.get_bind()
    tables.metadata.create_all(connection, tables=[tables.glances, tables.hearings])
    ids = list(connection.scalars(sa.select(tables.incidents.c.id)))
    for start in range(0, len(ids), _SOME):
        some = tables.incidents.c.id.in_(ids[start : start + _SOME])
        found = connection.scalars(sa.select(tables.incidents.c.data).where(some)).all()
        connection.execute(
            tables.glances.insert(), [rows.glance_row(decode(data, Incident)) for data in found]
        )
    read = tables.extractions.join(tables.reports, tables.reports.c.id == tables.extractions.c.report_id)
    query = sa.select(tables.extractions.c.report_id, tables.extractions.c.extractor, tables.reports.c.outlet)
    readings = connection.execute(query.select_from(read)).all()
    for start in range(0, len(readings), _SOME):
        some_readings = readings[start : start + _SOME]
        told = _claims_of(connection, [row.report_id for row in some_readings])
        made = [
            rows.hearing_row(
                Extraction(
                    report_id=row.report_id,
                    extractor=row.extractor,
                    claims=tuple(told.get(row.report_id, ())),
                ),
                row.outlet,
            )
            for row in some_readings
        ]
        connection.execute(tables.hearings.insert(), made)


def _claims_of(connection: sa.Connection, report_ids: list[str]) -> dict[str, list[Claim]]:
    claims = tables.claims
    query = sa.select(claims.c.report_id, claims.c.data).where(claims.c.report_id.in_(report_ids))
    told: dict[str, list[Claim]] = {}
    for report_id, data in connection.execute(query.order_by(claims.c.report_id, claims.c.position)):
        told.setdefault(report_id, []).append(decode(data, Claim))
    return told
