"""Where the journal tells of what: each link of the history by its place, and the ids that every line speaks of.

All of it follows from the lines, and is kept beside them so that a change, a page or a difference finds what was
said before without reading everything. A link that has no last line is none (see `reconcile.ledger`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime

import msgspec

from dateline.records import Incident, Record

HISTORY = "history"
Totals = dict[str, int]
Telling = tuple[
    str, int, Totals | None
]  # what is told of, in which line, and what an incident adds to totals


class Linked(Record, frozen=True, kw_only=True):
    """One link by its place in the journal: its first line and its last, when it was, and all totals after it.

    `current` = it is the last, and the incidents of the store have not been changed since.
    """

    number: int
    first: int
    at: datetime
    totals: Totals
    current: bool = False


class Line(Record, frozen=True, kw_only=True):
    """One line of a link: which part it is, and what it tells of; an incident that is gone adds None."""

    number: int
    at: datetime
    part: int
    last: bool
    incidents: Mapping[str, Totals | None]
    others: tuple[str, ...]

    @property
    def tellings(self) -> Iterator[Telling]:
        """Each name it tells of."""
        yield from ((of_incident(id), self.number, totals) for id, totals in self.incidents.items())
        yield from ((name, self.number, None) for name in self.others)


class _Named(msgspec.Struct):
    id: str


class _Entry(msgspec.Struct):
    id: str
    incident: Incident | None = None
    claims: list[_Named] = []


class _Written(msgspec.Struct):
    at: datetime
    part: int
    last: bool
    entries: list[_Entry]


_DECODER = msgspec.json.Decoder(_Written)


def of_incident(id: str) -> str:
    """The name under which lines that tell of this incident are found."""
    return f"i:{id}"


def of_claim(id: str) -> str:
    """The name under which lines that tell this claim are found."""
    return f"c:{id}"


def of_report(id: str) -> str:
    """The name under which lines that tell of incidents of this report are found."""
    return f"r:{id}"


def read_line(number: int, entry: bytes) -> Line | None:
    """What a line of the history tells of; None when it cannot be read."""
    try:
        found = _DECODER.decode(entry)
    except msgspec.MsgspecError:
        return None
    reports = {id for one in found.entries if one.incident for id in one.incident.report_ids}
    claims = {claim.id for one in found.entries for claim in one.claims}
    return Line(
        number=number,
        at=found.at,
        part=found.part,
        last=found.last,
        incidents={one.id: one.incident.totals if one.incident else None for one in found.entries},
        others=(*map(of_claim, sorted(claims)), *map(of_report, sorted(reports))),
    )


def make_link(lines: Sequence[Line], before: Linked | None, held: Mapping[str, Totals | None]) -> Linked:
    """The link of these lines; `held` is what each incident they tell of has added to the totals until then."""
    totals = dict(before.totals) if before else {}
    for line in lines:
        for id, new in line.incidents.items():
            for name, count in (new or {}).items():
                totals[name] = totals.get(name, 0) + count
            for name, count in (held.get(id) or {}).items():
                totals[name] = totals.get(name, 0) - count
    return Linked(
        number=lines[-1].number,
        first=lines[0].number,
        at=max(lines[-1].at, before.at) if before else lines[-1].at,
        totals={name: count for name, count in sorted(totals.items()) if count},
    )


def find_links(lines: Iterable[tuple[int, bytes]]) -> Iterator[tuple[Linked, list[Telling]]]:
    """Every link of a whole history in order, with what its lines tell of."""
    link: Linked | None = None
    held: dict[str, Totals | None] = {}
    parts: list[Line] = []
    for number, entry in lines:
        line = read_line(number, entry)
        parts = whole_so_far(parts, line)
        if line is not None and parts and line.last:
            link = make_link(parts, link, held)
            for part in parts:
                held.update(part.incidents)
            yield link, list(tellings_of(parts))
            parts = []


def tellings_of(lines: Iterable[Line]) -> Iterator[Telling]:
    """Each name that the lines of a link tell of."""
    return (one for line in lines for one in line.tellings)


def whole_so_far(parts: list[Line], line: Line | None) -> list[Line]:
    """The lines of a link that has begun, with this one; none when it does not follow."""
    if line is None or line.part not in (1, len(parts) + 1):
        return []
    return [line] if line.part == 1 else [*parts, line]


def pack(totals: Totals | None) -> bytes | None:
    """Totals as they are stored."""
    return None if totals is None else msgspec.json.encode(totals)


def unpack(packed: bytes | None) -> Totals | None:
    """Totals as they were stored."""
    return None if packed is None else msgspec.json.decode(packed, type=Totals)


def stamp(moment: datetime) -> str:
    """The moment in words that sort as moments do."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
