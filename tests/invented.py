"""One invented report with its claim and its incident, small and whole; `import invented` from any test."""

from __future__ import annotations

from datetime import date

from dateline.codebook import EventType, SubEventType
from dateline.records import (
    Actor,
    Attribution,
    Claim,
    Incident,
    Period,
    Place,
    Reading,
    Report,
    Settled,
    Span,
    Toll,
)

TEXT = (
    "Rebels of the River Army overran a police post in Quen town on Wednesday evening, killing two men, "
    "a resident told Riverbank News. The post was burned."
)


def span(words: str) -> Span:
    """Where the words stand in the text."""
    start = TEXT.index(words)
    return Span(start, start + len(words))


def make_report() -> Report:
    """One short invented report."""
    return Report(
        id="r1",
        text=TEXT,
        source="r1.txt",
        outlet="Riverbank News",
        url="https://riverbank.example/1",
        headline="River Army takes a post",
        published=date(2023, 1, 27),
    )


def make_claim() -> Claim:
    """What the report says: one post overrun."""
    rebels = Actor(as_written="Rebels of the River Army", name="River Army", actor_id="xxx-ra", inter=2)
    police = Actor(as_written="police", name="Police Forces of Quenland", inter=1)
    return Claim(
        id="c1",
        report_id="r1",
        extractor="rules@1",
        moment=0,
        reported=date(2023, 1, 27),
        evidence=(Span(0, len(TEXT)),),
        event_type=Reading(value=EventType.BATTLES, raw="overran", spans=(span("overran"),), confidence=0.9),
        sub_event_type=Reading(
            value=SubEventType.NON_STATE_OVERTAKES, raw="overran", spans=(span("overran"),), rule="overrun"
        ),
        acts=Reading(value=("overrun", "arson"), raw="overran", spans=(span("overran"), span("burned"))),
        actor=Reading(value=(rebels,), raw=rebels.as_written, spans=(span(rebels.as_written),)),
        recipient=Reading(value=(police,), raw="police", spans=(span("police"),)),
        location=Reading(
            value=Place(
                as_written="Quen town",
                name="Quen",
                kind="town",
                country="Myanmar",
                admin1="Kachin",
                latitude=25.5,
                longitude=96.5,
                radius_km=2.0,
                where_prec=1,
                geo_precision=1,
            ),
            raw="Quen town",
            spans=(span("Quen town"),),
        ),
        date=Reading(
            value=Period(
                start=date(2023, 1, 25), end=date(2023, 1, 25), precision="day", time_of_day="evening"
            ),
            raw="Wednesday evening",
            spans=(span("Wednesday evening"),),
        ),
        toll=(
            Reading(
                value=Toll(outcome="killed", side="unknown", low=2, best=2, high=2, as_written="two men"),
                raw="two men",
                spans=(span("two men"),),
            ),
        ),
        attribution=(
            Reading(
                value=Attribution(original="a resident", kind="resident", via=("Riverbank News",)),
                raw="a resident",
                spans=(span("a resident"),),
            ),
        ),
        confidence=0.8,
    )


def make_incident(claim: Claim) -> Incident:
    """The incident that the one claim makes."""
    ids = (claim.id,)
    assert claim.actor
    assert claim.recipient
    assert claim.location
    assert claim.date
    return Incident(
        id="i1",
        claim_ids=ids,
        report_ids=("r1",),
        event_type=Settled(value=claim.event_type.value, claim_ids=ids),
        sub_event_type=Settled(value=claim.sub_event_type.value, claim_ids=ids),
        acts=claim.acts.value,
        side_a=Settled(value=claim.actor.value, claim_ids=ids),
        side_b=Settled(value=claim.recipient.value, claim_ids=ids),
        location=Settled(value=claim.location.value, claim_ids=ids),
        date=Settled(value=claim.date.value, claim_ids=ids),
        toll=tuple(Settled(value=reading.value, claim_ids=ids) for reading in claim.toll),
        sources=tuple(reading.value for reading in claim.attribution),
        verification=Settled(value="reported", basis="inferred"),
        number_of_sources=1,
        confidence=0.8,
    )
