"""What analysts ruled: which claims are one incident, which are not, and what an incident's fields are.

Nothing is ever deleted: a ruling holds until a later one supersedes it, and one that no longer finds what it
speaks of is shown for review.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Literal

import msgspec

from dateline.codebook import EVENT_TYPE_OF, Losses, SubEventType, Verification
from dateline.reconcile.account import Account
from dateline.reconcile.settle import moment_id
from dateline.reconcile.tolls import toll_words
from dateline.records import Actor, Decision, Incident, Period, Place, Record, Settled, Toll

Pair = tuple[int, int]

_TYPES: dict[str, Any] = {
    "sub_event_type": SubEventType,
    "date": Period,
    "location": Place,
    "side_a": tuple[Actor, ...],
    "side_b": tuple[Actor, ...],
    "losses_stated": Losses,
    "verification": Verification,
    "toll": Toll,
}


class LostRuling(Record, frozen=True, kw_only=True):
    """A ruling in force that had no effect: what it speaks of is gone, or another ruling forbids it."""

    decision_id: str
    subject: str
    reason: Literal["gone", "overruled", "unreadable"]


def standing(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """The rulings in force, in the order they were made: neither superseded nor undone, nor an undoing.

    A ruling that supersedes one and is itself undone leaves the first in force again.
    """
    made = sorted(decisions, key=lambda one: (one.made_at, one.id))
    gone: set[str] = set()
    for one in reversed(made):
        if one.supersedes and one.id not in gone:
            gone.add(one.supersedes)
    return tuple(one for one in made if one.judgement != "undo" and one.id not in gone)


def linking_rulings(
    accounts: Sequence[Account], decisions: Iterable[Decision]
) -> tuple[list[Pair], list[Pair]]:
    """Pairs of positions ruled the same, and ruled different; the later of two rulings on a pair holds.

    `subject` and `value` of such a ruling are ids of claims, or of incidents, which stand for the moment
    that was told first.
    """
    held = _positions(accounts)
    last: dict[Pair, str] = {}
    for decision in standing(decisions):
        if not decision.links or decision.value is None:
            continue
        first, second = held.get(decision.subject), held.get(decision.value)
        if first is not None and second is not None and first != second:
            pair = (min(first, second), max(first, second))
            last.pop(pair, None)
            last[pair] = decision.judgement
    same = [pair for pair, judgement in last.items() if judgement == "same"]
    different = [pair for pair, judgement in last.items() if judgement == "different"]
    return same, different


def rulings_between(decisions: Iterable[Decision], incidents: Sequence[Incident]) -> tuple[Decision, ...]:
    """The rulings in force of same or different, both of whose subjects lie in these incidents."""
    here = {id for incident in incidents for id in (incident.id, *incident.claim_ids)}
    return tuple(
        one for one in standing(decisions) if one.links and one.subject in here and one.value in here
    )


def _positions(accounts: Sequence[Account]) -> dict[str, int]:
    held: dict[str, int] = {}
    for position, account in enumerate(accounts):
        held[moment_id(account.claim_ids)] = position
        held.update(dict.fromkeys(account.claim_ids, position))
    return held


def rule_incidents(incidents: Iterable[Incident], decisions: Iterable[Decision]) -> tuple[Incident, ...]:
    """The incidents with the standing rulings on them; those rejected as a whole are left out.

    `value` (or `edit`) sets a field, `confirm` (or `accept`) makes it certain, `reject` empties it; `note`
    changes nothing. A toll is named by outcome and side: `toll.killed.civilians`.
    """
    by_subject: dict[str, list[Decision]] = {}
    for decision in standing(decisions):
        by_subject.setdefault(decision.subject, []).append(decision)
    ruled = (_rule(incident, by_subject.get(incident.id, ())) for incident in incidents)
    return tuple(incident for incident in ruled if incident is not None)


def _rule(incident: Incident, decisions: Iterable[Decision]) -> Incident | None:
    rejected = False
    for decision in decisions:
        if decision.field is None:
            if decision.judgement in ("reject", "confirm", "accept"):
                rejected = decision.judgement == "reject"
                incident = msgspec.structs.replace(incident, confidence=0.0 if rejected else 1.0)
            continue
        incident = _rule_field(incident, decision.field, decision)
    return None if rejected else incident


def _rule_field(incident: Incident, path: str, decision: Decision) -> Incident:
    name, _, key = path.partition(".")
    if name not in _TYPES:
        return incident
    if name == "toll":
        return _rule_toll(incident, key, decision)
    settled = _ruled(getattr(incident, name), _TYPES[name], decision)
    if settled is None and name not in ("location", "losses_stated"):
        return incident
    changed: dict[str, Any] = {name: settled}
    if name == "sub_event_type" and settled is not None:
        changed["event_type"] = msgspec.structs.replace(settled, value=EVENT_TYPE_OF[settled.value])
    return msgspec.structs.replace(incident, **changed)


def _ruled(settled: Settled[Any] | None, type_: Any, decision: Decision) -> Settled[Any] | None:
    """The field after one ruling; what stood there before is kept as dissent."""
    if decision.judgement in ("confirm", "accept") and settled is not None:
        return msgspec.structs.replace(settled, confidence=1.0)
    if decision.judgement == "reject":
        return None
    if decision.judgement not in ("value", "edit"):
        return settled
    value = _decode(decision.value, type_)
    before = () if settled is None else (f"{_words(settled.value)} [{settled.rule}]",)
    return Settled(
        value=value,
        claim_ids=settled.claim_ids if settled else (),
        rule=f"decision {decision.id}",
        basis="analyst",
        dissent=(*before, *(settled.dissent if settled else ())),
    )


def _rule_toll(incident: Incident, key: str, decision: Decision) -> Incident:
    """The incident with one toll ruled on; a new outcome and side is added at the end."""
    outcome, _, side = key.partition(".")
    named = [(one.value.outcome, one.value.side) for one in incident.toll]
    place = named.index((outcome, side)) if (outcome, side) in named else len(named)  # type: ignore[arg-type]
    before = incident.toll[place] if place < len(named) else None
    ruled = _ruled(before, Toll, decision)
    held = (*incident.toll[:place], *([ruled] if ruled else []), *incident.toll[place + 1 :])
    return msgspec.structs.replace(incident, toll=held)


def _decode(text: str | None, type_: Any) -> Any:
    """The value of a ruling, plain JSON or the `value` of an object as a form writes it."""
    given = msgspec.json.decode(text or "null")
    inner = given["value"] if isinstance(given, dict) and "value" in given else given
    return msgspec.convert(inner, type_)


def _words(value: Any) -> str:
    return toll_words(value) if isinstance(value, Toll) else msgspec.json.encode(value).decode()


def lost_rulings(
    decisions: Iterable[Decision], incidents: Iterable[Incident], known: Iterable[str] = ()
) -> tuple[LostRuling, ...]:
    """Rulings in force that do not show in the incidents; `known` are further ids that exist (of claims)."""
    holder: dict[str, str] = {}
    for incident in incidents:
        holder[incident.id] = incident.id
        holder.update(dict.fromkeys(incident.claim_ids, incident.id))
    present = set(known) | set(holder)
    found = []
    for decision in standing(decisions):
        reason: Literal["gone", "overruled", "unreadable"] | None = None
        ids = decision.subjects
        rejected = decision.judgement == "reject" and decision.field is None
        if not rejected and any(id not in present for id in ids):
            reason = "gone"
        elif decision.links and len(ids) == 2:
            together = holder.get(ids[0]) == holder.get(ids[1])
            reason = None if together == (decision.judgement == "same") else "overruled"
        if reason:
            found.append(LostRuling(decision_id=decision.id, subject=decision.subject, reason=reason))
    return tuple(found)
