"""One filter for map, timeline, table and download; its whole state is the query of the address."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from urllib.parse import urlencode

import msgspec

from dateline.records import Record

FACETS: dict[str, str] = {
    "event": "Kind",
    "sub": "Kind in full",
    "country": "Country",
    "admin1": "Province",
    "party": "Party",
    "checked": "Checked",
    "source": "Speaker",
}
TOP = 12


class Filter(Record, frozen=True, kw_only=True):
    """What is asked for; empty means everything. `told` keeps background and sums out unless it is `all`."""

    q: str = ""
    since: str = ""
    until: str = ""
    event: str = ""
    sub: str = ""
    country: str = ""
    admin1: str = ""
    party: str = ""
    checked: str = ""
    source: str = ""
    deaths: str = ""
    told: str = ""
    box: str = ""
    asof: str = ""

    def query(self, **changed: str) -> str:
        """The filter as a query string, with these parts changed; empty parts are left out."""
        parts = {**msgspec.structs.asdict(self), **changed}
        return urlencode({name: value for name, value in parts.items() if value})

    def link(self, path: str = "/incidents", **changed: str) -> str:
        """An address with this filter."""
        query = self.query(**changed)
        return f"{path}?{query}" if query else path

    @property
    def since_day(self) -> int:
        """The first day asked for, counted from the year 1."""
        return date.fromisoformat(self.since).toordinal()

    @property
    def until_day(self) -> int:
        """The last day asked for, counted from the year 1."""
        return date.fromisoformat(self.until).toordinal()

    @property
    def active(self) -> tuple[tuple[str, str], ...]:
        """The parts that are set: name and value."""
        return tuple((name, value) for name, value in msgspec.structs.asdict(self).items() if value)


class Choice(Record, frozen=True, kw_only=True):
    """One value of a facet, how many of the incidents seen have it, and the address that toggles it."""

    value: str
    count: int
    link: str
    chosen: bool


class Facet(Record, frozen=True, kw_only=True):
    """A facet with its most frequent values."""

    name: str
    label: str
    choices: tuple[Choice, ...]


def read_filter(query: Iterable[tuple[str, str]]) -> Filter:
    """The filter of an address; names it does not know are left aside, a day that is none is dropped."""
    known = {name: value.strip() for name, value in query if name in Filter.__struct_fields__}
    for name in ("since", "until"):
        known[name] = _day(known.get(name, ""))
    return Filter(**known)


def _day(words: str) -> str:
    try:
        return date.fromisoformat(words).isoformat()
    except ValueError:
        return ""


def read_box(words: str) -> tuple[float, ...] | None:
    """West, south, east and north of a part of the map; None when the words give none."""
    try:
        box = tuple(float(part) for part in words.split(","))
    except ValueError:
        return None
    return box if len(box) == 4 else None
