"""Rulings on claims that a better reader has replaced, carried over to the claims read from the same words.

A ruling is carried only where the words for the act are the same, and for one of several tolls or speakers where
that entry's words are; any other stays as it is, and is shown as lost. Its id stays, and so does what was stored.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from dateline.reconcile.history import rename_claims
from dateline.reconcile.settle import moment_id
from dateline.records import Claim, Decision, Reading

Former = Mapping[str, tuple[str, ...]]


def carry_rulings(
    decisions: Iterable[Decision], current: Iterable[Claim], past: Mapping[str, Claim], former: Former
) -> tuple[Decision, ...]:
    """The same rulings in the same order, those on claims and incidents of the past on what took their place.

    `past` are claims as they were read before, `former` the claims of incidents that ceased.
    """
    made = tuple(decisions)
    here = {claim.id: claim for claim in current}
    moments: dict[tuple[str, int], list[str]] = {}
    for claim in here.values():
        moments.setdefault((claim.report_id, claim.moment), []).append(claim.id)
    known = {*here, *(moment_id(ids) for ids in moments.values())}
    missing = {id for one in made for id in one.subjects if id not in known}
    wanted = {id for subject in missing for id in former.get(subject, (subject,)) if id in past}
    if not wanted:
        return made
    reports = {past[id].report_id for id in wanted}
    heirs = _heirs([past[id] for id in sorted(wanted)], [c for c in here.values() if c.report_id in reports])
    claims = {id: here[heirs[id]] for id in missing if id in heirs}
    incidents = {
        id: moment_id(moments[here[heir].report_id, here[heir].moment])
        for id in missing
        for heir in [next((heirs[one] for one in former.get(id, ()) if one in heirs), None)]
        if heir is not None
    }
    return tuple(_carry(one, claims, past, incidents) for one in made)


def _heirs(old: list[Claim], new: list[Claim]) -> dict[str, str]:
    """For each former claim the one now read from its words; claims that read another act are none."""
    by_id = {claim.id: claim for claim in (*old, *new)}
    return {
        id: heir
        for id, heir in rename_claims(old, new).items()
        if _overlap(by_id[id].event_type, by_id[heir].event_type)
    }


def _carry(
    decision: Decision, claims: Mapping[str, Claim], past: Mapping[str, Claim], incidents: Mapping[str, str]
) -> Decision:
    """The ruling on what took its subject's place; as it is where nothing did."""
    if decision.subject in claims:
        heir = claims[decision.subject]
        path = _path(decision, past[decision.subject], heir)
        if decision.field and path is None:
            return decision
        decision = msgspec.structs.replace(decision, subject=heir.id, field=path)
    elif decision.subject in incidents:
        decision = msgspec.structs.replace(decision, subject=incidents[decision.subject])
    if not decision.links or decision.value is None:
        return decision
    other = claims[decision.value].id if decision.value in claims else incidents.get(decision.value)
    return msgspec.structs.replace(decision, value=other or decision.value)


def _path(decision: Decision, old: Claim, new: Claim) -> str | None:
    """The field in the new claim; an entry of a list is found by its words, one that was added goes to the end."""
    name, _, index = (decision.field or "").partition(".")
    if not index:
        return decision.field
    entries: tuple[Reading[Any], ...] = getattr(new, name, ())
    held: tuple[Reading[Any], ...] = getattr(old, name, ())
    if int(index) >= len(held):
        return f"{name}.{len(entries)}" if decision.judgement == "edit" else None
    same = (f"{name}.{at}" for at, entry in enumerate(entries) if _overlap(held[int(index)], entry))
    return next(same, None)


def _overlap(a: Reading[Any], b: Reading[Any]) -> bool:
    return any(x.overlaps(y) for x in a.spans for y in b.spans)
