"""Tables of the records, the search index, and the triggers that make the primary data append-only."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from dateline.stores import schema
from dateline.stores.versions import Words

revision, down_revision = "1", None


def upgrade() -> None:
    """Nothing; the tables are there."""
    connection = op.get_bind()
    _make_primary()
    _make_derived()
    schema.make_searchable(connection)
    schema.make_append_only(connection, "reports", "raws", "decisions")


def _make_primary() -> None:
    """Nothing; there are tables of what only grows: bytes, reports, decisions."""
    op.create_table(
        "raws",
        sa.Column("sha256", Words, primary_key=True),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("packed", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "reports",
        sa.Column("seq", sa.Integer, primary_key=True),
        sa.Column("id", Words, nullable=False, unique=True),
        sa.Column("text", Words, nullable=False),
        sa.Column("text_sha256", Words, nullable=False),
        sa.Column("raw_sha256", Words, sa.ForeignKey("raws.sha256"), nullable=False),
        sa.Column("media_type", Words, nullable=False),
        sa.Column("origin", Words, nullable=False),
        sa.Column("outlet", Words),
        sa.Column("url", Words),
        sa.Column("headline", Words),
        sa.Column("published", Words),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )
    op.create_index("ix_reports_raw_sha256", "reports", ["raw_sha256"])
    op.create_index("ix_reports_published", "reports", ["published"])
    op.create_table(
        "decisions",
        sa.Column("seq", sa.Integer, primary_key=True),
        sa.Column("id", Words, nullable=False, unique=True),
        sa.Column("judgement", Words, nullable=False),
        sa.Column("subject", Words, nullable=False),
        sa.Column("analyst", Words, nullable=False),
        sa.Column("made_at", Words, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )
    op.create_index("ix_decisions_subject", "decisions", ["subject"])


def _make_derived() -> None:
    """Nothing; there are tables of what is computed anew: readings, claims, incidents."""
    op.create_table(
        "extractions",
        sa.Column("report_id", Words, sa.ForeignKey("reports.id"), primary_key=True),
        sa.Column("extractor", Words, nullable=False),
        sa.Column("not_incidents", sa.LargeBinary, nullable=False),
    )
    op.create_index("ix_extractions_extractor", "extractions", ["extractor"])
    op.create_table(
        "claims",
        sa.Column("id", Words, primary_key=True),
        sa.Column("report_id", Words, sa.ForeignKey("extractions.report_id"), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("event_type", Words, nullable=False),
        sa.Column("sub_event_type", Words, nullable=False),
        sa.Column("date_start", Words),
        sa.Column("date_end", Words),
        sa.Column("latitude", sa.Float),
        sa.Column("longitude", sa.Float),
        sa.Column("background", sa.Boolean, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )
    op.create_index("ix_claims_report_id", "claims", ["report_id"])
    op.create_index("ix_claims_date_start", "claims", ["date_start"])
    op.create_table(
        "incidents",
        sa.Column("id", Words, primary_key=True),
        sa.Column("event_type", Words, nullable=False),
        sa.Column("sub_event_type", Words, nullable=False),
        sa.Column("date_start", Words),
        sa.Column("date_end", Words),
        sa.Column("country", Words),
        sa.Column("admin1", Words),
        sa.Column("place", Words),
        sa.Column("latitude", sa.Float),
        sa.Column("longitude", sa.Float),
        sa.Column("background", sa.Boolean, nullable=False),
        sa.Column("total", sa.Boolean, nullable=False),
        sa.Column("confidence", sa.Float, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )
    op.create_index("ix_incidents_event_type", "incidents", ["event_type"])
    op.create_index("ix_incidents_date_start", "incidents", ["date_start"])
    op.create_index("ix_incidents_latitude", "incidents", ["latitude"])
    op.create_table(
        "incident_claims",
        sa.Column("incident_id", Words, sa.ForeignKey("incidents.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("claim_id", Words, primary_key=True),
    )
    op.create_index("ix_incident_claims_claim_id", "incident_claims", ["claim_id"])
    op.create_table(
        "incident_reports",
        sa.Column("incident_id", Words, sa.ForeignKey("incidents.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("report_id", Words, primary_key=True),
    )
    op.create_index("ix_incident_reports_report_id", "incident_reports", ["report_id"])
