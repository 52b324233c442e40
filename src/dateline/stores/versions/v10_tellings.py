"""Beside the journal, where it tells of what: its links by their places, and the lines that speak of each id."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from dateline.stores import tellings
from dateline.stores.versions import Words

revision, down_revision = "10", "9"
_LINES = "SELECT number, entry FROM journal WHERE stream = 'history' ORDER BY number"
_LINK = (
    "INSERT INTO links (number, first, at, totals, current) VALUES (:number, :first, :at, :totals, :current)"
)
_TELLING = "INSERT INTO tellings (name, number, totals) VALUES (:name, :number, :totals)"


def upgrade() -> None:
    """Nothing; the tables are there, and filled from the journal."""
    op.create_table(
        "links",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("first", sa.Integer, nullable=False),
        sa.Column("at", Words, nullable=False),
        sa.Column("totals", sa.LargeBinary, nullable=False),
        sa.Column("current", sa.Boolean, nullable=False),
    )
    op.create_index("ix_links_at", "links", ["at"])
    op.create_table(
        "tellings",
        sa.Column("name", Words, primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("totals", sa.LargeBinary),
        sqlite_with_rowid=False,
    )
    connection = op.get_bind()
    lines = ((number, bytes(entry)) for number, entry in connection.execute(sa.text(_LINES)).all())
    for link, told in tellings.find_links(lines):
        facts = {"number": link.number, "first": link.first, "at": tellings.stamp(link.at), "current": False}
        connection.execute(sa.text(_LINK), {**facts, "totals": tellings.pack(link.totals)})
        made = [{"name": name, "number": at, "totals": tellings.pack(totals)} for name, at, totals in told]
        connection.execute(sa.text(_TELLING), made)
