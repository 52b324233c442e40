"""Which characters of a report each field of an incident was read from, and which fields have none."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dateline.records import Basis, Claim, Incident, Reading, Settled, Span

Evidence = dict[str, list[Span]]

# A field of the wire and the claim's attribute it is read from, where the two differ.
_ATTRIBUTE = {
    "side_a": "actor",
    "side_b": "recipient",
    "place": "location",
    "date_start": "date",
    "date_end": "date",
    "date_precision": "date",
    "time_of_day": "date",
    "sources": "attribution",
}
# A field of the wire and the incident's attribute that says which claims gave it.
_SETTLED = {
    "place": "location",
    **dict.fromkeys(("date_start", "date_end", "date_precision", "time_of_day"), "date"),
}
FIELDS = (
    "event_type", "sub_event_type", "acts", "date_start", "date_end", "date_precision", "time_of_day",
    "place", "side_a", "side_b", "victims", "targets", "weapons", "toll", "losses_stated", "sources",
    "verification",
)  # fmt: skip


def readings(claim: Claim, field: str) -> tuple[Reading[Any], ...]:
    """The readings of one claim behind one field of the wire; empty when it says nothing of it."""
    found = getattr(claim, _ATTRIBUTE.get(field, field))
    if found is None or (field == "time_of_day" and found.value.time_of_day is None):
        return ()
    return found if isinstance(found, tuple) else (found,)


def chosen_claims(incident: Incident, claims: Iterable[Claim], field: str) -> list[Claim]:
    """The claims that gave the value of a field; all of them where none is named."""
    every = claims if isinstance(claims, list) else list(claims)
    if len(every) == 1:  # most incidents stand in one claim, and an export asks this for every field of each
        return every
    named = {id for settled in settled_of(incident, field) for id in settled.claim_ids}
    return [claim for claim in every if claim.id in named] or every


def evidence_of(claim: Claim) -> Evidence:
    """Spans by field in the claim's own report; `incident` holds the sentences the claim came from."""
    found: Evidence = {"incident": sorted(set(claim.evidence))}
    for field in FIELDS:
        spans = _spans(readings(claim, field))
        if spans:
            found[field] = spans
    return found


def evidence_for(incident: Incident, claims: Iterable[Claim]) -> Evidence:
    """Spans by field behind the settled values; empty when the claims come from more than one report."""
    every = list(claims)
    if len(every) == 1:
        return evidence_of(every[0])
    if len({claim.report_id for claim in every}) != 1:
        return {}
    found: Evidence = {"incident": sorted({span for claim in every for span in claim.evidence})}
    for field in FIELDS:
        chosen = chosen_claims(incident, every, field)
        spans = _spans(reading for claim in chosen for reading in readings(claim, field))
        if spans:
            found[field] = spans
    return found


def basis_for(incident: Incident, claims: Iterable[Claim], given: Iterable[str]) -> dict[str, Basis]:
    """How each given field is known where it is not plainly stated: inferred, assumed, or an analyst's."""
    every = list(claims)
    found: dict[str, Basis] = {}
    for field in given:
        basis = _basis(incident, every, field)
        if basis != "stated":
            found[field] = basis
    return found


def _basis(incident: Incident, claims: list[Claim], field: str) -> Basis:
    for settled in settled_of(incident, field):
        if settled.basis != "stated":
            return settled.basis
    read = [reading for claim in chosen_claims(incident, claims, field) for reading in readings(claim, field)]
    bases: set[Basis] = {reading.basis for reading in read if reading.spans or reading.basis != "stated"}
    for basis in ("stated", "analyst", "assumed"):
        if basis in bases:
            return basis
    return "inferred"


def _spans(found: Iterable[Reading[Any]]) -> list[Span]:
    spans = {span for reading in found for span in reading.spans if span.start < span.end}
    return sorted(spans) if len(spans) > 1 else list(spans)


def settled_of(incident: Incident, field: str) -> tuple[Settled[Any], ...]:
    """The settled values behind one field; empty for fields that are only gathered."""
    settled = getattr(incident, _SETTLED.get(field, field), None)
    if isinstance(settled, Settled):
        return (settled,)
    if not isinstance(settled, tuple):
        return ()
    return tuple([one for one in settled if isinstance(one, Settled)])
