"""Span Reading Report Claim Settled Incident Decision: everything else turns one of these into another.

All records are frozen msgspec Structs that refuse unknown fields. Offsets are half-open and count code
points of the report's canonical text. None means "nobody says"; 0 means "they say none".
"""

from __future__ import annotations

import hashlib
from datetime import date as Day
from datetime import datetime
from typing import Generic, Literal, TypeVar

import msgspec

from dateline.codebook import (
    DatePrecision,
    EventType,
    Losses,
    Outcome,
    SetAside,
    SourceKind,
    SubEventType,
    TollSide,
    Verification,
)

T = TypeVar("T")
Basis = Literal["stated", "inferred", "assumed", "analyst"]


class Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=False):
    """The base of every record: frozen, strict, keyword-only."""


class Span(msgspec.Struct, frozen=True, forbid_unknown_fields=True, order=True, array_like=True):
    """Half-open [start, end) in code points of the report's canonical text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"span [{self.start}, {self.end}) is not a range")

    def of(self, text: str) -> str:
        """The words of the text under this span."""
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        """True when the other span lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """True when the two share at least one character."""
        return self.start < other.end and other.start < self.end


class Reading(Record, Generic[T], frozen=True, kw_only=True):
    """One value read from a text: the words, where they stand, the rule that read them, how sure it is."""

    value: T
    raw: str = ""
    spans: tuple[Span, ...] = ()
    basis: Basis = "stated"
    rule: str = ""
    confidence: float = 1.0

    def __post_init__(self) -> None:
        if self.basis == "stated" and not self.spans:
            raise ValueError("a stated reading needs a span")
        if not 0.0 <= self.confidence <= 1.0:
            raise ValueError(f"confidence {self.confidence} is not in 0..1")


class Report(Record, frozen=True, kw_only=True):
    """One article as it came: its canonical text is made once, and all offsets hang on it."""

    id: str
    text: str
    source: str = ""
    outlet: str | None = None
    url: str | None = None
    headline: str | None = None
    published: Day | None = None
    retrieved: datetime | None = None
    language: str = "en"

    @property
    def text_sha256(self) -> str:
        """SHA-256 of the canonical text, hexadecimal."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()


class Arrival(Record, frozen=True, kw_only=True):
    """A report as it came in: the record, the raw bytes it was made from, their media type, where they lay.

    `notes` say what an analyst should know of the intake: no date, two dates, an odd encoding.
    """

    report: Report
    raw: bytes
    media_type: str = "text/plain"
    origin: str = ""
    notes: tuple[str, ...] = ()

    @property
    def raw_sha256(self) -> str:
        """SHA-256 of the raw bytes, hexadecimal."""
        return hashlib.sha256(self.raw).hexdigest()


class Actor(Record, frozen=True, kw_only=True):
    """A party as written and as the roster knows it; `inter` is ACLED's class 1-8, None when not told."""

    as_written: str
    name: str
    actor_id: str | None = None
    inter: int | None = None


class Alternative(Record, frozen=True, kw_only=True):
    """Another place the words could mean, with the probability the ranker gives it."""

    name: str
    gazetteer_id: str | None = None
    country: str | None = None
    admin1: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    probability: float = 0.0


TAKEN_TO_LIE = (
    "taken to lie in or near"  # so begins the reason of an area that only the places around a name give
)


class Place(Record, frozen=True, kw_only=True):
    """Where: the words, the place they name, and an area (point and radius); null coordinates = abstained."""

    as_written: str
    name: str
    kind: str | None = None
    country: str | None = None
    admin1: str | None = None
    admin2: str | None = None
    admin3: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    radius_km: float | None = None
    gazetteer: str | None = None
    gazetteer_id: str | None = None
    site: str | None = None
    where_prec: int | None = None
    geo_precision: int | None = None
    reason: str | None = None
    alternatives: tuple[Alternative, ...] = ()

    @property
    def guessed(self) -> bool:
        """True for a name that could not be placed and whose area is that of the places named around it."""
        return self.gazetteer_id is None and self.reason is not None and TAKEN_TO_LIE in self.reason

    @property
    def units(self) -> frozenset[str]:
        """Names of the units and the country that hold the place, as far as they are known."""
        return frozenset(filter(None, (self.admin1, self.admin2, self.admin3, self.country)))


class Period(Record, frozen=True, kw_only=True):
    """When: first and last possible day (inclusive), how exact, and the part of the day in words."""

    start: Day | None = None
    end: Day | None = None
    precision: DatePrecision = "unknown"
    time_of_day: str | None = None

    @property
    def last(self) -> Day | None:
        """The last possible day; the first where no other is given."""
        return self.end or self.start

    @property
    def length_days(self) -> int | None:
        """Days from the first to the last (0 for one day), None for an unknown period."""
        return None if self.start is None or self.last is None else (self.last - self.start).days

    def meets(self, other: Period) -> bool | None:
        """True when the two share a day, None when either is unknown."""
        if self.start is None or self.last is None or other.start is None or other.last is None:
            return None
        return self.start <= other.last and other.start <= self.last

    def ends_before(self, other: Period) -> bool:
        """True when the last day is before the first of the other; False when either is unknown."""
        return self.last is not None and other.start is not None and self.last < other.start


class Target(Record, frozen=True, kw_only=True):
    """A thing acted upon: an outpost, a bridge, houses; `fate` is what became of it."""

    as_written: str
    count: int | None = None
    fate: str | None = None


class Toll(Record, frozen=True, kw_only=True):
    """People harmed: low <= best <= high where given; None = nobody says, 0 = they say nobody."""

    outcome: Outcome
    side: TollSide = "unknown"
    low: int | None = None
    best: int | None = None
    high: int | None = None
    as_written: str = ""

    def __post_init__(self) -> None:
        known = [n for n in (self.low, self.best, self.high) if n is not None]
        if known != sorted(known) or any(n < 0 for n in known):
            raise ValueError(
                f"toll must have 0 <= low <= best <= high, not {self.low}, {self.best}, {self.high}"
            )

    @property
    def figure(self) -> int | None:
        """The best count; the low one where only a floor is told, the high one where only a ceiling is."""
        return next((count for count in (self.best, self.low, self.high) if count is not None), None)


class Attribution(Record, frozen=True, kw_only=True):
    """Who says so, through whom; `hedged` = reportedly, allegedly; `quoted` = in their own words."""

    original: str
    kind: SourceKind
    via: tuple[str, ...] = ()
    hedged: bool = False
    quoted: bool = False
    party_to_conflict: bool = False


class NotIncident(Record, frozen=True, kw_only=True):
    """Words that look like an incident and were set aside, with the kind of thing they are."""

    span: Span
    kind: SetAside
    rule: str = ""


class Claim(Record, frozen=True, kw_only=True):
    """What one source in one report says happened; a function of (report, extractor version).

    `moment` numbers the incidents that the report itself tells apart: claims of one report with the same
    moment are one incident, with different moments never. `summed_moments` are the moments a total adds up.
    """

    id: str
    report_id: str
    extractor: str
    moment: int
    reported: Day | None = None
    evidence: tuple[Span, ...]
    event_type: Reading[EventType]
    sub_event_type: Reading[SubEventType]
    acts: Reading[tuple[str, ...]]
    actor: Reading[tuple[Actor, ...]] | None = None
    recipient: Reading[tuple[Actor, ...]] | None = None
    victims: Reading[tuple[Actor, ...]] | None = None
    targets: tuple[Reading[Target], ...] = ()
    weapons: Reading[tuple[str, ...]] | None = None
    location: Reading[Place] | None = None
    date: Reading[Period] | None = None
    toll: tuple[Reading[Toll], ...] = ()
    losses_stated: Reading[Losses] | None = None
    attribution: tuple[Reading[Attribution], ...] = ()
    verification: Reading[Verification] | None = None
    background: bool = False
    summed_moments: tuple[int, ...] = ()
    summed_count: int | None = None
    confidence: float = 0.5


class Settled(Record, Generic[T], frozen=True, kw_only=True):
    """One value chosen among claims: which claims gave it, by what rule, and what the others said."""

    value: T
    claim_ids: tuple[str, ...] = ()
    rule: str = ""
    basis: Basis = "stated"
    confidence: float = 1.0
    dissent: tuple[str, ...] = ()


class Incident(Record, frozen=True, kw_only=True):
    """Claims reconciled, disagreement kept; a function of (claims, decisions)."""

    id: str
    claim_ids: tuple[str, ...]
    report_ids: tuple[str, ...]
    event_type: Settled[EventType]
    sub_event_type: Settled[SubEventType]
    acts: tuple[str, ...] = ()
    side_a: Settled[tuple[Actor, ...]]
    side_b: Settled[tuple[Actor, ...]]
    victims: tuple[Actor, ...] = ()
    targets: tuple[Target, ...] = ()
    weapons: tuple[str, ...] = ()
    location: Settled[Place] | None = None
    date: Settled[Period]
    toll: tuple[Settled[Toll], ...] = ()
    losses_stated: Settled[Losses] | None = None
    sources: tuple[Attribution, ...] = ()
    verification: Settled[Verification]
    background: bool = False
    sums: tuple[str, ...] = ()
    summed_count: int | None = None
    number_of_sources: int = 0
    confidence: float = 0.5

    @property
    def totals(self) -> dict[str, int]:
        """What it adds to each total: one incident, one of its type, people by outcome (best figures); nothing where
        it sums other incidents, for they are counted."""
        if self.sums:
            return {}
        counted = {"incidents": 1, f"incidents: {self.event_type.value.value}": 1}
        for settled in self.toll:
            outcome = settled.value.outcome
            counted[outcome] = counted.get(outcome, 0) + (settled.value.best or 0)
        return counted


class Decision(Record, frozen=True, kw_only=True):
    """One ruling of an analyst, append-only; a later one may supersede it, nothing deletes it."""

    id: str
    judgement: str
    subject: str
    field: str | None = None
    value: str | None = None
    analyst: str
    made_at: datetime
    supersedes: str | None = None
    note: str | None = None

    @property
    def links(self) -> bool:
        """True where it says that two are the same, or different: `value` is then the id of the other."""
        return self.judgement in ("same", "different")

    @property
    def subjects(self) -> tuple[str, ...]:
        """The ids of claims or incidents that it speaks of."""
        return (self.subject, self.value) if self.links and self.value else (self.subject,)


class Extraction(Record, frozen=True, kw_only=True):
    """What one extractor read in one report: its claims, and what it saw and set aside."""

    report_id: str
    extractor: str
    claims: tuple[Claim, ...] = ()
    not_incidents: tuple[NotIncident, ...] = ()


def content_id(*parts: str) -> str:
    """Sixteen hexadecimal characters of SHA-256 over the parts, so that the same content has the same id."""
    joined = "\x1f".join(parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:16]
