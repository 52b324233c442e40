"""Who stood on which side: claims are turned round until they agree, and general names give way to known ones."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import msgspec

from dateline.codebook import TollSide
from dateline.reconcile.choose import Said
from dateline.records import Actor, Claim, Reading, Settled, Toll

_WORD = re.compile(r"[^\W_]+")
_SHORTEST_NAME = 3
_TURNED: dict[TollSide, TollSide] = {"a": "b", "b": "a", "civilians": "civilians", "unknown": "unknown"}


def is_known(actor: Actor) -> bool:
    """True for a party of the roster or with a name of its own; "soldiers" and "armed men" are neither."""
    return actor.actor_id is not None or actor.name != actor.name.lower()


def orient_claims(told: Sequence[Claim]) -> list[Claim]:
    """The claims in the same order, those with the sides the other way round turned, their tolls with them.

    One paper says that the army fought the rebels, another that the rebels fought the army. The first claim
    that knows both sides sets the direction.
    """
    if len({claim.report_id for claim in told}) < 2:
        return list(told)
    lead = next((c for c in told if _keys(c.actor) and _keys(c.recipient)), told[0])
    side_a, side_b = set(_keys(lead.actor)), set(_keys(lead.recipient))
    turned = []
    for claim in told:
        a, b = _keys(claim.actor), _keys(claim.recipient)
        if len(a & side_b) + len(b & side_a) > len(a & side_a) + len(b & side_b):
            claim = _turn(claim)
            a, b = b, a
        side_a |= a
        side_b |= b
        turned.append(claim)
    return turned


def counts_its_own(claim: Claim, toll: Toll, speaker: str) -> bool:
    """True when the speaker belongs to a side of the fight and the toll is of that side, or of people its enemy hit.

    "75 people died in the air strike, the KIA said" of a strike on the KIA counts the KIA's own; "we killed ten
    soldiers" counts the enemy's.
    """
    if claim.recipient and _is_named(claim.recipient.value, speaker):
        return toll.side in ("b", "civilians", "unknown")
    return toll.side == "a" and claim.actor is not None and _is_named(claim.actor.value, speaker)


def _is_named(actors: Sequence[Actor], speaker: str) -> bool:
    """True when the speaker's words hold the name of one of these parties, or its letters."""
    words = f" {' '.join(_WORD.findall(speaker))} "
    for actor in actors:
        letters = "".join(word[0] for word in actor.name.split() if word[0].isupper())
        for name in (actor.name, actor.as_written, letters):
            if (
                len(name) >= _SHORTEST_NAME
                and f" {' '.join(_WORD.findall(name))} ".casefold() in words.casefold()
            ):
                return True
    return False


def settle_side(readings: Sequence[Said[tuple[Actor, ...]]], field: str) -> Settled[tuple[Actor, ...]]:
    """All parties named for a side in the order they are told; nobody when no claim names one."""
    if not readings:
        return Settled(value=(), rule=f"{field}.nobody_named", basis="inferred")
    return Settled(
        value=merge_actors(reading for one in readings for reading in [one.reading]),
        claim_ids=tuple(sorted(one.claim.id for one in readings)),
        rule=f"{field}.{'only' if len(readings) == 1 else 'all_named'}",
        basis=readings[0].reading.basis,
        confidence=max(one.reading.confidence for one in readings),
    )


def merge_actors(readings: Iterable[Reading[tuple[Actor, ...]]]) -> tuple[Actor, ...]:
    """Each party once, by its roster id or else its name; general names only where no other is known."""
    found: dict[str, Actor] = {}
    reports = 0
    for reading in readings:
        reports += 1
        for actor in reading.value:
            found.setdefault(actor.actor_id or actor.name.casefold(), actor)
    actors = tuple(found.values())
    known = tuple(actor for actor in actors if is_known(actor))
    return known if known and reports > 1 else actors


def _keys(reading: Reading[tuple[Actor, ...]] | None) -> frozenset[str]:
    known = [actor for actor in reading.value if is_known(actor)] if reading else []
    return frozenset(actor.actor_id or actor.name.casefold() for actor in known)


def _turn(claim: Claim) -> Claim:
    return msgspec.structs.replace(
        claim,
        actor=claim.recipient,
        recipient=claim.actor,
        toll=tuple(_turn_toll(reading) for reading in claim.toll),
    )


def _turn_toll(reading: Reading[Toll]) -> Reading[Toll]:
    toll = msgspec.structs.replace(reading.value, side=_TURNED[reading.value.side])
    return msgspec.structs.replace(reading, value=toll)
