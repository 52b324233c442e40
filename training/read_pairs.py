"""Pairs of claims as the reader reads them, labelled by the coded incident whose words they share."""

from __future__ import annotations

import itertools
import json
from collections.abc import Sequence
from pathlib import Path

import msgspec

from dateline.reconcile.group import moments_of
from dateline.records import Claim, Extraction, Report
from training.coded import read_coded

Moment = tuple[str, int]


def read_reports(folder: Path, kept: Path) -> list[tuple[Report, Extraction]]:
    """The coded reports as the shipped reader reads them; what was read is kept in a file for the next run."""
    if kept.is_file():
        return msgspec.json.decode(kept.read_bytes(), type=list[tuple[Report, Extraction]])
    from dateline.extract.reader import Reader

    reader = Reader()
    found = [(report, reader.read(report)) for report, _ in read_coded(folder / "reports/gold.jsonl")]
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_bytes(msgspec.json.encode(found))
    return found


def match_moments(folder: Path, claims: Sequence[Claim]) -> dict[str, Moment]:
    """For each coded incident the moment that shares its words, and best its day and place; none if nobody does."""
    by_report: dict[str, list[Claim]] = {}
    for claim in claims:
        by_report.setdefault(claim.report_id, []).append(claim)
    found: dict[str, Moment] = {}
    for report, coded in read_coded(folder / "reports/gold.jsonl"):
        for incident in coded:
            rivals = [(_likeness(incident, claim), claim) for claim in by_report.get(report.id, ())]
            best = max(rivals, key=lambda rival: (rival[0], rival[1].id), default=None)
            if best is not None and best[0] > 0:
                found[incident.id] = (best[1].report_id, best[1].moment)
    return found


def _likeness(coded: Claim, read: Claim) -> float:
    """Characters of the words for the act inside the coded evidence, and whether day and name of place agree."""
    shared = sum(
        max(0, min(s.end, e.end) - max(s.start, e.start))
        for s in read.event_type.spans
        for e in coded.evidence
    )
    if not shared:
        return 0.0
    day = 0.0
    if coded.date and read.date and coded.date.value.start and read.date.value.start:
        end = read.date.value.end or read.date.value.start
        day = 5.0 if read.date.value.start <= coded.date.value.start <= end else -3.0
    place = 0.0
    if coded.location and read.location:
        place = 3.0 * (coded.location.value.name[:4].lower() == read.location.value.name[:4].lower())
    return max(0.5, shared + day + place)


def same_moments(
    folder: Path, claims: Sequence[Claim]
) -> tuple[set[frozenset[Moment]], set[frozenset[Moment]]]:
    """Pairs of moments that are one incident, and pairs that coders named as near misses."""
    clusters = json.loads((folder / "reports/clusters.json").read_text(encoding="utf-8"))
    found = match_moments(folder, claims)
    same = {
        frozenset((found[a], found[b]))
        for ids in clusters["same"].values()
        for a, b in itertools.combinations(ids, 2)
        if a in found and b in found
    }
    near = {
        frozenset((found[a], found[b]))
        for a, b, *_ in clusters["near_but_different"]
        if a in found and b in found
    }
    return {pair for pair in same if len(pair) == 2}, {pair for pair in near - same if len(pair) == 2}


def ordered_moments(claims: Sequence[Claim]) -> dict[Moment, list[Claim]]:
    """The claims by moment, in order."""
    return dict(sorted(moments_of(claims).items()))
