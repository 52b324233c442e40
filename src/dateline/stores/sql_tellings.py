"""Where the journal tells of what, in tables: written with each line, asked by name and by place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

import sqlalchemy as sa

from dateline.stores import engine, tables
from dateline.stores.statements import Statements
from dateline.stores.tellings import (
    HISTORY,
    Line,
    Linked,
    Telling,
    Totals,
    find_links,
    make_link,
    of_incident,
    pack,
    read_line,
    stamp,
    tellings_of,
    unpack,
    whole_so_far,
)

_TABLE, _LINKS, _JOURNAL = tables.tellings, tables.links, tables.journal
_NEWEST = sa.select(_LINKS).order_by(_LINKS.c.number.desc())


class SqlTellings(Statements):
    """The index of the journal, of the store contract."""

    def links(
        self,
        *,
        since: datetime | None = None,
        until: datetime | None = None,
        after: int = 0,
        by: int | None = None,
    ) -> Iterator[Linked]:
        """The links of the history, the last first."""
        query = _NEWEST.where(_LINKS.c.number > after)
        if since is not None:
            query = query.where(_LINKS.c.at >= stamp(since))
        if until is not None:
            query = query.where(_LINKS.c.at <= stamp(until))
        if by is not None:
            query = query.where(_LINKS.c.number <= by)
        return (_linked(row) for row in self._many(query))

    def tellings(self, names: Iterable[str], *, by: int) -> Iterator[tuple[str, int]]:
        """Each name with the last line of the history, up to this one, that tells of it."""
        for some in engine.chunks(sorted(set(names))):
            yield from ((row[0], row[1]) for row in self._many(_last(some, by=by)))

    def every_telling(self, names: Iterable[str], *, by: int) -> Iterator[tuple[str, int]]:
        """Each name with every line of the history, up to this one, that tells of it."""
        for some in engine.chunks(sorted(set(names))):
            query = sa.select(_TABLE.c.name, _TABLE.c.number).where(
                _TABLE.c.name.in_(some), _TABLE.c.number <= by
            )
            yield from (
                (row[0], row[1]) for row in self._many(query.order_by(_TABLE.c.name, _TABLE.c.number))
            )


def note(connection: sa.Connection, number: int, entry: bytes) -> None:
    """Nothing; where this line ends a link, it is known what that tells of."""
    line = read_line(number, entry)
    if line is None or not line.last:
        return
    lines = _begun(connection, line)
    if not lines:
        return
    newest = connection.execute(_NEWEST.limit(1)).first()
    held: dict[str, Totals | None] = {}
    for some in engine.chunks([id for one in lines for id in one.incidents]):
        for name, _, totals in connection.execute(_last([of_incident(id) for id in some], by=number)):
            held[name.removeprefix(of_incident(""))] = unpack(totals)
    _keep(
        connection,
        make_link(lines, _linked(newest) if newest else None, held),
        tellings_of(lines),
        current=True,
    )


def _begun(connection: sa.Connection, last: Line) -> list[Line]:
    """The lines of the link that this one ends; none when some are missing."""
    parts: list[Line] = []
    query = sa.select(_JOURNAL.c.number, _JOURNAL.c.entry).where(
        _JOURNAL.c.stream == HISTORY, _JOURNAL.c.number.between(last.number - last.part + 1, last.number - 1)
    )
    for number, entry in connection.execute(query.order_by(_JOURNAL.c.number)):
        parts = whole_so_far(parts, read_line(number, entry))
    parts = whole_so_far(parts, last)
    return parts if len(parts) == last.part else []


def note_anew(connection: sa.Connection) -> None:
    """Nothing; what is known of the journal is what it tells now, after words of it were blanked."""
    connection.execute(_TABLE.delete())
    connection.execute(_LINKS.delete())
    query = sa.select(_JOURNAL.c.number, _JOURNAL.c.entry).where(_JOURNAL.c.stream == HISTORY)
    lines = (
        (number, bytes(entry))
        for number, entry in connection.execute(query.order_by(_JOURNAL.c.number)).all()
    )
    for link, told in find_links(lines):
        _keep(connection, link, told, current=False)


def mark_changed(connection: sa.Connection) -> None:
    """Nothing; the last link no longer tells of the incidents as they are."""
    newest = sa.select(sa.func.max(_LINKS.c.number)).scalar_subquery()
    connection.execute(_LINKS.update().where(_LINKS.c.number == newest).values(current=False))


def _keep(connection: sa.Connection, link: Linked, told: Iterable[Telling], *, current: bool) -> None:
    row = {"number": link.number, "first": link.first, "at": stamp(link.at), "current": current}
    connection.execute(_LINKS.insert(), {**row, "totals": pack(link.totals)})
    made = [{"name": name, "number": number, "totals": pack(totals)} for name, number, totals in told]
    for some in engine.chunks(made):
        connection.execute(_TABLE.insert(), some)


def _last(names: list[str], *, by: int) -> tables.Query:
    """Each of these names with its last line up to this one, and what that added to the totals."""
    found = sa.select(_TABLE.c.name, sa.func.max(_TABLE.c.number).label("number"))
    found = found.where(_TABLE.c.name.in_(names), _TABLE.c.number <= by).group_by(_TABLE.c.name)
    last = found.subquery()
    same = sa.and_(_TABLE.c.name == last.c.name, _TABLE.c.number == last.c.number)
    return sa.select(_TABLE.c.name, _TABLE.c.number, _TABLE.c.totals).join(last, same).order_by(_TABLE.c.name)


def _linked(row: tables.Found) -> Linked:
    at = datetime.fromisoformat(row.at)
    totals = unpack(row.totals) or {}
    return Linked(number=row.number, first=row.first, at=at, totals=totals, current=row.current)
