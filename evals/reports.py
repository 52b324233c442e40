"""Adapter for hand-coded reports: `python -m evals.reports INPUT.jsonl > PRED.jsonl`."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import date
from typing import Any

from dateline.actors import names_of
from dateline.codebook import SubEventType
from dateline.pipeline import ReadReport, load_extractor, read_report
from dateline.records import Actor, Claim, Incident, Report, Span, Toll
from evals.lines import read_lines, write_line

# The scorer's short list of types, from ACLED's sub-event types; fights are told apart by their acts.
TYPE_OF = {
    SubEventType.ARMED_CLASH: "armed_clash",
    SubEventType.GOVERNMENT_REGAINS: "seizure_of_position",
    SubEventType.NON_STATE_OVERTAKES: "seizure_of_position",
    SubEventType.CHEMICAL: "airstrike",
    SubEventType.AIR_STRIKE: "airstrike",
    SubEventType.SUICIDE_BOMB: "explosive_remote",
    SubEventType.SHELLING: "shelling",
    SubEventType.REMOTE_EXPLOSIVE: "explosive_remote",
    SubEventType.GRENADE: "explosive_remote",
    SubEventType.ATTACK: "killing_of_civilians",
    SubEventType.EXCESSIVE_FORCE: "killing_of_civilians",
    SubEventType.ABDUCTION: "abduction",
    SubEventType.LOOTING: "arson_destruction",
    SubEventType.PEACEFUL_PROTEST: "protest",
    SubEventType.PROTEST_INTERVENTION: "protest",
}
_KILLED = {"kill", "lynching"}
KIND_OF = {"medical": "hospital", "witness": "resident"}


def report_of(line: dict[str, Any]) -> Report:
    """The Report of a benchmark line; its text is taken unchanged."""
    published = line.get("published")
    return Report(
        id=line["id"],
        text=line["text"],
        outlet=line.get("outlet"),
        url=line.get("url"),
        headline=line.get("title"),
        published=date.fromisoformat(published) if published else None,
    )


def prediction(read: ReadReport) -> dict[str, Any]:
    """One line for the scorer."""
    claims = {claim.id: claim for claim in read.extraction.claims}
    incidents = [_incident(incident, [claims[i] for i in incident.claim_ids]) for incident in read.incidents]
    return {"id": read.report.id, "incidents": incidents}


def _incident(incident: Incident, claims: list[Claim]) -> dict[str, Any]:
    place = incident.location.value if incident.location else None
    when = incident.date.value
    spans = _evidence(claims)
    toll = [settled.value for settled in incident.toll]
    line = {
        "type": type_of(incident),
        "date_start": when.start.isoformat() if when.start else None,
        "date_end": (when.end or when.start).isoformat() if when.start else None,
        "place": None
        if place is None
        else {"name": place.name, "alt": [place.as_written], "lat": place.latitude, "lon": place.longitude},
        "side_a": _names(incident.side_a.value),
        "side_b": _names(incident.side_b.value),
        "asserted_by": [
            {"source": s.original, "kind": KIND_OF.get(s.kind, s.kind)} for s in incident.sources
        ],
        "verification": incident.verification.value,
        "is_background": incident.background,
        "is_summary_of_others": bool(incident.sums),
        "evidence_start": spans[0].start if spans else None,
        "evidence_end": spans[0].end if spans else None,
        "more_evidence": [{"start": s.start, "end": s.end} for s in spans[1:]],
    }
    for field, outcome in (("deaths", "killed"), ("injured", "injured")):
        line[field] = _total([t for t in toll if t.outcome == outcome])
    return line


def _total(tolls: list[Toll]) -> dict[str, int] | None:
    """People harmed on all sides; a figure without a side is a total where it is not less than the sides' own. "Up to
    nine" counts as nine; from "nine killed or wounded" (0 to 9, no best) no number is taken."""
    either = [t for t in tolls if t.best is None and t.low == 0 and t.high]
    figures = [(t.side, t.high if t.best is None else t.best) for t in tolls if t not in either]
    sides = [n for side, n in figures if side != "unknown" and n is not None]
    whole = [n for side, n in figures if side == "unknown" and n is not None]
    return {"best": max([sum(sides), *whole])} if sides or whole else None


def type_of(incident: Incident) -> str:
    """The scorer's word for the kind of event."""
    sub_event = incident.sub_event_type.value
    acts = incident.acts
    if sub_event is SubEventType.ARMED_CLASH and ("attack" in acts or "clash" not in acts):
        return "attack"
    if sub_event is SubEventType.OTHER and "displacement" in acts:
        return "displacement"
    if sub_event is SubEventType.VIOLENT_DEMONSTRATION and _KILLED & set(acts):
        return "killing_of_civilians"
    if sub_event is SubEventType.MOB:
        return "killing_of_civilians" if _KILLED & set(acts) else _of_things(acts)
    return TYPE_OF.get(sub_event, "other_violence")


def _of_things(acts: Iterable[str]) -> str:
    return "arson_destruction" if {"arson", "destruction", "looting"} & set(acts) else "other_violence"


def _names(actors: Iterable[Actor]) -> list[dict[str, Any]]:
    return [{"name": actor.name, "alt": [actor.as_written, *names_of(actor.actor_id)]} for actor in actors]


def _evidence(claims: list[Claim]) -> list[Span]:
    """Sentences that hold an act, the first of them as the main one, then all others."""
    acts = [span for claim in claims for span in claim.event_type.spans]
    sentences = sorted({span for claim in claims for span in claim.evidence})
    return [s for s in sentences if any(s.covers(a) for a in acts)] or sentences


def main(argv: list[str]) -> int:
    """0 when every line was read."""
    extractor = load_extractor()
    for line in read_lines(argv[0] if argv else "-"):
        write_line(prediction(read_report(report_of(line), extractor)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
