"""What the readers find in one report before anything is joined: times, places, actors, tolls, speakers.

Each reader is `read_x(document, ...) -> tuple[XMention, ...]` in the order of the text. Mentions only
propose; `claims.py` joins them. They are records, so they can be tested, stored and compared whole.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from dateline.codebook import DatePrecision, Losses, Outcome, SetAside, Verification
from dateline.records import Actor, Attribution, Place, Record, Span

DateBasis = Literal[
    "explicit", "explicit_year_inferred", "relative_to_publication", "relative_in_text", "relative_to_quote",
    "weekday_inference", "none",
]  # fmt: skip

Function = Literal["acts", "answers", "undergoes", "beside", "attends", "other"]

Role = Literal["combatant", "civilian", "person", "body"]

Status = Literal["civilian", "combatant", "mixed", "unknown"]

Relation = Literal[
    "at", "in", "near", "direction", "between", "road", "origin", "launch", "dateline", "demonym", "other"
]
EVENT_RELATIONS = frozenset({"at", "in", "near", "direction", "between", "road"})  # those of places of events

HARM = frozenset({"harm", "killing"})  # families of acts that tell who was harmed
HEAVY = frozenset({"air", "shelling"})  # families of acts with arms that few have
FROM_AFAR = frozenset({"airstrike", "shelling"})  # acts of these
SHOT_DOWN = "intercept"  # the act of those who shoot down what nobody is named for
INTERCEPTION = "interception"  # the act of those whose drones or missiles are shot down
BARE_ACTS = frozenset({"attack", "kill", "harm"})  # acts that do not say by which arms or how
LOUD = HEAVY | {"explosion"}  # families of acts in which something goes off


class TimeMention(Record, frozen=True, kw_only=True):
    """One expression of time: ISO-TimeML `value` and `type`, and the calendar days it can mean."""

    span: Span
    text: str
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    start: date | None = None
    end: date | None = None
    precision: DatePrecision = "unknown"
    time_of_day: str | None = None
    basis: DateBasis = "none"
    role: Literal["event", "speech", "publication", "discovery", "anniversary", "since", "furniture"] = (
        "event"
    )
    rule: str = ""
    confidence: float = 1.0


class PlaceMention(Record, frozen=True, kw_only=True):
    """One name of a place (`span` is the bare name, `phrase` the whole wording) and what it is to the text.

    relation: at, in (part of), near, direction (distance_km, bearing), between, road; origin, launch,
    dateline, demonym and other are no place of an event. `within` = indices of mentions that contain it, `holders` =
    names of the places that the text itself puts it in.
    """

    span: Span
    text: str
    phrase: Span
    kind: str | None = None
    relation: Relation = "at"
    distance_km: float | None = None
    bearing: str | None = None
    within: tuple[int, ...] = ()
    holders: frozenset[str] = frozenset()
    place: Place
    confidence: float = 1.0


class ActorMention(Record, frozen=True, kw_only=True):
    """One naming of a party or of people. `group` is the camp the roster puts it in (allies share one).

    role: combatant (armed), civilian (unarmed people), person (an individual), body (parliament, ministry, UN).
    function: what it is to the verb of its clause; "beside" stands behind a preposition ("near the police").
    """

    span: Span
    text: str
    actor: Actor
    role: Role
    group: str | None = None
    parents: tuple[str, ...] = ()
    generic: bool = False
    count: int | None = None
    function: Function = "other"
    confidence: float = 1.0


class TollMention(Record, frozen=True, kw_only=True):
    """One statement of harm to people: how many, what befell them, who they were, in which words; `beside` are further
    words that the figure was added up from, `alike` those told before whose kind unnamed people ("two others") are of,
    `parts` the fighters and the others of a figure that counts both."""

    span: Span
    text: str
    outcome: Outcome
    low: int | None = None
    best: int | None = None
    high: int | None = None
    people: Span | None = None
    trigger: Span
    beside: tuple[Span, ...] = ()
    alike: Span | None = None
    alike_text: str = ""
    parts: tuple[TollMention, ...] = ()
    status: Status = "unknown"
    subset: bool = False
    cumulative: bool = False
    rule: str = ""
    confidence: float = 1.0


class LossesMention(Record, frozen=True, kw_only=True):
    """A statement about losses without a number: unknown, none, some, heavy."""

    span: Span
    text: str
    losses: Losses
    rule: str = ""


class SourceMention(Record, frozen=True, kw_only=True):
    """A speaker, the words that attribute, and the stretches of text they answer for."""

    span: Span
    text: str
    attribution: Attribution
    cue: Span
    scope: tuple[Span, ...]
    rule: str = ""
    confidence: float = 1.0


class CheckMention(Record, frozen=True, kw_only=True):
    """A disclaimer, denial or confirmation, and the stretches of text it covers. `denier`: who denies only to have done
    it ("denied taking part")."""

    span: Span
    text: str
    verification: Verification
    scope: tuple[Span, ...]
    denier: Span | None = None
    rule: str = ""


class EventMention(Record, frozen=True, kw_only=True):
    """One word for an act, who does it and to whom as noun phrases, and whether it is told as having happened.

    `set_aside` is None for an act told as a fact; otherwise the kind of thing it is instead. `definite` marks
    a nominal that points back ("the attack"); `distinct` one that opens another incident ("a separate attack");
    `earlier` one told as before the story's own time ("had burned"); `perfect` one told from where things stand
    ("has burned"); `finders` found the dead and killed nobody; `other_patient` marks one done to others than those
    told of ("three other posts"), `of_known` one done to those that pronouns mean ("him", "two of them").
    """

    span: Span
    text: str
    act: str
    family: str
    strength: int
    sentence: int
    agents: tuple[Span, ...] = ()
    patients: tuple[Span, ...] = ()
    finders: tuple[Span, ...] = ()
    clause: Span
    nominal: bool = False
    plural: bool = False
    definite: bool = False
    demonstrative: bool = False
    distinct: bool = False
    other_patient: bool = False
    of_known: bool = False
    past: bool = True
    earlier: bool = False
    perfect: bool = False
    weapons: tuple[str, ...] = ()
    weapon_spans: tuple[Span, ...] = ()
    set_aside: SetAside | None = None
    rule: str = ""
