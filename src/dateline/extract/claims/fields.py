"""The fields of a claim as readings: each value with its words, the rule that read it, how sure it is."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from dateline.codebook import PARTIES, Losses, Verification
from dateline.extract.attribution.own_voice import kind_of_own_voice
from dateline.extract.claims.told import Told
from dateline.extract.mentions import ActorMention, CheckMention, PlaceMention, SourceMention
from dateline.extract.sides.camps import among
from dateline.extract.when.assumed import is_known
from dateline.records import Actor, Attribution, Period, Place, Reading, Span
from dateline.text import Document

_TAKEN_OVER = 0.7  # how far a value holds that was taken over from the moment told before


def read_weapons(document: Document, told: Told) -> Reading[tuple[str, ...]] | None:
    """Kinds of weapon, each with the first word of the moment that names it."""
    found: dict[str, Span] = {}
    for scene in told.moment.scenes:
        for event in scene.events:
            for kind, span in zip(event.weapons, event.weapon_spans, strict=True):
                found.setdefault(kind, span)
    if not found:
        return None
    kinds = tuple(sorted(found))
    spans = tuple(sorted(set(found.values())))
    raw = " … ".join(span.of(document.text) for span in spans)
    return Reading(value=kinds, raw=raw, spans=spans, rule="weapons.clause", confidence=0.8)


def read_side(
    mentions: Sequence[ActorMention], *, inferred: bool = False
) -> Reading[tuple[Actor, ...]] | None:
    """The parties of one side with the words that name them; an inferred side has the words it was inferred from."""
    if not mentions:
        return None
    if inferred:
        return Reading(
            value=tuple(mention.actor for mention in mentions),
            raw="; ".join(mention.text for mention in mentions),
            spans=tuple(mention.span for mention in mentions),
            basis="inferred",
            rule="roles.same_opponent",
            confidence=0.5,
        )
    return Reading(
        value=tuple(mention.actor for mention in mentions),
        raw="; ".join(mention.text for mention in mentions),
        spans=tuple(mention.span for mention in mentions),
        rule="roles.arguments",
        confidence=min(mention.confidence for mention in mentions),
    )


def read_location(
    mention: PlaceMention | None, *, inherited: bool, targets: Sequence[str]
) -> Reading[Place] | None:
    """The place with the words that name it; `site` is the first thing acted upon there."""
    if mention is None:
        return None
    return Reading(
        value=msgspec.structs.replace(mention.place, site=targets[0] if targets else None),
        raw=mention.text,
        spans=(mention.span,),
        basis="inferred" if inherited else "stated",
        rule="moments.place_before" if inherited else "binding.clause",
        confidence=mention.confidence * (_TAKEN_OVER if inherited else 1.0),
    )


def read_date(
    document: Document, period: Reading[Period] | None, *, inherited: bool
) -> Reading[Period] | None:
    """The period with the words that tell it; one taken over from another moment is inferred, and one that only a day
    of print would tell is none where the page has no date."""
    if period is None or not is_known(document, period):
        return None
    if not inherited:
        return period
    return msgspec.structs.replace(
        period, basis="inferred", rule="moments.day_before", confidence=period.confidence * _TAKEN_OVER
    )


def read_stated_losses(told: Told) -> Reading[Losses] | None:
    """What is said of losses without a number; the heaviest word counts."""
    order = ("heavy", "some", "none", "unknown")
    mentions = sorted(told.losses, key=lambda mention: (order.index(mention.losses), mention.span))
    if not mentions:
        return None
    first = mentions[0]
    return Reading(value=first.losses, raw=first.text, spans=(first.span,), rule=first.rule or "losses")


def read_attribution(
    document: Document, sources: Sequence[SourceMention], *, own_voice: bool
) -> tuple[Reading[Attribution], ...]:
    """Who answers for the claim, each speaker once; the outlet itself first where it tells in its own voice, and alone
    where nobody else does."""
    seen: dict[str, Reading[Attribution]] = {}
    for source in sources:
        key = f"{source.attribution.original.casefold()}|{source.attribution.kind}"
        if key not in seen:
            seen[key] = Reading(
                value=source.attribution,
                raw=source.text,
                spans=(source.span,),
                rule=source.rule or "attribution",
                confidence=source.confidence,
            )
    if seen and not own_voice:
        return tuple(seen.values())
    kind = kind_of_own_voice(document)
    outlet = Attribution(
        original=document.report.outlet or "the report", kind=kind, party_to_conflict=kind in PARTIES
    )
    return (Reading(value=outlet, basis="assumed", rule="attribution.outlet"), *seen.values())


def _denies_for_others(check: CheckMention, told: Told) -> bool:
    """True where a party denies to have done what another, by name, is said to have done."""
    acting = [actor for actor in told.roles.side_a if actor.actor.actor_id or not actor.generic]
    if check.denier is None or not acting:
        return False
    deniers = [actor for actor in told.actors if actor.span.overlaps(check.denier)]
    return bool(deniers) and not any(among(actor, acting) for actor in deniers)


def read_verification(told: Told, attribution: Sequence[Reading[Attribution]]) -> Reading[Verification]:
    """What a disclaimer or denial makes of it; else claimed when only parties to the conflict say so, else reported."""
    order = ("denied", "could_not_verify", "confirmed", "claimed", "reported")
    own = [
        check
        for check in told.checks
        if any(scope.overlaps(scene.span) for scope in check.scope for scene in told.moment.scenes)
        and not _denies_for_others(check, told)
    ]
    if own:
        check = min(own, key=lambda check: order.index(check.verification))
        return Reading(
            value=check.verification, raw=check.text, spans=(check.span,), rule=check.rule or "checks"
        )
    parties = [r.value.party_to_conflict or r.value.kind in PARTIES for r in attribution]
    value: Verification = "claimed" if parties and all(parties) else "reported"
    return Reading(value=value, basis="inferred", rule="verification.speakers")
