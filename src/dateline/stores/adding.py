"""Arrivals into the tables of a store: known ones change nothing, what was forgotten is refused."""

from __future__ import annotations

from collections.abc import Callable

import sqlalchemy as sa

from dateline.records import Arrival
from dateline.stores import audit, engine, forget, rows, tables

Index = Callable[[sa.Connection, int, str | None, str], None]


def add_arrivals(connection: sa.Connection, arrivals: list[Arrival], index: Index) -> list[list[str]]:
    """What the audit chain is told of each new report; `index` puts its words into the search index."""
    new: list[list[str]] = []
    for some in engine.chunks(arrivals):
        forget.refuse_forgotten(connection, some)
        raws, texts = _known(connection, some)
        for arrival in some:
            row = rows.report_row(arrival)
            if row["raw_sha256"] in raws:
                continue
            if row["id"] in texts:
                rows.refuse_other_text(arrival, known=texts[row["id"]])
                continue
            raws.add(row["raw_sha256"])
            texts[row["id"]] = row["text_sha256"]
            _insert(connection, arrival, row, index)
            new.append(audit.report_digests(row, arrival.notes))
    return new


def _known(connection: sa.Connection, arrivals: list[Arrival]) -> tuple[set[str], dict[str, str]]:
    """Which of these raw bytes are kept, and the digests of the texts that are kept under these ids."""
    table = tables.reports.c
    raws = table.raw_sha256.in_([one.raw_sha256 for one in arrivals])
    ids = table.id.in_([one.report.id for one in arrivals])
    texts = connection.execute(sa.select(table.id, table.text_sha256).where(ids))
    kept = connection.scalars(sa.select(table.raw_sha256).where(raws))
    return set(kept), {row.id: row.text_sha256 for row in texts}


def _insert(connection: sa.Connection, arrival: Arrival, row: rows.Row, index: Index) -> None:
    connection.execute(tables.raws.insert(), rows.raw_row(arrival))
    stored = connection.execute(tables.reports.insert(), row).inserted_primary_key
    index(connection, stored[0] if stored else 0, row["headline"], row["text"])
    if arrival.notes:
        connection.execute(tables.notes.insert(), rows.note_rows(arrival))
