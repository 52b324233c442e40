"""A store that lives as long as the program: for tests, and for reading without a project."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from msgspec.structs import replace

from dateline.errors import DamagedStore, UnusableInput
from dateline.jsonl import encode
from dateline.records import Arrival, Claim, Decision, Extraction, Incident, Report
from dateline.stores import audit, forget, matching
from dateline.stores.checks import check_spans
from dateline.stores.contract import Counts, Head, Hit, IncidentFilter, Problem, Tombstone
from dateline.stores.glances import Glance, Hearing, glance_of, hearing_of
from dateline.stores.tellings import HISTORY, Linked, Telling, find_links


class MemoryStore:
    """The store contract over dictionaries."""

    def __init__(self) -> None:
        self._arrivals: dict[str, Arrival] = {}
        self._raws: set[str] = set()
        self._extractions: dict[str, Extraction] = {}
        self._incidents: dict[str, Incident] = {}
        self._decisions: dict[str, Decision] = {}
        self._journal: dict[str, list[bytes]] = {}
        self._tombstones: dict[str, Tombstone] = {}
        self._told = False  # the last link tells of the incidents as they are

    def add_report(self, arrival: Arrival) -> bool:
        """True when the report was new; the same bytes or the same id and text change nothing."""
        self._refuse_forgotten(arrival)
        if arrival.raw_sha256 in self._raws:
            return False
        known = self._arrivals.get(arrival.report.id)
        if known is not None:
            if known.report.text != arrival.report.text:
                raise UnusableInput(
                    f"a report {arrival.report.id!r} with another text is stored already",
                    where=arrival.origin,
                    remedy="Reports are never overwritten: give the new text an id of its own.",
                )
            return False
        self._arrivals[arrival.report.id] = arrival
        self._raws.add(arrival.raw_sha256)
        self.record("add", reports=[[arrival.report.id, arrival.raw_sha256, arrival.report.text_sha256]])
        return True

    def add_reports(self, arrivals: Iterable[Arrival]) -> int:
        """How many of these were new; all of them are stored, or none."""
        kept = dict(self._arrivals), set(self._raws), list(self._journal.get(audit.STREAM, ()))
        try:
            return sum(self.add_report(arrival) for arrival in arrivals)
        except BaseException:
            self._arrivals, self._raws, self._journal[audit.STREAM] = kept
            raise

    def raw(self, report_id: str) -> bytes | None:
        """The raw bytes a report was made from."""
        arrival = self._arrivals.get(report_id)
        return arrival.raw if arrival else None

    def notes(self, report_id: str) -> tuple[str, ...]:
        """What was noted when the report came in."""
        arrival = self._arrivals.get(report_id)
        return arrival.notes if arrival else ()

    def report(self, report_id: str) -> Report | None:
        """One report."""
        arrival = self._arrivals.get(report_id)
        return arrival.report if arrival else None

    def told_at(self, urls: Iterable[str]) -> dict[str, str]:
        """Of each of these addresses under which a report is kept, the id of the first that came in."""
        wanted = set(urls)
        found = [(one.report.url, one.report.id) for one in self._arrivals.values()]
        return {url: id for url, id in reversed(found) if url is not None and url in wanted}

    def reports(self, among: Iterable[str] | None = None) -> Iterator[Report]:
        """All reports, or those of these ids, in the order of ids."""
        ids = self._arrivals if among is None else self._arrivals.keys() & set(among)
        return iter([self._arrivals[report_id].report for report_id in sorted(ids)])

    def arrivals(self) -> Iterator[str]:
        """The ids of all reports in the order they came in."""
        return iter(list(self._arrivals))

    def latest(
        self, *, limit: int, offset: int = 0, outlet: str | None = None, by: str | None = None
    ) -> tuple[str, ...]:
        """The ids of so many reports, the last printed first, of one day the last come in first."""
        held = [arrival.report for arrival in reversed(self._arrivals.values())]
        wanted = [one for one in held if outlet is None or (one.outlet or "") == outlet]
        if by is not None:
            readers = self.readers(one.id for one in wanted)
            wanted = [one for one in wanted if readers.get(one.id, "").startswith(f"{by}@")]
        wanted.sort(key=lambda one: one.published or date.min, reverse=True)
        return tuple(one.id for one in wanted[offset : offset + limit])

    def printed(self) -> tuple[tuple[str, date | None, int], ...]:
        """How many reports each outlet ("" = none is named) printed on each day."""
        held = (arrival.report for arrival in self._arrivals.values())
        counted = Counter((one.outlet or "", one.published) for one in held)
        return tuple((outlet, day, number) for (outlet, day), number in counted.items())

    def put_extraction(self, extraction: Extraction) -> None:
        """Replaces what was read in one report."""
        if extraction.report_id not in self._arrivals:
            raise DamagedStore(
                f"no report {extraction.report_id!r} to keep claims of",
                where="memory",
                remedy="Add the report first.",
            )
        self._extractions[extraction.report_id] = extraction
        self.record("read", read={extraction.report_id: audit.sha256(encode(extraction))})

    def put_extractions(self, extractions: Iterable[Extraction]) -> None:
        """Replaces what was read in these reports: all, or none."""
        kept = dict(self._extractions)
        try:
            for extraction in extractions:
                self.put_extraction(extraction)
        except BaseException:
            self._extractions = kept
            raise

    def extraction(self, report_id: str) -> Extraction | None:
        """What was read in one report."""
        return self._extractions.get(report_id)

    def unread(self, extractor: str, *, besides: str | None = None) -> Iterator[Report]:
        """Reports that this extractor version has not read yet, without those that `besides` has dealt with."""
        read = {e.report_id for e in self._extractions.values() if e.extractor in (extractor, besides)}
        return (report for report in self.reports() if report.id not in read)

    def extractors(self) -> dict[str, int]:
        """How many reports each extractor version was the last to read."""
        return dict(sorted(Counter(one.extractor for one in self._extractions.values()).items()))

    def readers(self, among: Iterable[str]) -> dict[str, str]:
        """Which extractor version, or screen, was the last to deal with each of these reports."""
        return {id: self._extractions[id].extractor for id in among if id in self._extractions}

    def claim(self, claim_id: str) -> Claim | None:
        """One claim."""
        return next((claim for claim in self.claims() if claim.id == claim_id), None)

    def claims(self, among: Iterable[str] | None = None) -> Iterator[Claim]:
        """All claims, or those of these ids, in the order of ids."""
        ids = None if among is None else set(among)
        found = (claim for extraction in self._extractions.values() for claim in extraction.claims)
        return iter(
            sorted((one for one in found if ids is None or one.id in ids), key=lambda claim: claim.id)
        )

    def put_incidents(self, incidents: Iterable[Incident]) -> None:
        """Replaces all incidents."""
        before, self._incidents = self._incidents, {incident.id: incident for incident in incidents}
        self._told = self._told and self._incidents == before

    def change_incidents(self, gone: Iterable[str], made: Iterable[Incident]) -> None:
        """Takes out the incidents of these ids and puts in the others; the rest stands."""
        self._told = False
        for incident_id in gone:
            self._incidents.pop(incident_id, None)
        self._incidents |= {incident.id: incident for incident in made}

    def incident(self, incident_id: str) -> Incident | None:
        """One incident."""
        return self._incidents.get(incident_id)

    def incidents(
        self, wanted: IncidentFilter | None = None, *, among: Iterable[str] | None = None
    ) -> Iterator[Incident]:
        """All incidents, or those the filter wants, or of these ids, in the order of ids."""
        ids = self._incidents.keys() if among is None else self._incidents.keys() & set(among)
        found = [self._incidents[incident_id] for incident_id in sorted(ids)]
        return (incident for incident in found if matching.is_wanted(incident, wanted))

    def glances(self) -> Iterator[Glance]:
        """All incidents as lists, maps and counts see them, in the order of ids."""
        return map(glance_of, self.incidents())

    def hearings(self) -> Iterator[Hearing]:
        """All reports that were read, what in them counted, in the order of ids."""
        for id in sorted(self._extractions):
            yield hearing_of(self._extractions[id], self._arrivals[id].report.outlet)

    def page(
        self, wanted: IncidentFilter | None = None, *, limit: int, offset: int = 0
    ) -> tuple[Incident, ...]:
        """So many of the incidents the filter wants, the latest first; those without a day come last."""
        found = sorted(self.incidents(wanted), key=lambda one: one.date.value.end or date.min, reverse=True)
        return tuple(found[offset : offset + limit])

    def count(self, wanted: IncidentFilter | None = None) -> int:
        """How many incidents the filter wants."""
        return sum(1 for _ in self.incidents(wanted))

    def incidents_of(self, report_id: str) -> tuple[Incident, ...]:
        """The incidents that a report tells of."""
        return tuple(incident for incident in self.incidents() if report_id in incident.report_ids)

    def add_decision(self, decision: Decision) -> bool:
        """True when the decision was new."""
        if decision.id in self._decisions:
            return False
        self._decisions[decision.id] = decision
        self.record("rule", decisions={decision.id: audit.sha256(encode(decision))})
        return True

    def add_decisions(self, decisions: Iterable[Decision]) -> int:
        """How many of these were new."""
        return sum(self.add_decision(decision) for decision in decisions)

    def decisions(self) -> Iterator[Decision]:
        """All decisions in the order they were made."""
        return iter(list(self._decisions.values()))

    def append(self, stream: str, entry: bytes, *, after: int | None = None) -> int:
        """The number of this entry in its stream; 0 when `after` is no longer the last number."""
        entries = self._journal.setdefault(stream, [])
        if after is not None and after != len(entries):
            return 0
        entries.append(entry)
        if stream == HISTORY:
            self._told = any(link.number == len(entries) for link in self._index()[0][-1:])
        if stream != audit.STREAM:
            self.record("journal", journal=[[stream, len(entries), audit.sha256(entry)]])
        return len(entries)

    def entries(
        self, stream: str, *, after: int = 0, among: Iterable[int] | None = None
    ) -> Iterator[tuple[int, bytes]]:
        """The numbered entries of a stream that follow this number, or those of these numbers, in order."""
        chosen = None if among is None else set(among)
        found = list(enumerate(self._journal.get(stream, ()), start=1))[after:]
        return iter([one for one in found if chosen is None or one[0] in chosen])

    def _index(self) -> tuple[list[Linked], list[Telling]]:
        found = list(find_links(self.entries(HISTORY)))
        return [link for link, _ in found], [one for _, told in found for one in told]

    def links(
        self,
        *,
        since: datetime | None = None,
        until: datetime | None = None,
        after: int = 0,
        by: int | None = None,
    ) -> Iterator[Linked]:
        """The links of the history, the last first."""
        made = self._index()[0]
        if made and self._told:
            made[-1] = replace(made[-1], current=True)
        return (
            one
            for one in reversed(made)
            if one.number > after
            and (since is None or one.at >= since)
            and (until is None or one.at <= until)
            and (by is None or one.number <= by)
        )

    def tellings(self, names: Iterable[str], *, by: int) -> Iterator[tuple[str, int]]:
        """Each name with the last line of the history, up to this one, that tells of it."""
        return iter(dict(self.every_telling(names, by=by)).items())

    def every_telling(self, names: Iterable[str], *, by: int) -> Iterator[tuple[str, int]]:
        """Each name with every line of the history, up to this one, that tells of it."""
        wanted = set(names)
        return iter(sorted((name, at) for name, at, _ in self._index()[1] if name in wanted and at <= by))

    def record(self, did: str, **facts: Any) -> int:
        """The number of the new entry in the audit chain."""
        entries = self._journal.setdefault(audit.STREAM, [])
        _, entry = audit.next_entry((len(entries), entries[-1]) if entries else None, did, facts)
        return self.append(audit.STREAM, entry)

    def head(self) -> Head:
        """The last entry of the audit chain."""
        entries = self._journal.get(audit.STREAM, ())
        return Head(number=len(entries), sha256=audit.sha256(entries[-1])) if entries else Head()

    def verify(self, noted: Iterable[Head] = ()) -> tuple[tuple[Problem, ...], Head]:
        """What does not fit in the chain, and its head; what it tells of cannot change in this store."""
        found: list[Problem] = []
        heads = [head for _, head in audit.read_chain(self.entries(audit.STREAM), found)]
        found.extend(audit.check_heads(noted, {head.number: head.sha256 for head in heads}))
        return tuple(found), heads[-1] if heads else Head()

    def forget(self, report_id: str, reason: str) -> Tombstone:
        """What stays of the report; the rest is dropped."""
        if report_id in self._tombstones:
            return self._tombstones[report_id]
        arrival = self._arrivals.pop(report_id, None)
        if arrival is None:
            raise forget.unknown(report_id)
        self._raws.discard(arrival.raw_sha256)
        self._told = False
        claims = {claim.id for claim in self._claims_of(report_id)}
        self._extractions.pop(report_id, None)
        self._incidents = {i: one for i, one in self._incidents.items() if report_id not in one.report_ids}
        for one in self._decisions.values():
            if forget.touches(one, claims):
                self._decisions[one.id] = forget.blank(one)
        for stream in self._journal.keys() - {audit.STREAM}:
            self._journal[stream] = [forget.scrub(e, {report_id, *claims}) for e in self._journal[stream]]
        stone = self._tombstones[report_id] = forget.make_tombstone(
            report_id, arrival.raw_sha256, arrival.report.text_sha256, reason
        )
        self.record("forget", report=report_id, reason=reason)
        return stone

    def _claims_of(self, report_id: str) -> tuple[Claim, ...]:
        extraction = self._extractions.get(report_id)
        return extraction.claims if extraction else ()

    def tombstones(self) -> tuple[Tombstone, ...]:
        """What stays of each forgotten report."""
        return tuple(self._tombstones[report_id] for report_id in sorted(self._tombstones))

    def _refuse_forgotten(self, arrival: Arrival) -> None:
        for stone in self.tombstones():
            if stone.report_id == arrival.report.id or stone.raw_sha256 == arrival.raw_sha256:
                raise forget.forgotten(stone, where=arrival.origin)

    def search(self, query: str, *, limit: int = 50) -> tuple[Hit, ...]:
        """Reports whose text matches, most matches first."""
        return matching.search(self.reports(), query, limit=limit)

    def counts(self) -> Counts:
        """How many records of each kind there are."""
        return Counts(
            reports=len(self._arrivals),
            claims=sum(len(extraction.claims) for extraction in self._extractions.values()),
            incidents=len(self._incidents),
            decisions=len(self._decisions),
        )

    def check(self) -> tuple[Problem, ...]:
        """Everything found wrong: spans outside their text."""
        return tuple(
            problem
            for report_id, extraction in sorted(self._extractions.items())
            for problem in check_spans(
                report_id, self._arrivals[report_id].report.text, extraction.claims, extraction.not_incidents
            )
        )

    def close(self) -> None:
        """Nothing to free."""
