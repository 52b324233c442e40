"""A store that lives as long as the program: for tests, and for reading without a project."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dateline.errors import DamagedStore, UnusableInput
from dateline.records import Arrival, Claim, Decision, Extraction, Incident, Report
from dateline.stores import matching
from dateline.stores.checks import check_spans
from dateline.stores.contract import Counts, Hit, IncidentFilter, Problem


class MemoryStore:
    """The store contract over dictionaries."""

    def __init__(self) -> None:
        self._arrivals: dict[str, Arrival] = {}
        self._raws: set[str] = set()
        self._extractions: dict[str, Extraction] = {}
        self._incidents: dict[str, Incident] = {}
        self._decisions: dict[str, Decision] = {}
        self._journal: dict[str, list[bytes]] = {}

    def add_report(self, arrival: Arrival) -> bool:
        """True when the report was new; the same bytes or the same id and text change nothing."""
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
        return True

    def add_reports(self, arrivals: Iterable[Arrival]) -> int:
        """How many of these were new; all of them are stored, or none."""
        kept = dict(self._arrivals), set(self._raws)
        try:
            return sum(self.add_report(arrival) for arrival in arrivals)
        except BaseException:
            self._arrivals, self._raws = kept
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

    def reports(self) -> Iterator[Report]:
        """All reports, in the order of ids."""
        return iter([self._arrivals[report_id].report for report_id in sorted(self._arrivals)])

    def arrivals(self) -> Iterator[str]:
        """The ids of all reports in the order they came in."""
        return iter(list(self._arrivals))

    def put_extraction(self, extraction: Extraction) -> None:
        """Replaces what was read in one report."""
        if extraction.report_id not in self._arrivals:
            raise DamagedStore(
                f"no report {extraction.report_id!r} to keep claims of",
                where="memory",
                remedy="Add the report first.",
            )
        self._extractions[extraction.report_id] = extraction

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

    def unread(self, extractor: str) -> Iterator[Report]:
        """Reports that this extractor version has not read yet."""
        read = {e.report_id for e in self._extractions.values() if e.extractor == extractor}
        return (report for report in self.reports() if report.id not in read)

    def claim(self, claim_id: str) -> Claim | None:
        """One claim."""
        return next((claim for claim in self.claims() if claim.id == claim_id), None)

    def claims(self) -> Iterator[Claim]:
        """All claims, in the order of ids."""
        found = (claim for extraction in self._extractions.values() for claim in extraction.claims)
        return iter(sorted(found, key=lambda claim: claim.id))

    def put_incidents(self, incidents: Iterable[Incident]) -> None:
        """Replaces all incidents."""
        self._incidents = {incident.id: incident for incident in incidents}

    def incident(self, incident_id: str) -> Incident | None:
        """One incident."""
        return self._incidents.get(incident_id)

    def incidents(self, wanted: IncidentFilter | None = None) -> Iterator[Incident]:
        """All incidents, or those the filter wants, in the order of ids."""
        found = [self._incidents[incident_id] for incident_id in sorted(self._incidents)]
        return (incident for incident in found if matching.is_wanted(incident, wanted))

    def incidents_of(self, report_id: str) -> tuple[Incident, ...]:
        """The incidents that a report tells of."""
        return tuple(incident for incident in self.incidents() if report_id in incident.report_ids)

    def add_decision(self, decision: Decision) -> bool:
        """True when the decision was new."""
        if decision.id in self._decisions:
            return False
        self._decisions[decision.id] = decision
        return True

    def decisions(self) -> Iterator[Decision]:
        """All decisions in the order they were made."""
        return iter(list(self._decisions.values()))

    def append(self, stream: str, entry: bytes, *, after: int | None = None) -> int:
        """The number of this entry in its stream; 0 when `after` is no longer the last number."""
        entries = self._journal.setdefault(stream, [])
        if after is not None and after != len(entries):
            return 0
        entries.append(entry)
        return len(entries)

    def entries(self, stream: str, *, after: int = 0) -> Iterator[tuple[int, bytes]]:
        """The numbered entries of a stream that follow this number, in order."""
        return iter(list(enumerate(self._journal.get(stream, ()), start=1))[after:])

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
