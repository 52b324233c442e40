"""One value chosen among what the claims say: the rule that chose it, who backs it, who dissents."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from dateline.records import Basis, Claim, Reading, Settled

T = TypeVar("T")

_BASES: tuple[Basis, ...] = ("analyst", "stated", "inferred", "assumed")


@dataclass(frozen=True, slots=True)
class Said(Generic[T]):
    """One reading, and the claim that holds it."""

    claim: Claim
    reading: Reading[T]


def said(claims: Sequence[Claim], read: Callable[[Claim], Reading[T] | None]) -> list[Said[T]]:
    """What the claims say of one field, in the order of the claims; those that say nothing are left out."""
    return [Said(claim, reading) for claim in claims if (reading := read(claim)) is not None]


def settle_choice(
    readings: Sequence[Said[T]],
    *,
    field: str,
    key: Callable[[T], Any],
    rank: Callable[[T], Any] = lambda _: 0,
    words: Callable[[T], str] = str,
) -> Settled[T]:
    """The value with the best basis, then the best rank, then the most weight behind it, then the first told.

    `key` says which values are the same; `rank` orders them, the lowest first (a day before a month).
    """
    strongest = _strongest(readings)
    groups: dict[Any, list[Said[T]]] = {}
    for one in strongest:
        groups.setdefault(key(one.reading.value), []).append(one)
    best = min(
        groups,
        key=lambda k: (rank(groups[k][0].reading.value), -weight(groups[k]), strongest.index(groups[k][0])),
    )
    chosen = groups[best]
    lead = max(chosen, key=lambda one: one.reading.confidence)
    others = [one for one in readings if key(one.reading.value) != best]
    return Settled(
        value=lead.reading.value,
        claim_ids=tuple(sorted(one.claim.id for one in chosen)),
        rule=f"{field}.{_rule(readings, groups, best, rank)}",
        basis=lead.reading.basis,
        confidence=lead.reading.confidence,
        dissent=dissent_of(others, words),
    )


def weight(group: Sequence[Said[T]]) -> float:
    """How much stands behind a value: each report counts once, by its surest reading."""
    surest: dict[str, float] = {}
    for one in group:
        sure = one.reading.confidence * (0.5 if one.claim.background else 1.0)
        surest[one.claim.report_id] = max(sure, surest.get(one.claim.report_id, 0.0))
    return round(sum(surest.values()), 9)


def dissent_of(others: Sequence[Said[T]], words: Callable[[T], str] = str) -> tuple[str, ...]:
    """What the other claims said, each with the claim's id in brackets."""
    return tuple(sorted({f"{words(one.reading.value)} [{one.claim.id}]" for one in others}))


def _strongest(readings: Sequence[Said[T]]) -> list[Said[T]]:
    best = min(_BASES.index(one.reading.basis) for one in readings)
    return [one for one in readings if _BASES.index(one.reading.basis) == best]


def _rule(
    readings: Sequence[Said[T]], groups: dict[Any, list[Said[T]]], best: Any, rank: Callable[[T], Any]
) -> str:
    if readings[0].reading.basis == "analyst" or any(one.reading.basis == "analyst" for one in readings):
        return "analyst"
    if len(readings) == 1:
        return "only"
    if len(groups) == 1:
        return "agreed"
    ranks = {rank(group[0].reading.value) for group in groups.values()}
    if len(ranks) > 1:
        return "most_exact"
    others = [weight(group) for k, group in groups.items() if k != best]
    return "most_backed" if weight(groups[best]) > max(others) else "first_told"
