"""Who says so: each speaker once, how many are independent, and what their agreement is worth."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from dateline.codebook import PARTIES, Verification
from dateline.reconcile.choose import Said, dissent_of, said
from dateline.records import Attribution, Claim, Settled

_GRAVEST_FIRST: tuple[Verification, ...] = ("denied", "could_not_verify", "confirmed", "claimed", "reported")
_LEADING = re.compile(r"^(?:(?:an?|the|one|two|three|several|some|other|many)\s+)+", re.IGNORECASE)
_FIRM = 0.6  # of a speaker's reading; below it the account is theirs by inference or in passing
_STATE = frozenset({"military", "government"})


def merge_sources(claims: Sequence[Claim]) -> tuple[Attribution, ...]:
    """Every speaker once, in the order of the claims, the main speaker of each first, who is only taken for one behind
    them all; what they passed through is joined."""
    told = [reading for claim in claims for reading in claim.attribution]
    merged: dict[tuple[str, str], Attribution] = {}
    for reading in sorted(told, key=lambda reading: reading.confidence < _FIRM):
        value = reading.value
        key = (value.original.casefold(), value.kind)
        merged[key] = _join(merged[key], value) if key in merged else value
    return tuple(merged.values())


def _join(first: Attribution, second: Attribution) -> Attribution:
    return Attribution(
        original=first.original,
        kind=first.kind,
        via=tuple(dict.fromkeys((*first.via, *second.via))),
        hedged=first.hedged and second.hedged,
        quoted=first.quoted or second.quoted,
        party_to_conflict=first.party_to_conflict or second.party_to_conflict,
    )


def count_sources(claims: Sequence[Claim], copies: Mapping[str, str]) -> int:
    """How many speakers are independent of each other.

    A medium that only passes on a speaker named here is not counted, and media that tell the same story in
    the same words (`copies`: report -> the report it is a copy of) count as one.
    """
    relays = {relay.casefold() for claim in claims for r in claim.attribution for relay in r.value.via}
    counted: set[tuple[str, str]] = set()
    for claim in claims:
        for reading in claim.attribution:
            source = reading.value
            if source.kind != "media":
                counted.add((_speaker(source.original), source.kind))
            elif source.original.casefold() not in relays and _speaker(source.original)[:1].isupper():
                counted.add((copies.get(claim.report_id, source.original.casefold()), "media"))
    return max(1, len(counted)) if claims else 0


def _speaker(words: str) -> str:
    """The speaker without article or number, in the singular: "two residents" and "a resident" are one voice."""
    found = _LEADING.sub("", words.strip())
    return found if found[:1].isupper() else found.casefold().removesuffix("s")


def settle_verification(claims: Sequence[Claim]) -> Settled[Verification]:
    """What a denial, disclaimer or confirmation in the text makes of it; else what the speakers are worth."""
    stated = [
        one
        for one in said(claims, lambda claim: claim.verification)
        if one.reading.basis in ("stated", "analyst")
    ]
    if stated:
        return _explicit(claims, stated)
    value, rule = _from_speakers(claims)
    return Settled(
        value=value,
        claim_ids=tuple(sorted(claim.id for claim in claims)),
        rule=f"verification.{rule}",
        basis="inferred",
    )


def _explicit(claims: Sequence[Claim], stated: Sequence[Said[Verification]]) -> Settled[Verification]:
    """The gravest of what the texts say; a confirmation in another report lifts an outlet's disclaimer."""
    analyst = [one for one in stated if one.reading.basis == "analyst"]
    pool = analyst or stated
    lead = min(pool, key=lambda one: _GRAVEST_FIRST.index(one.reading.value))
    rule = "analyst" if analyst else "said_in_text"
    if lead.reading.value == "could_not_verify" and not analyst:
        lifted = _lifted(claims, pool)
        if lifted is not None:
            return lifted
    others = [one for one in stated if one.reading.value != lead.reading.value]
    return Settled(
        value=lead.reading.value,
        claim_ids=tuple(sorted(one.claim.id for one in pool if one.reading.value == lead.reading.value)),
        rule=f"verification.{rule}",
        basis=lead.reading.basis,
        confidence=lead.reading.confidence,
        dissent=dissent_of(others),
    )


def _lifted(claims: Sequence[Claim], stated: Sequence[Said[Verification]]) -> Settled[Verification] | None:
    """The confirmation that other reports give to what one outlet could not verify; None without one."""
    doubting = {one.claim.report_id for one in stated if one.reading.value == "could_not_verify"}
    elsewhere = [claim for claim in claims if claim.report_id not in doubting]
    said_so = [one for one in stated if one.reading.value == "confirmed" and one.claim in elsewhere]
    if not said_so and (not elsewhere or _from_speakers(claims)[0] != "confirmed"):
        return None
    doubts = [one for one in stated if one.reading.value == "could_not_verify"]
    return Settled(
        value="confirmed",
        claim_ids=tuple(sorted(one.claim.id for one in said_so) or sorted(claim.id for claim in elsewhere)),
        rule="verification.confirmed_elsewhere",
        basis="stated" if said_so else "inferred",
        confidence=max((one.reading.confidence for one in said_so), default=1.0),
        dissent=dissent_of(doubts),
    )


def _from_speakers(claims: Sequence[Claim]) -> tuple[Verification, str]:
    """Both sides of a fight saying so confirms it (7 of 9 coded incidents; the others have a disclaimer), as do
    independent speakers of two kinds in two reports."""
    sources = merge_sources(claims)
    kinds = {source.kind for source in sources}
    if "armed group" in kinds and kinds & _STATE:
        return "confirmed", "both_sides_say_so"
    if sources and all(_is_party(source) for source in sources):
        return "claimed", "only_parties"
    if _agreed_kinds(claims) > 1:
        return "confirmed", "independent_speakers_agree"
    return "reported", "speakers"


def _agreed_kinds(claims: Sequence[Claim]) -> int:
    """How many kinds of speaker, neither party nor medium, say so without a hedge in more than one report."""
    kinds: dict[str, set[str]] = {}
    for claim in claims:
        for reading in claim.attribution:
            source = reading.value
            if source.kind not in ("media", "unnamed") and not _is_party(source) and not source.hedged:
                kinds.setdefault(source.kind, set()).add(claim.report_id)
    return len(kinds) if len(set().union(*kinds.values())) > 1 else 0


def _is_party(source: Attribution) -> bool:
    return source.party_to_conflict or source.kind in PARTIES
