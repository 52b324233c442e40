"""The claims of one incident -> the incident: per field a value, its rule, its backers and its dissent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date as Day
from typing import TypeVar

from dateline.codebook import EVENT_TYPE_OF, Losses, SubEventType
from dateline.reconcile.choose import said, settle_choice
from dateline.reconcile.sides import merge_actors, orient_claims, settle_side
from dateline.reconcile.speakers import count_sources, merge_sources, settle_verification
from dateline.reconcile.tolls import settle_tolls
from dateline.records import (
    Claim,
    Incident,
    Period,
    Place,
    Reading,
    Settled,
    Target,
    content_id,
)

T = TypeVar("T")
Moment = tuple[str, int]

_LOSSES: tuple[Losses, ...] = ("heavy", "some", "none", "unknown")


def incident_id(claims: Sequence[Claim]) -> str:
    """The id of the moment told first: it stays as later reports join, and in a merge the older id wins."""
    first = min((claim.reported or Day.max, claim.report_id, claim.moment) for claim in claims)
    own = [claim.id for claim in claims if (claim.report_id, claim.moment) == first[1:]]
    return moment_id(own)


def moment_id(claim_ids: Sequence[str]) -> str:
    """The hash of the sorted ids of the claims of one moment."""
    return content_id("incident", *sorted(claim_ids))


def settle_incident(
    claims: Sequence[Claim], incident_of: Mapping[Moment, str], copies: Mapping[str, str] | None = None
) -> Incident:
    """The incident these claims make together; `incident_of` names the incident of each moment, for sums.

    `copies` maps a report to the one it is a near-copy of: together they are one source.
    """
    told = orient_claims(order_claims(claims))
    kind = _settle_kind(told)
    sources = merge_sources(told)
    return Incident(
        id=incident_id(claims),
        claim_ids=tuple(sorted(claim.id for claim in claims)),
        report_ids=tuple(sorted({claim.report_id for claim in claims})),
        event_type=_event_type(kind),
        sub_event_type=kind,
        acts=_union(claim.acts.value for claim in told),
        side_a=settle_side(said(told, lambda claim: claim.actor), "side_a"),
        side_b=settle_side(said(told, lambda claim: claim.recipient), "side_b"),
        victims=merge_actors(claim.victims for claim in told if claim.victims),
        targets=_merge_targets(told),
        weapons=tuple(sorted({w for claim in told if claim.weapons for w in claim.weapons.value})),
        location=_settle_place(told),
        date=_settle_date(told),
        toll=settle_tolls(told),
        losses_stated=_settle_losses(told),
        sources=sources,
        verification=settle_verification(told),
        background=all(claim.background for claim in told),
        sums=_sums(told, incident_of),
        summed_count=next((claim.summed_count for claim in told if claim.summed_count is not None), None),
        number_of_sources=count_sources(told, copies or {}),
        confidence=_confidence(told),
    )


def order_claims(claims: Sequence[Claim]) -> list[Claim]:
    """News before background, in the order of reports and of the text: whoever is told first leads a tie."""
    return sorted(
        claims,
        key=lambda c: (c.background, c.reported or Day.max, c.report_id, _first_word(c), c.id),
    )


def _first_word(claim: Claim) -> tuple[int, int]:
    """Claims that give more lead; then the speaker who is named first."""
    spans = [span.start for reading in claim.attribution for span in reading.spans]
    return (min((r.spans[0].start for r in claim.toll if r.spans), default=10**9), min(spans, default=10**9))


def _settle_kind(told: Sequence[Claim]) -> Settled[SubEventType]:
    return settle_choice(
        said(told, lambda claim: claim.sub_event_type), field="sub_event_type", key=lambda kind: kind
    )


def _event_type(kind: Settled[SubEventType]) -> Settled:  # type: ignore[type-arg]
    return Settled(
        value=EVENT_TYPE_OF[kind.value],
        claim_ids=kind.claim_ids,
        rule="event_type.of_sub_event_type",
        basis=kind.basis,
        confidence=kind.confidence,
    )


def _merge_targets(told: Sequence[Claim]) -> tuple[Target, ...]:
    """Each target once by its words; a fate told anywhere is kept."""
    found: dict[str, Target] = {}
    for claim in told:
        for reading in claim.targets:
            target = reading.value
            key = target.as_written.casefold()
            known = found.get(key)
            if known is None or (known.fate is None and target.fate is not None):
                found[key] = target
    return tuple(found.values())


def _settle_place(told: Sequence[Claim]) -> Settled[Place] | None:
    readings = said(told, lambda claim: claim.location)
    if not readings:
        return None
    return settle_choice(
        readings,
        field="location",
        key=lambda place: place.gazetteer_id or place.name.casefold(),
        rank=lambda place: (place.latitude is None or place.guessed, place.where_prec or 9),
        words=lambda place: place.as_written or place.name,
    )


def _settle_date(told: Sequence[Claim]) -> Settled[Period]:
    readings = said(told, lambda claim: claim.date)
    if not readings:
        return Settled(value=Period(), rule="date.nobody_says", basis="inferred", confidence=1.0)
    return settle_choice(
        readings,
        field="date",
        key=lambda period: (period.start, period.end),
        rank=_days,
        words=lambda period: f"{period.start} - {period.end}",
    )


def _days(period: Period) -> int:
    """How wide a period is, coarsely: a day or a run of days, a week, a month, more; unknown last."""
    if period.start is None:
        return 9
    return ("day", "week", "month", "year", "unknown").index(period.precision)


def _settle_losses(told: Sequence[Claim]) -> Settled[Losses] | None:
    readings = said(told, lambda claim: claim.losses_stated)
    if not readings:
        return None
    return settle_choice(readings, field="losses_stated", key=lambda losses: losses, rank=_LOSSES.index)


def _sums(told: Sequence[Claim], incident_of: Mapping[Moment, str]) -> tuple[str, ...]:
    moments = {(claim.report_id, moment) for claim in told for moment in claim.summed_moments}
    return tuple(sorted({incident_of[moment] for moment in moments if moment in incident_of}))


def _confidence(told: Sequence[Claim]) -> float:
    """The surest report's own, and each further report halves what doubt is left."""
    surest: dict[str, float] = {}
    for claim in told:
        surest[claim.report_id] = max(claim.confidence, surest.get(claim.report_id, 0.0))
    first, *more = sorted(surest.values(), reverse=True)
    return round(1.0 - (1.0 - first) * 0.5 ** len(more), 6)


def _union(values) -> tuple[str, ...]:  # type: ignore[no-untyped-def]
    return tuple(dict.fromkeys(item for value in values for item in value))


__all__ = ["Moment", "Reading", "incident_id", "moment_id", "order_claims", "settle_incident"]
