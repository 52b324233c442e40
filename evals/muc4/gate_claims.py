"""The claims read in one report as a row of numbers: what was done, how long before, to whom, where it is told."""

from __future__ import annotations

from dateline.codebook import EventType, SubEventType
from dateline.records import Claim, Extraction
from evals.muc4.values import words

_RECENT = 62  # days: the task wants acts of the last two months
_OLD, _LONG, _MANY = 400.0, 400.0, 50.0
_VIOLENT = ("Battles", "Violence against civilians", "Explosions/Remote violence")
_ACTS = (
    "Attack", "Armed clash", "Remote explosive/landmine/IED", "Abduction/forced disappearance", "Air/drone strike",
    "Looting/property destruction", "Arrests", "Shelling/artillery/missile attack",
)  # fmt: skip
_ASIDE = ("undated", "plan", "follow_up", "trend", "negation", "conditional", "other", "garrison", "failed", "reaction",
          "habit", "war_total")  # fmt: skip
_WIDTH = 25


def claims_row(extraction: Extraction, length: int) -> list[float]:
    """Counts over all claims, the two that stand best, and how many acts were set aside for which reason."""
    ranked = sorted(extraction.claims, key=lambda c: -standing(c))
    kinds = [aside.kind for aside in extraction.not_incidents]
    best = [claim_row(c, length) for c in ranked[:2]]
    best += [[0.0] * _WIDTH] * (2 - len(best))
    recent = [c for c in ranked if age_days(c) <= _RECENT]
    return [
        len(ranked),
        sum(map(standing, ranked)),
        sum(map(_is_civil, ranked)),
        sum(c.event_type.value == "Battles" for c in ranked),
        sum(c.background for c in ranked),
        len(ranked) - len(recent),
        sum(map(_is_civil, recent)),
        sum(map(_is_in_task, ranked)),
        *(sum(c.sub_event_type.value == act for c in ranked) for act in _ACTS),
        *best[0],
        *best[1],
        len(kinds),
        *(kinds.count(kind) for kind in _ASIDE),
    ]


def standing(claim: Claim) -> float:
    """How much a claim speaks for an incident of the task: sure, recent, violent, no clash of armed parties alone."""
    if age_days(claim) > _RECENT or not _is_act(claim.event_type.value, claim.sub_event_type.value):
        return 0.0
    clash = claim.event_type.value == "Battles" and not _is_civil(claim)
    return claim.confidence * (0.6 if clash else 1.0) * (0.3 if claim.background else 1.0)


def _is_act(event_type: EventType, sub_event_type: SubEventType) -> bool:
    return event_type in _VIOLENT or sub_event_type == "Looting/property destruction"


def claim_row(claim: Claim, length: int) -> list[float]:
    """One claim as numbers."""
    doers = {a.inter for a in claim.actor.value} if claim.actor else set()
    hit = {a.inter for a in claim.recipient.value} if claim.recipient else set()
    dead = max((t.value.best or 0 for t in claim.toll if t.value.outcome == "killed"), default=0)
    row = [
        standing(claim), claim.confidence, claim.background, claim.event_type.value in _VIOLENT,
        claim.event_type.value == "Battles", *(claim.sub_event_type.value == act for act in _ACTS),
        min(age_days(claim), _OLD), min(_length_days(claim), _LONG),
        claim.date is not None and claim.date.basis == "stated", 1 in doers, bool({2, 3} & doers), bool(doers),
        _is_civil(claim), bool({1, 2} & hit), min(dead, _MANY), bool(claim.toll), _is_in_task(claim),
        min((s.start for s in claim.evidence), default=0) / length,
    ]  # fmt: skip
    return [float(v) for v in row]


def age_days(claim: Claim) -> float:
    """Days from the first day of the act to the report, very many when either is unknown."""
    start = claim.date.value.start if claim.date else None
    return (claim.reported - start).days if claim.reported and start else 2 * _OLD


def _length_days(claim: Claim) -> float:
    period = claim.date.value if claim.date else None
    return (period.end - period.start).days if period and period.start and period.end else 2 * _LONG


def _is_civil(claim: Claim) -> bool:
    """True when people who bear no arms, or things, are hit."""
    hit = {a.inter for a in claim.recipient.value} if claim.recipient else set()
    return claim.victims is not None or 7 in hit or bool(claim.targets)


def _is_in_task(claim: Claim) -> bool:
    country = claim.location.value.country if claim.location else None
    return country is not None and country.upper() in words()["countries"]
