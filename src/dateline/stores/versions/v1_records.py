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
        sa.Column("raw_sha256", Words, sa.ForeignKey("raws.sha256"), nullable=False, index=True),
        sa.Column("media_type", Words, nullable=False),
        sa.Column("origin", Words, nullable=False),
        sa.Column("outlet", Words),
        sa.Column("url", Words),
        sa.Column("headline", Words),
        sa.Column("published", Words, index=True),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "decisions",
        sa.Column("seq", sa.Integer, primary_key=True),
        sa.Column("id", Words, nullable=False, unique=True),
        sa.Column("judgement", Words, nullable=False),
        sa.Column("subject", Words, nullable=False, index=True),
        sa.Column("analyst", Words, nullable=False),
        sa.Column("made_at", Words, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )


def _make_derived() -> None:
    """Nothing; there are tables of what is computed anew: readings, claims, incidents."""
    op.create_table(
        "extractions",
        sa.Column("report_id", Words, sa.ForeignKey("reports.id"), primary_key=True),
        sa.Column("extractor", Words, nullable=False, index=True),
        sa.Column("not_incidents", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "claims",
        sa.Column("id", Words, primary_key=True),
        sa.Column("report_id", Words, sa.ForeignKey("extractions.report_id"), nullable=False, index=True),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("event_type", Words, nullable=False),
        sa.Column("sub_event_type", Words, nullable=False),
        sa.Column("date_start", Words, index=True),
        sa.Column("date_end", Words),
        sa.Column("latitude", sa.Float),
        sa.Column("longitude", sa.Float),
        sa.Column("background", sa.Boolean, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "incidents",
        sa.Column("id", Words, primary_key=True),
        sa.Column("event_type", Words, nullable=False, index=True),
        sa.Column("sub_event_type", Words, nullable=False),
        sa.Column("date_start", Words, index=True),
        sa.Column("date_end", Words),
        sa.Column("country", Words),
        sa.Column("admin1", Words),
        sa.Column("place", Words),
        sa.Column("latitude", sa.Float, index=True),
        sa.Column("longitude", sa.Float),
        sa.Column("background", sa.Boolean, nullable=False),
        sa.Column("total", sa.Boolean, nullable=False),
        sa.Column("confidence", sa.Float, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "incident_claims",
        sa.Column("incident_id", Words, sa.ForeignKey("incidents.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("claim_id", Words, primary_key=True, index=True),
    )
    op.create_table(
        "incident_reports",
        sa.Column("incident_id", Words, sa.ForeignKey("incidents.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("report_id", Words, primary_key=True, index=True),
    )
