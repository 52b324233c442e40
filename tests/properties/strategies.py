"""A Hypothesis strategy for every record: any value that the record's own rules allow."""

from __future__ import annotations

from datetime import UTC, date
from typing import Any

import msgspec
from hypothesis import strategies as st

from dateline import records as r
from dateline.codebook import EventType, SubEventType

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
ids = st.text("0123456789abcdef", min_size=4, max_size=16)
days = st.dates(date(1900, 1, 1), date(2100, 12, 31))
moments = st.datetimes(timezones=st.just(UTC))
shares = st.floats(0.0, 1.0)
counts = st.integers(0, 10**6)
literals = {
    name: st.sampled_from(getattr(r, name).__args__)
    for name in (
        "Basis",
        "Losses",
        "Outcome",
        "SourceKind",
        "TollSide",
        "Verification",
        "DatePrecision",
        "SetAside",
    )
}


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


def some(strategy: st.SearchStrategy[Any], most: int = 2) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(strategy, max_size=most).map(tuple)


spans = st.tuples(st.integers(0, 500), st.integers(0, 60)).map(lambda p: r.Span(p[0], p[0] + p[1]))


@st.composite
def readings(draw: st.DrawFn, values: st.SearchStrategy[Any]) -> r.Reading[Any]:
    """A reading; a stated one has a span."""
    basis = draw(literals["Basis"])
    found = draw(st.lists(spans, min_size=1 if basis == "stated" else 0, max_size=2))
    return r.Reading(
        value=draw(values),
        raw=draw(texts),
        spans=tuple(found),
        basis=basis,
        rule=draw(texts),
        confidence=draw(shares),
    )


def settled(values: st.SearchStrategy[Any]) -> st.SearchStrategy[r.Settled[Any]]:
    return st.builds(
        r.Settled,
        value=values,
        claim_ids=some(ids),
        rule=texts,
        basis=literals["Basis"],
        confidence=shares,
        dissent=some(texts),
    )


@st.composite
def tolls(draw: st.DrawFn) -> r.Toll:
    """A toll whose numbers, as far as given, do not fall."""
    low, best, high = sorted(draw(st.tuples(counts, counts, counts)))
    given = draw(st.tuples(st.booleans(), st.booleans(), st.booleans()))
    kept = [n if keep else None for n, keep in zip((low, best, high), given, strict=True)]
    return r.Toll(
        outcome=draw(literals["Outcome"]),
        side=draw(literals["TollSide"]),
        low=kept[0],
        best=kept[1],
        high=kept[2],
        as_written=draw(texts),
    )


actors = st.builds(r.Actor, as_written=texts, name=texts, actor_id=maybe(ids), inter=maybe(st.integers(1, 8)))
degrees = maybe(st.floats(-90, 90))
alternatives = st.builds(
    r.Alternative,
    name=texts,
    gazetteer_id=maybe(ids),
    country=maybe(texts),
    admin1=maybe(texts),
    latitude=degrees,
    longitude=degrees,
    probability=shares,
)
places = st.builds(
    r.Place,
    as_written=texts,
    name=texts,
    kind=maybe(texts),
    country=maybe(texts),
    admin1=maybe(texts),
    latitude=degrees,
    longitude=degrees,
    radius_km=maybe(st.floats(0, 1000)),
    gazetteer_id=maybe(ids),
    where_prec=maybe(st.integers(1, 7)),
    reason=maybe(texts),
    alternatives=some(alternatives),
)
periods = st.builds(
    r.Period,
    start=maybe(days),
    end=maybe(days),
    precision=literals["DatePrecision"],
    time_of_day=maybe(texts),
)
targets = st.builds(r.Target, as_written=texts, count=maybe(counts), fate=maybe(texts))
attributions = st.builds(
    r.Attribution,
    original=texts,
    kind=literals["SourceKind"],
    via=some(texts),
    hedged=st.booleans(),
    quoted=st.booleans(),
    party_to_conflict=st.booleans(),
)
set_asides = st.builds(r.NotIncident, span=spans, kind=literals["SetAside"], rule=texts)
reports = st.builds(
    r.Report,
    id=ids,
    text=words,
    source=texts,
    outlet=maybe(texts),
    url=maybe(texts),
    headline=maybe(texts),
    published=maybe(days),
    retrieved=maybe(moments),
    language=st.sampled_from(["en", "my"]),
)
arrivals = st.builds(
    r.Arrival, report=reports, raw=st.binary(max_size=60), media_type=texts, origin=texts, notes=some(texts)
)
event_types, sub_types = st.sampled_from(list(EventType)), st.sampled_from(list(SubEventType))
claims = st.builds(
    r.Claim,
    id=ids,
    report_id=ids,
    extractor=texts,
    moment=st.integers(0, 9),
    reported=maybe(days),
    evidence=some(spans),
    event_type=readings(event_types),
    sub_event_type=readings(sub_types),
    acts=readings(some(texts)),
    actor=maybe(readings(some(actors))),
    recipient=maybe(readings(some(actors))),
    victims=maybe(readings(some(actors))),
    targets=some(readings(targets), 1),
    weapons=maybe(readings(some(texts))),
    location=maybe(readings(places)),
    date=maybe(readings(periods)),
    toll=some(readings(tolls()), 1),
    losses_stated=maybe(readings(literals["Losses"])),
    attribution=some(readings(attributions), 1),
    verification=maybe(readings(literals["Verification"])),
    background=st.booleans(),
    summed_moments=some(st.integers(0, 9)),
    summed_count=maybe(counts),
    confidence=shares,
)
incidents = st.builds(
    r.Incident,
    id=ids,
    claim_ids=some(ids),
    report_ids=some(ids),
    event_type=settled(event_types),
    sub_event_type=settled(sub_types),
    acts=some(texts),
    side_a=settled(some(actors)),
    side_b=settled(some(actors)),
    victims=some(actors),
    targets=some(targets),
    weapons=some(texts),
    location=maybe(settled(places)),
    date=settled(periods),
    toll=some(settled(tolls())),
    losses_stated=maybe(settled(literals["Losses"])),
    sources=some(attributions),
    verification=settled(literals["Verification"]),
    background=st.booleans(),
    sums=some(ids),
    summed_count=maybe(counts),
    number_of_sources=counts,
    confidence=shares,
)
decisions = st.builds(
    r.Decision,
    id=ids,
    judgement=texts,
    subject=ids,
    field=maybe(texts),
    value=maybe(texts),
    analyst=texts,
    made_at=moments,
    supersedes=maybe(ids),
    note=maybe(texts),
)
extractions = st.builds(
    r.Extraction, report_id=ids, extractor=texts, claims=some(claims, 1), not_incidents=some(set_asides)
)

RECORDS: dict[type[msgspec.Struct], st.SearchStrategy[Any]] = {
    r.Actor: actors,
    r.Alternative: alternatives,
    r.Arrival: arrivals,
    r.Attribution: attributions,
    r.Claim: claims,
    r.Decision: decisions,
    r.Extraction: extractions,
    r.Incident: incidents,
    r.NotIncident: set_asides,
    r.Period: periods,
    r.Place: places,
    r.Report: reports,
    r.Span: spans,
    r.Target: targets,
    r.Toll: tolls(),
}
