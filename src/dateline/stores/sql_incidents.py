"""Incidents in tables: computed from claims, replaced as they change, filtered and counted by the database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import sqlalchemy as sa

from dateline.jsonl import decode, encode
from dateline.records import Incident
from dateline.stores import engine, queries, rows, tables
from dateline.stores.contract import IncidentFilter
from dateline.stores.glances import Glance, read_glance
from dateline.stores.sql_tellings import mark_changed
from dateline.stores.statements import Statements


class SqlIncidents(Statements):
    """The incidents of the store contract."""

    def put_incidents(self, incidents: Iterable[Incident]) -> None:
        """Replaces all incidents in one transaction, which writes only what differs: others wait for a moment."""
        wanted, table = {incident.id: incident for incident in incidents}, tables.incidents
        told = {id: encode(incident) for id, incident in wanted.items()}
        with engine.writing(self._engine, self._where) as connection:
            same, gone = set(), []
            for id, data in connection.execute(sa.select(table.c.id, table.c.data)):
                if told.get(id) == data:
                    same.add(id)
                else:
                    gone.append(id)
            self._change(connection, sorted(gone), [one for id, one in wanted.items() if id not in same])

    def change_incidents(self, gone: Iterable[str], made: Iterable[Incident]) -> None:
        """Takes out the incidents of these ids and puts in the others, in one transaction; the rest stands."""
        fresh = list(made)
        with engine.writing(self._engine, self._where) as connection:
            self._change(connection, [*gone, *(incident.id for incident in fresh)], fresh)

    def _change(self, connection: sa.Connection, gone: list[str], fresh: list[Incident]) -> None:
        if gone or fresh:
            mark_changed(connection)
        for some in engine.chunks(gone):
            connection.execute(tables.incidents.delete().where(tables.incidents.c.id.in_(some)))
        for new in engine.chunks(fresh):
            connection.execute(tables.incidents.insert(), [rows.incident_row(incident) for incident in new])
            connection.execute(tables.glances.insert(), [rows.glance_row(incident) for incident in new])
            rows.link(
                connection, tables.incident_claims, [(one.id, id) for one in new for id in one.claim_ids]
            )
            rows.link(
                connection, tables.incident_reports, [(one.id, id) for one in new for id in one.report_ids]
            )

    def incident(self, incident_id: str) -> Incident | None:
        """One incident."""
        found = self._one(sa.select(tables.incidents.c.data).where(tables.incidents.c.id == incident_id))
        return decode(found[0], Incident) if found else None

    def incidents(
        self, wanted: IncidentFilter | None = None, *, among: Iterable[str] | None = None
    ) -> Iterator[Incident]:
        """All incidents, or those the filter wants, or of these ids, in the order of ids."""
        found = self._among(queries.filtered(wanted), tables.incidents.c.id, among)
        return (decode(data, Incident) for (data,) in found)

    def glances(self) -> Iterator[Glance]:
        """All incidents as lists, maps and counts see them, in the order of ids."""
        query = sa.select(tables.glances.c.data).order_by(tables.glances.c.incident_id)
        return (read_glance(data) for (data,) in self._many(query))

    def page(
        self, wanted: IncidentFilter | None = None, *, limit: int, offset: int = 0
    ) -> tuple[Incident, ...]:
        """So many of the incidents the filter wants, the latest first; those without a day come last."""
        query = queries.latest(wanted, limit=limit, offset=offset)
        with engine.reading(self._engine, self._where) as connection:
            # As one answer: a cursor would be planned as if all rows were wanted.
            return tuple(decode(data, Incident) for (data,) in connection.execute(query))

    def count(self, wanted: IncidentFilter | None = None) -> int:
        """How many incidents the filter wants."""
        return sum(self._one(queries.counted(wanted)) or (0,))

    def incidents_of(self, report_id: str) -> tuple[Incident, ...]:
        """The incidents that a report tells of."""
        joined = tables.incidents.join(tables.incident_reports)
        query = sa.select(tables.incidents.c.data).select_from(joined)
        query = query.where(tables.incident_reports.c.report_id == report_id).order_by(tables.incidents.c.id)
        return tuple(decode(data, Incident) for (data,) in self._many(query))
