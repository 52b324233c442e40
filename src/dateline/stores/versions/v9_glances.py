"""Beside incidents and readings, what lists, maps and counts ask of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from dateline.jsonl import decode
from dateline.records import Claim, Extraction, Incident
from dateline.stores import glances
from dateline.stores.versions import Words

revision, down_revision = "9", "8"
_SOME = 500


def upgrade() -> None:
    """Nothing; the tables are there, and filled from the records."""
    op.create_table(
        "glances",
        sa.Column("incident_id", Words, sa.ForeignKey("incidents.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "hearings",
        sa.Column(
            "report_id", Words, sa.ForeignKey("extractions.report_id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )
    connection = op.get_bind()
    _fill_glances(connection)
    _fill_hearings(connection)


def _fill_glances(connection: sa.Connection) -> None:
    ids = list(connection.scalars(sa.text("SELECT id FROM incidents")))
    query = sa.text("SELECT data FROM incidents WHERE id IN :ids").bindparams(
        sa.bindparam("ids", expanding=True)
    )
    write = sa.text("INSERT INTO glances (incident_id, data) VALUES (:id, :data)")
    for start in range(0, len(ids), _SOME):
        found = [
            decode(data, Incident) for data in connection.scalars(query, {"ids": ids[start : start + _SOME]})
        ]
        connection.execute(
            write, [{"id": one.id, "data": glances.write(glances.glance_of(one))} for one in found]
        )


def _fill_hearings(connection: sa.Connection) -> None:
    query = sa.text("SELECT report_id, extractor, outlet FROM extractions JOIN reports ON id = report_id")
    write = sa.text("INSERT INTO hearings (report_id, data) VALUES (:id, :data)")
    readings = connection.execute(query).all()
    for start in range(0, len(readings), _SOME):
        some = readings[start : start + _SOME]
        told = _claims_of(connection, [row.report_id for row in some])
        made = []
        for id, extractor, outlet in some:
            read = Extraction(report_id=id, extractor=extractor, claims=tuple(told.get(id, ())))
            made.append({"id": id, "data": glances.write(glances.hearing_of(read, outlet))})
        connection.execute(write, made)


def _claims_of(connection: sa.Connection, report_ids: list[str]) -> dict[str, list[Claim]]:
    query = sa.text("SELECT report_id, data FROM claims WHERE report_id IN :ids ORDER BY report_id, position")
    found = connection.execute(query.bindparams(sa.bindparam("ids", expanding=True)), {"ids": report_ids})
    told: dict[str, list[Claim]] = {}
    for report_id, data in found:
        told.setdefault(report_id, []).append(decode(data, Claim))
    return told
