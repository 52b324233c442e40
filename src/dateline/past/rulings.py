"""Rulings and what became of them: in force, taken back, without effect, or on words that are read no more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from dateline.past.journal import list_rulings, read_past
from dateline.reconcile.rulings import lost_rulings, standing
from dateline.records import Claim, Decision, Incident, Record
from dateline.stores.contract import Problem, Store

Fate = Literal["in force", "taken back", "overruled", "gone", "unreadable"]
LOST: tuple[Fate, ...] = ("gone", "overruled", "unreadable")
_REASONS: dict[str, tuple[str, str]] = {
    "gone": (
        "what it speaks of is not there any more",
        "Look at the report as it is read now, and rule again.",
    ),
    "overruled": ("another ruling forbids it", "Take one of the two back."),
    "unreadable": ("its value cannot be read", "Rule again."),
}


class RulingFate(Record, frozen=True, kw_only=True):
    """One ruling, what became of it, and for one on a vanished claim where its words stood."""

    decision: Decision
    fate: Fate
    report_id: str | None = None
    words: str = ""


def list_fates(store: Store) -> tuple[RulingFate, ...]:
    """Every ruling in the order they were made."""
    made = list_rulings(store)
    known, incidents = _spoken_of(store, made)
    lost = {one.decision_id: one.reason for one in lost_rulings(made, incidents, known)}
    held = {one.id for one in standing(made)}
    past = read_past(store).claims if "gone" in lost.values() else {}
    found = []
    for one in made:
        fate: Fate = lost.get(
            one.id, "in force" if one.id in held or one.judgement == "undo" else "taken back"
        )
        claim = past.get(one.subject) if fate == "gone" else None
        report_id = claim.report_id if claim else None
        found.append(RulingFate(decision=one, fate=fate, report_id=report_id, words=_words(store, claim)))
    return tuple(found)


def _spoken_of(store: Store, made: Iterable[Decision]) -> tuple[set[str], list[Incident]]:
    """The ids of the claims that rulings speak of, and the incidents that they speak of or that hold such a claim."""
    spoken = {id for one in made for id in one.subjects}
    claims = {claim.id: claim.report_id for claim in store.claims(spoken)}
    linked = {id for one in made if one.links for id in one.subjects}
    near = {one.id: one for one in store.incidents(among=spoken - claims.keys())}
    for report in sorted({claims[id] for id in linked & claims.keys()}):
        near |= {one.id: one for one in store.incidents_of(report) if not linked.isdisjoint(one.claim_ids)}
    return set(claims), [near[id] for id in sorted(near)]


def list_lost(store: Store) -> tuple[RulingFate, ...]:
    """The rulings that are in force and have no effect, for a person to look at."""
    return tuple(one for one in list_fates(store) if one.fate in LOST)


def lost_problems(store: Store) -> Iterator[Problem]:
    """A problem for each lost ruling, as `doctor` tells them."""
    for one in list_lost(store):
        reason, remedy = _REASONS[one.fate]
        decision = one.decision
        where = (
            f"ruling {decision.id} ({decision.judgement} by {decision.analyst}, {decision.made_at:%Y-%m-%d})"
        )
        told = f"{reason}: “{one.words}” in report {one.report_id}" if one.words else reason
        yield Problem(where=where, reason=told, remedy=remedy)


def _words(store: Store, claim: Claim | None) -> str:
    """The first sentence of the claim that vanished, cut at 200 letters."""
    report = store.report(claim.report_id) if claim else None
    if claim is None or report is None or not claim.evidence:
        return ""
    return " ".join(claim.evidence[0].of(report.text).split())[:200]
