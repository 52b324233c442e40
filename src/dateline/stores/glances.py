"""What lists, maps and counts ask of every incident and of every report that was read, in few bytes each.

They are written with the records they are taken from, so that a page over a hundred thousand incidents decodes none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import msgspec

from dateline.records import Claim, Extraction, Incident

NO_DAY = 0
Speaker = tuple[str, str, bool, bool]
"""As written, the kind, whether a party to the conflict, whether hedged."""


class Glance(msgspec.Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """One incident as filters, maps and counts see it. Days are counted from the year 1; 0 is no day."""

    id: str
    event_type: str
    sub_event_type: str
    first: int
    last: int
    precision: str
    place: str
    country: str
    admin1: str
    latitude: float | None
    longitude: float | None
    radius_km: float | None
    parties: tuple[str, ...]
    verification: str
    speakers: tuple[str, ...]
    killed: int | None
    background: bool
    sums: bool
    disputed: bool
    reports: tuple[str, ...]
    words: str

    @property
    def told(self) -> bool:
        """True for news that is no total of others."""
        return not self.background and not self.sums


class Hearing(msgspec.Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """What was read in one report, counted: its claims, on what their days, places and parties rest, who speaks.

    `heard` are the speakers of all claims, one after another, `unnamed` the claims that name none.
    """

    report_id: str
    outlet: str
    extractor: str
    claims: int
    unnamed: int
    bases: dict[str, int]
    heard: tuple[Speaker, ...]


def glance_of(incident: Incident) -> Glance:
    """One incident in few bytes."""
    place = incident.location.value if incident.location else None
    start, end = incident.date.value.start, incident.date.value.end
    parties = [actor.name for actor in (*incident.side_a.value, *incident.side_b.value)]
    settled = (incident.date, incident.location, incident.sub_event_type, incident.side_a, *incident.toll)
    return Glance(
        id=incident.id,
        event_type=incident.event_type.value.value,
        sub_event_type=incident.sub_event_type.value.value,
        first=start.toordinal() if start else NO_DAY,
        last=max(start, end or start).toordinal() if start else NO_DAY,
        precision=incident.date.value.precision,
        place=(place.name or place.as_written) if place else "",
        country=(place.country or "") if place else "",
        admin1=(place.admin1 or "") if place else "",
        latitude=place.latitude if place else None,
        longitude=place.longitude if place else None,
        radius_km=place.radius_km if place else None,
        parties=tuple(dict.fromkeys(parties)),
        verification=incident.verification.value,
        speakers=tuple(dict.fromkeys(source.kind for source in incident.sources)),
        killed=killed_of(incident),
        background=incident.background,
        sums=bool(incident.sums),
        disputed=any(one.dissent for one in settled if one),
        reports=incident.report_ids,
        words=" ".join(_words(incident)).casefold(),
    )


def killed_of(incident: Incident) -> int | None:
    """The best count of people killed over all sides; None when nobody gives a number."""
    counts = [one.value.figure for one in incident.toll if one.value.outcome == "killed"]
    known = [count for count in counts if count is not None]
    return sum(known) if known else None


def _words(incident: Incident) -> Iterator[str]:
    """The words a search looks among: what, where, who, and the id."""
    place = incident.location.value if incident.location else None
    yield incident.sub_event_type.value.value
    if place is not None:
        names = (place.name, place.as_written, place.site, place.admin3, place.admin1, place.country)
        yield from dict.fromkeys(name for name in names if name)
    actors = (*incident.side_a.value, *incident.side_b.value, *incident.victims)
    yield from dict.fromkeys(actor.name or actor.as_written for actor in actors)
    yield from (*incident.acts, incident.id)


def hearing_of(extraction: Extraction, outlet: str | None) -> Hearing:
    """What was read in one report of this outlet, counted."""
    heard = [one.value for claim in extraction.claims for one in claim.attribution]
    return Hearing(
        report_id=extraction.report_id,
        outlet=outlet or "",
        extractor=extraction.extractor,
        claims=len(extraction.claims),
        unnamed=sum(not claim.attribution for claim in extraction.claims),
        bases=dict(sorted(Counter(_bases(extraction.claims)).items())),
        heard=tuple((one.original, one.kind, one.party_to_conflict, one.hedged) for one in heard),
    )


def _bases(claims: tuple[Claim, ...]) -> Iterator[str]:
    for claim in claims:
        for held in (claim.date, claim.location, claim.actor):
            yield held.basis if held else "empty"


_ENCODER = msgspec.msgpack.Encoder()
write = _ENCODER.encode
read_glance = msgspec.msgpack.Decoder(Glance).decode
read_hearing = msgspec.msgpack.Decoder(Hearing).decode
