"""What every store can do. Reports and decisions are only appended; claims and incidents are replaced."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date as Day
from datetime import datetime
from typing import Any, Protocol

from dateline.records import Arrival, Claim, Decision, Extraction, Incident, Record, Report, Span
from dateline.stores.glances import Glance, Hearing
from dateline.stores.tellings import Linked

FIRST = "0" * 64  # the digest before the first entry of an audit chain


class Hit(Record, frozen=True, kw_only=True):
    """One report found by a search: the words around the match, and where they stand."""

    report_id: str
    snippet: str
    span: Span | None = None


class Problem(Record, frozen=True, kw_only=True):
    """One thing wrong with a project: what, where, and the remedy."""

    where: str
    reason: str
    remedy: str


class Counts(Record, frozen=True, kw_only=True):
    """How many records of each kind a store holds."""

    reports: int
    claims: int
    incidents: int
    decisions: int


class IncidentFilter(Record, frozen=True, kw_only=True):
    """Which incidents are wanted; what is left out wants all. `box`: west, south, east, north in degrees."""

    start: Day | None = None
    end: Day | None = None
    event_types: tuple[str, ...] = ()
    country: str | None = None
    admin1: str | None = None
    box: tuple[float, float, float, float] | None = None
    background: bool | None = None
    total: bool | None = None


class Head(Record, frozen=True, kw_only=True):
    """The last entry of a chain: noted elsewhere, it proves later that nothing before it was changed."""

    number: int = 0
    sha256: str = FIRST

    def __str__(self) -> str:
        return f"{self.number}:{self.sha256}"


class Tombstone(Record, frozen=True, kw_only=True):
    """What stays of a forgotten report: which it was, when, by whom and why it was forgotten."""

    report_id: str
    raw_sha256: str
    text_sha256: str
    at: datetime
    by: str
    reason: str


class Store(Protocol):
    """One project's records. Everything is yielded in the order of ids, so that output does not vary."""

    def add_report(self, arrival: Arrival) -> bool:
        """True when the report was new; the same bytes or the same id and text change nothing.

        The same id with another text is an UnusableInput: reports are never overwritten.
        """

    def add_reports(self, arrivals: Iterable[Arrival]) -> int:
        """How many of these were new; all of them are stored in one transaction, or none."""

    def raw(self, report_id: str) -> bytes | None:
        """The raw bytes a report was made from."""

    def notes(self, report_id: str) -> tuple[str, ...]:
        """What was noted when the report came in: no date, two dates, a guessed encoding."""

    def report(self, report_id: str) -> Report | None:
        """One report."""

    def told_at(self, urls: Iterable[str]) -> dict[str, str]:
        """Of each of these addresses under which a report is kept, the id of the first that came in."""

    def reports(self, among: Iterable[str] | None = None) -> Iterator[Report]:
        """All reports, or those of these ids; ids that are not there are passed over."""

    def arrivals(self) -> Iterator[str]:
        """The ids of all reports in the order they came in."""

    def latest(
        self, *, limit: int, offset: int = 0, outlet: str | None = None, by: str | None = None
    ) -> tuple[str, ...]:
        """The ids of so many reports, the last printed first, of one day the last come in first.

        Those without a day come last. With `outlet` those of this one alone, with "" those that name none; with `by`
        those that any version of this extractor (or of the screen) was the last to deal with.
        """

    def printed(self) -> tuple[tuple[str, Day | None, int], ...]:
        """How many reports each outlet ("" = none is named) printed on each day."""

    def put_extraction(self, extraction: Extraction) -> None:
        """Replaces what was read in one report."""

    def put_extractions(self, extractions: Iterable[Extraction]) -> None:
        """Replaces what was read in these reports, in one transaction."""

    def extraction(self, report_id: str) -> Extraction | None:
        """What was read in one report."""

    def unread(self, extractor: str, *, besides: str | None = None) -> Iterator[Report]:
        """Reports that this extractor version has not read yet, without those that `besides` has dealt with."""

    def extractors(self) -> dict[str, int]:
        """How many reports each extractor version (or the screen) was the last to deal with."""

    def readers(self, among: Iterable[str]) -> dict[str, str]:
        """Which extractor version, or screen, was the last to deal with each of these reports."""

    def claim(self, claim_id: str) -> Claim | None:
        """One claim."""

    def claims(self, among: Iterable[str] | None = None) -> Iterator[Claim]:
        """All claims, or those of these ids; ids that are not there are passed over."""

    def put_incidents(self, incidents: Iterable[Incident]) -> None:
        """Replaces all incidents in one transaction."""

    def change_incidents(self, gone: Iterable[str], made: Iterable[Incident]) -> None:
        """Takes out the incidents of these ids and puts in the others, in one transaction; the rest stands."""

    def incident(self, incident_id: str) -> Incident | None:
        """One incident."""

    def incidents(
        self, wanted: IncidentFilter | None = None, *, among: Iterable[str] | None = None
    ) -> Iterator[Incident]:
        """All incidents, or those the filter wants, or of these ids; ids that are not there are passed over."""

    def glances(self) -> Iterator[Glance]:
        """All incidents as lists, maps and counts see them."""

    def hearings(self) -> Iterator[Hearing]:
        """All reports that were read: what in them, counted."""

    def page(
        self, wanted: IncidentFilter | None = None, *, limit: int, offset: int = 0
    ) -> tuple[Incident, ...]:
        """So many of the incidents the filter wants, the latest first; those without a day come last."""

    def count(self, wanted: IncidentFilter | None = None) -> int:
        """How many incidents the filter wants."""

    def incidents_of(self, report_id: str) -> tuple[Incident, ...]:
        """The incidents that a report tells of."""

    def add_decision(self, decision: Decision) -> bool:
        """True when the decision was new."""

    def add_decisions(self, decisions: Iterable[Decision]) -> int:
        """How many of these were new; all of them are stored in one transaction, or none."""

    def decisions(self) -> Iterator[Decision]:
        """All decisions in the order they were made."""

    def append(self, stream: str, entry: bytes, *, after: int | None = None) -> int:
        """The number of this entry in its stream: 1, 2, 3...; an entry is never changed or removed.

        With `after`, the entry is written only while that is the stream's last number (0: it has none);
        0 comes back when another writer was first.
        """

    def entries(
        self, stream: str, *, after: int = 0, among: Iterable[int] | None = None
    ) -> Iterator[tuple[int, bytes]]:
        """The numbered entries of a stream that follow this number, or those of these numbers, in order."""

    def links(
        self,
        *,
        since: datetime | None = None,
        until: datetime | None = None,
        after: int = 0,
        by: int | None = None,
    ) -> Iterator[Linked]:
        """The links of the history, the last first: of these moments, and after one line up to another."""

    def tellings(self, names: Iterable[str], *, by: int) -> Iterator[tuple[str, int]]:
        """Each name (see `stores.tellings`) with the last line of the history, up to this one, that tells of it."""

    def every_telling(self, names: Iterable[str], *, by: int) -> Iterator[tuple[str, int]]:
        """Each name with every line of the history, up to this one, that tells of it."""

    def record(self, did: str, **facts: Any) -> int:
        """The number of the new entry in the audit chain: who acts now did this, to what `facts` name.

        Reports, rulings and readings are recorded by the store itself; exports, releases and the like by who
        does them. Facts are ids, counts and digests, never words of a report.
        """

    def head(self) -> Head:
        """The last entry of the audit chain."""

    def verify(self, noted: Iterable[Head] = ()) -> tuple[tuple[Problem, ...], Head]:
        """Everything in which the audit chain and the store differ, and the chain's head.

        `noted` are heads written down earlier, which the chain must lead through.
        """

    def forget(self, report_id: str, reason: str) -> Tombstone:
        """What stays of the report: every word of it, and of what was read in it, is erased for good.

        Incidents that rested on it are gone until the next link.
        """

    def tombstones(self) -> tuple[Tombstone, ...]:
        """What stays of each forgotten report, in the order of ids."""

    def search(self, query: str, *, limit: int = 50) -> tuple[Hit, ...]:
        """Reports whose text matches, best first; a query with odd signs is searched as plain words."""

    def counts(self) -> Counts:
        """How many records of each kind there are."""

    def check(self) -> tuple[Problem, ...]:
        """Everything found wrong: hashes that differ, spans outside their text, broken pages."""

    def close(self) -> None:
        """Frees the files."""
