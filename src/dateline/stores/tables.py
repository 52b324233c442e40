"""The tables of a store, in SQLAlchemy Core, and the rows that records become."""

from __future__ import annotations

from typing import Any, TypeAlias

import sqlalchemy as sa

Query: TypeAlias = sa.Select[*tuple[Any, ...]]
Found: TypeAlias = sa.Row[*tuple[Any, ...]]

metadata = sa.MetaData()
# Sorted by code point in every database, so that the order of ids is the same everywhere.
Words = sa.String().with_variant(sa.String(collation="C"), "postgresql")

raws = sa.Table(
    "raws",
    metadata,
    sa.Column("sha256", Words, primary_key=True),
    sa.Column("size", sa.Integer, nullable=False),
    sa.Column("packed", sa.LargeBinary, nullable=False),
)

reports = sa.Table(
    "reports",
    metadata,
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

notes = sa.Table(
    "notes",
    metadata,
    sa.Column("report_id", Words, sa.ForeignKey("reports.id"), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("note", Words, nullable=False),
)

extractions = sa.Table(
    "extractions",
    metadata,
    sa.Column("report_id", Words, sa.ForeignKey("reports.id"), primary_key=True),
    sa.Column("extractor", Words, nullable=False, index=True),
    sa.Column("not_incidents", sa.LargeBinary, nullable=False),
)

claims = sa.Table(
    "claims",
    metadata,
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

incidents = sa.Table(
    "incidents",
    metadata,
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

incident_claims = sa.Table(
    "incident_claims",
    metadata,
    sa.Column("incident_id", Words, sa.ForeignKey("incidents.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("claim_id", Words, primary_key=True, index=True),
)

incident_reports = sa.Table(
    "incident_reports",
    metadata,
    sa.Column("incident_id", Words, sa.ForeignKey("incidents.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("report_id", Words, primary_key=True, index=True),
)

glances = sa.Table(
    "glances",
    metadata,
    sa.Column("incident_id", Words, sa.ForeignKey("incidents.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("data", sa.LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

hearings = sa.Table(
    "hearings",
    metadata,
    sa.Column(
        "report_id", Words, sa.ForeignKey("extractions.report_id", ondelete="CASCADE"), primary_key=True
    ),
    sa.Column("data", sa.LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

decisions = sa.Table(
    "decisions",
    metadata,
    sa.Column("seq", sa.Integer, primary_key=True),
    sa.Column("id", Words, nullable=False, unique=True),
    sa.Column("judgement", Words, nullable=False),
    sa.Column("subject", Words, nullable=False, index=True),
    sa.Column("analyst", Words, nullable=False),
    sa.Column("made_at", Words, nullable=False),
    sa.Column("data", sa.LargeBinary, nullable=False),
)

journal = sa.Table(
    "journal",
    metadata,
    sa.Column("stream", Words, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("entry", sa.LargeBinary, nullable=False),
)

links = sa.Table(
    "links",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("first", sa.Integer, nullable=False),
    sa.Column("at", Words, nullable=False, index=True),
    sa.Column("totals", sa.LargeBinary, nullable=False),
    sa.Column("current", sa.Boolean, nullable=False),
)

tellings = sa.Table(
    "tellings",
    metadata,
    sa.Column("name", Words, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("totals", sa.LargeBinary),
    sqlite_with_rowid=False,
)

tombstones = sa.Table(
    "tombstones",
    metadata,
    sa.Column("report_id", Words, primary_key=True),
    sa.Column("raw_sha256", Words, nullable=False, index=True),
    sa.Column("text_sha256", Words, nullable=False),
    sa.Column("at", Words, nullable=False),
    sa.Column("by", Words, nullable=False),
    sa.Column("reason", Words, nullable=False),
)
