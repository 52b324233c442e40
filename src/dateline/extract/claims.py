"""Moments -> Claims: for each speaker of a moment, what they say happened, every value with its words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.codebook import EVENT_TYPE_OF, Losses, Verification
from dateline.extract.harm import settle_tolls
from dateline.extract.kinds import decide_sub_event
from dateline.extract.mentions import (
    ActorMention,
    CheckMention,
    LossesMention,
    PlaceMention,
    SourceMention,
    TollMention,
)
from dateline.extract.moments import Moment
from dateline.extract.roles import Roles
from dateline.extract.targets import read_targets
from dateline.records import Actor, Attribution, Claim, Period, Place, Reading, Span, content_id
from dateline.text import Document, Sentence

_PARTIES = frozenset({"armed group", "military"})


@dataclass(frozen=True, slots=True)
class Told:
    """One moment with all that belongs to it, ready to be written down."""

    number: int
    moment: Moment
    stretch: Sequence[Sentence]
    tolls: Sequence[TollMention]
    losses: Sequence[LossesMention]
    sources: Sequence[SourceMention]
    checks: Sequence[CheckMention]
    actors: Sequence[ActorMention]
    roles: Roles
    background: bool = False
    summed_moments: tuple[int, ...] = ()
    summed_count: int | None = None
    confidence: float = 0.5


def write_claims(document: Document, told: Told, *, extractor: str) -> tuple[Claim, ...]:
    """One claim a speaker, the main speaker's first; a moment nobody is named for is the outlet's own telling."""
    roles = told.roles
    speakers = _speakers(told)
    claims = []
    for rank, (sources, tolls) in enumerate(speakers):
        claims.append(_claim(document, told, roles, sources, tolls, extractor=extractor, main=rank == 0))
    return tuple(claims)


def _speakers(told: Told) -> list[tuple[list[SourceMention], list[TollMention]]]:
    """Groups of (sources, tolls they give): the first holds the main speaker and all figures without a speaker;
    a further speaker who gives another figure for the same outcome stands alone."""
    own = _own_sources(told)
    main: tuple[list[SourceMention], list[TollMention]] = ([], [])
    rivals: dict[str, tuple[list[SourceMention], list[TollMention]]] = {}
    figures: dict[str, int | None] = {}
    for toll in sorted(told.tolls, key=lambda toll: toll.span):
        speaker = next((s for s in own if any(scope.covers(toll.span) for scope in s.scope)), None)
        known = figures.setdefault(toll.outcome, toll.best)
        first = main[0][0].attribution.original if main[0] else None
        differs = toll.best is not None and known is not None and toll.best != known and not toll.subset
        if speaker is not None and differs and speaker.attribution.original != first:
            rivals.setdefault(speaker.attribution.original, ([speaker], []))[1].append(toll)
        else:
            main[1].append(toll)
            if speaker is not None and speaker not in main[0]:
                main[0].append(speaker)
    taken = set(rivals)
    main[0].extend(s for s in own if s not in main[0] and s.attribution.original not in taken)
    main[0].sort(key=lambda source: source.span)
    return [main, *rivals.values()]


def _own_sources(told: Told) -> list[SourceMention]:
    """Speakers who answer for an act of the moment, or for what else is said of it when nobody does for an act;
    a bare "reportedly" is nobody beside a speaker who is named."""
    acts = [event.span for scene in told.moment.scenes for event in scene.events]
    rest = [sentence.span for sentence in told.stretch]
    for spans in (acts, rest):
        own = [
            source
            for source in told.sources
            if any(scope.overlaps(s) for scope in source.scope for s in spans)
        ]
        named = [source for source in own if source.span != source.cue]
        if named:
            return named
        if own and spans is acts:
            return own
    return []


def _claim(
    document: Document,
    told: Told,
    roles: Roles,
    sources: Sequence[SourceMention],
    tolls: Sequence[TollMention],
    *,
    extractor: str,
    main: bool,
) -> Claim:
    moment = told.moment
    events = [event for scene in moment.scenes for event in scene.events]
    acts = tuple(
        dict.fromkeys(e.act for e in sorted(events, key=lambda e: -e.strength) if e.act != "harm")
    ) or ("harm",)
    arms = _weapons(document, told)
    weapons = arms.value if arms else ()
    sub_event, rule = decide_sub_event(
        acts,
        weapons=weapons,
        agent_classes=[a.actor.inter for a in roles.side_a if a.actor.inter is not None],
        armed_target=bool(roles.side_b),
        unarmed_victims=bool(roles.victims) or any(t.status == "civilian" for t in tolls),
        main_act=acts[0],
    )
    spans = tuple(sorted({event.span for event in events}))
    raw = " … ".join(span.of(document.text) for span in spans)
    confidence = told.confidence
    attribution = _attribution(document, sources)
    period = moment.period
    place = moment.place
    targets = read_targets(document, moment, list(told.stretch))
    losses = _losses(told)
    verification = _verification(told, attribution)
    evidence = tuple(sorted({s.span for s in told.stretch}))
    return Claim(
        id=content_id(
            document.report.id,
            extractor,
            str(told.number),
            *(str(s) for s in spans),
            *(a.raw for a in attribution),
        ),
        report_id=document.report.id,
        extractor=extractor,
        moment=told.number,
        reported=document.report.published,
        evidence=evidence,
        event_type=Reading(
            value=EVENT_TYPE_OF[sub_event], raw=raw, spans=spans, rule=rule, confidence=confidence
        ),
        sub_event_type=Reading(value=sub_event, raw=raw, spans=spans, rule=rule, confidence=confidence),
        acts=Reading(value=acts, raw=raw, spans=spans, rule="events.lexicon"),
        actor=_side(roles.side_a, inferred="a" in roles.inferred),
        recipient=_side(roles.side_b, inferred="b" in roles.inferred),
        victims=_side(roles.victims),
        targets=targets,
        weapons=arms,
        location=_location(
            document, place, inherited=place is moment.inherited_place, targets=[t.raw for t in targets]
        ),
        date=_date(period, inherited=period is moment.inherited_period, evidence=evidence),
        toll=settle_tolls(tolls, roles, told.actors, civilians_only=bool(roles.victims) and not roles.side_b),
        losses_stated=losses,
        attribution=attribution,
        verification=verification,
        background=told.background,
        summed_moments=told.summed_moments,
        summed_count=told.summed_count,
        confidence=confidence,
    )


def _weapons(document: Document, told: Told) -> Reading[tuple[str, ...]] | None:
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


def _side(mentions: Sequence[ActorMention], *, inferred: bool = False) -> Reading[tuple[Actor, ...]] | None:
    if not mentions:
        return None
    if inferred:
        parties = tuple(mention.actor for mention in mentions)
        return Reading(value=parties, basis="inferred", rule="roles.same_opponent", confidence=0.5)
    return Reading(
        value=tuple(mention.actor for mention in mentions),
        raw="; ".join(mention.text for mention in mentions),
        spans=tuple(mention.span for mention in mentions),
        rule="roles.arguments",
        confidence=min(mention.confidence for mention in mentions),
    )


def _location(
    document: Document, mention: PlaceMention | None, *, inherited: bool, targets: Sequence[str]
) -> Reading[Place] | None:
    if mention is None:
        return None
    import msgspec

    place = msgspec.structs.replace(mention.place, site=targets[0] if targets else None)
    if inherited:
        return Reading(
            value=place, basis="inferred", rule="moments.place_before", confidence=mention.confidence * 0.7
        )
    return Reading(
        value=place,
        raw=mention.text,
        spans=(mention.span,),
        rule="binding.clause",
        confidence=mention.confidence,
    )


def _date(
    period: Reading[Period] | None, *, inherited: bool, evidence: tuple[Span, ...]
) -> Reading[Period] | None:
    if period is None:
        return None
    inside = tuple(span for span in period.spans if any(sentence.covers(span) for sentence in evidence))
    if inherited or not inside:
        return Reading(
            value=period.value,
            basis="inferred",
            rule="moments.day_before",
            confidence=period.confidence * 0.7,
        )
    return Reading(
        value=period.value,
        raw=period.raw,
        spans=inside,
        basis=period.basis,
        rule=period.rule,
        confidence=period.confidence,
    )


def _losses(told: Told) -> Reading[Losses] | None:
    order = ("heavy", "some", "none", "unknown")
    mentions = sorted(told.losses, key=lambda mention: (order.index(mention.losses), mention.span))
    if not mentions:
        return None
    first = mentions[0]
    return Reading(value=first.losses, raw=first.text, spans=(first.span,), rule=first.rule or "losses")


def _attribution(document: Document, sources: Sequence[SourceMention]) -> tuple[Reading[Attribution], ...]:
    """Who answers for the claim, each speaker once; the outlet itself when nobody else does."""
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
    if seen:
        return tuple(seen.values())
    outlet = document.report.outlet or "the report"
    return (
        Reading(value=Attribution(original=outlet, kind="media"), basis="assumed", rule="attribution.outlet"),
    )


def _verification(told: Told, attribution: Sequence[Reading[Attribution]]) -> Reading[Verification]:
    """What a disclaimer or denial makes of it; else claimed when only parties to the conflict say so, else reported."""
    order = ("denied", "could_not_verify", "confirmed", "claimed", "reported")
    own = [
        check
        for check in told.checks
        if any(scope.overlaps(scene.span) for scope in check.scope for scene in told.moment.scenes)
    ]
    if own:
        check = min(own, key=lambda check: order.index(check.verification))
        return Reading(
            value=check.verification, raw=check.text, spans=(check.span,), rule=check.rule or "checks"
        )
    parties = [r.value.party_to_conflict or r.value.kind in _PARTIES for r in attribution]
    value: Verification = "claimed" if parties and all(parties) else "reported"
    return Reading(value=value, basis="inferred", rule="verification.speakers")
