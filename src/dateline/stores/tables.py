"""The tables of a store, in SQLAlchemy Core, and the rows that records become."""

from __future__ import annotations

from typing import Any, TypeAlias

import sqlalchemy as sa

Query: TypeAlias = sa.Select[*tuple[Any, ...]]
Found: TypeAlias = sa.Row[*tuple[Any, ...]]

metadata = sa.MetaData()

raws = sa.Table(
    "raws",
    metadata,
    sa.Column("sha256", sa.String, primary_key=True),
    sa.Column("size", sa.Integer, nullable=False),
    sa.Column("packed", sa.LargeBinary, nullable=False),
)

reports = sa.Table(
    "reports",
    metadata,
    sa.Column("seq", sa.Integer, primary_key=True),
    sa.Column("id", sa.String, nullable=False, unique=True),
    sa.Column("text", sa.String, nullable=False),
    sa.Column("text_sha256", sa.String, nullable=False),
    sa.Column("raw_sha256", sa.String, sa.ForeignKey("raws.sha256"), nullable=False, index=True),
    sa.Column("media_type", sa.String, nullable=False),
    sa.Column("origin", sa.String, nullable=False),
    sa.Column("outlet", sa.String),
    sa.Column("url", sa.String),
    sa.Column("headline", sa.String),
    sa.Column("published", sa.String, index=True),
    sa.Column("data", sa.LargeBinary, nullable=False),
)

notes = sa.Table(
    "notes",
    metadata,
    sa.Column("report_id", sa.String, sa.ForeignKey("reports.id"), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("note", sa.String, nullable=False),
)

extractions = sa.Table(
    "extractions",
    metadata,
    sa.Column("report_id", sa.String, sa.ForeignKey("reports.id"), primary_key=True),
    sa.Column("extractor", sa.String, nullable=False, index=True),
    sa.Column("not_incidents", sa.LargeBinary, nullable=False),
)

claims = sa.Table(
    "claims",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("report_id", sa.String, sa.ForeignKey("extractions.report_id"), nullable=False, index=True),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("event_type", sa.String, nullable=False),
    sa.Column("sub_event_type", sa.String, nullable=False),
    sa.Column("date_start", sa.String, index=True),
    sa.Column("date_end", sa.String),
    sa.Column("latitude", sa.Float),
    sa.Column("longitude", sa.Float),
    sa.Column("background", sa.Boolean, nullable=False),
    sa.Column("data", sa.LargeBinary, nullable=False),
)

incidents = sa.Table(
    "incidents",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("event_type", sa.String, nullable=False, index=True),
    sa.Column("sub_event_type", sa.String, nullable=False),
    sa.Column("date_start", sa.String, index=True),
    sa.Column("date_end", sa.String),
    sa.Column("country", sa.String),
    sa.Column("admin1", sa.String),
    sa.Column("place", sa.String),
    sa.Column("latitude", sa.Float, index=True),
    sa.Column("longitude", sa.Float),
    sa.Column("background", sa.Boolean, nullable=False),
    sa.Column("total", sa.Boolean, nullable=False),
    sa.Column("confidence", sa.Float, nullable=False),
    sa.Column("data", sa.LargeBinary, nullable=False),
)

incident_claims = sa.Table(
    "incident_claims",
    metadata,
    sa.Column("incident_id", sa.String, sa.ForeignKey("incidents.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("claim_id", sa.String, primary_key=True, index=True),
)

incident_reports = sa.Table(
    "incident_reports",
    metadata,
    sa.Column("incident_id", sa.String, sa.ForeignKey("incidents.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("report_id", sa.String, primary_key=True, index=True),
)

decisions = sa.Table(
    "decisions",
    metadata,
    sa.Column("seq", sa.Integer, primary_key=True),
    sa.Column("id", sa.String, nullable=False, unique=True),
    sa.Column("judgement", sa.String, nullable=False),
    sa.Column("subject", sa.String, nullable=False, index=True),
    sa.Column("analyst", sa.String, nullable=False),
    sa.Column("made_at", sa.String, nullable=False),
    sa.Column("data", sa.LargeBinary, nullable=False),
)

journal = sa.Table(
    "journal",
    metadata,
    sa.Column("stream", sa.String, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("entry", sa.LargeBinary, nullable=False),
)
