"""The field's vocabularies: ACLED's 6 x 25 event types, UCDP and ACLED precision codes, kinds of source.

Spellings are ACLED's own (codebook of 2023, tables read in its package acledR); UCDP codes follow the
GED codebook. Where two codebooks differ we keep the finer word and map when publishing.
"""

from __future__ import annotations

from enum import IntEnum, StrEnum
from typing import Literal


class EventType(StrEnum):
    BATTLES = "Battles"
    EXPLOSIONS = "Explosions/Remote violence"
    CIVILIANS = "Violence against civilians"
    PROTESTS = "Protests"
    RIOTS = "Riots"
    STRATEGIC = "Strategic developments"


class SubEventType(StrEnum):
    ARMED_CLASH = "Armed clash"
    GOVERNMENT_REGAINS = "Government regains territory"
    NON_STATE_OVERTAKES = "Non-state actor overtakes territory"
    CHEMICAL = "Chemical weapon"
    AIR_STRIKE = "Air/drone strike"
    SUICIDE_BOMB = "Suicide bomb"
    SHELLING = "Shelling/artillery/missile attack"
    REMOTE_EXPLOSIVE = "Remote explosive/landmine/IED"
    GRENADE = "Grenade"
    SEXUAL = "Sexual violence"
    ATTACK = "Attack"
    ABDUCTION = "Abduction/forced disappearance"
    PEACEFUL_PROTEST = "Peaceful protest"
    PROTEST_INTERVENTION = "Protest with intervention"
    EXCESSIVE_FORCE = "Excessive force against protesters"
    VIOLENT_DEMONSTRATION = "Violent demonstration"
    MOB = "Mob violence"
    AGREEMENT = "Agreement"
    ARRESTS = "Arrests"
    CHANGE_TO_GROUP = "Change to group/activity"
    DISRUPTED_WEAPONS = "Disrupted weapons use"
    BASE_ESTABLISHED = "Headquarters or base established"
    LOOTING = "Looting/property destruction"
    TRANSFER = "Non-violent transfer of territory"
    OTHER = "Other"


_GROUPS: dict[EventType, tuple[SubEventType, ...]] = {
    EventType.BATTLES: (
        SubEventType.ARMED_CLASH,
        SubEventType.GOVERNMENT_REGAINS,
        SubEventType.NON_STATE_OVERTAKES,
    ),
    EventType.EXPLOSIONS: (
        SubEventType.CHEMICAL,
        SubEventType.AIR_STRIKE,
        SubEventType.SUICIDE_BOMB,
        SubEventType.SHELLING,
        SubEventType.REMOTE_EXPLOSIVE,
        SubEventType.GRENADE,
    ),
    EventType.CIVILIANS: (SubEventType.SEXUAL, SubEventType.ATTACK, SubEventType.ABDUCTION),
    EventType.PROTESTS: (
        SubEventType.PEACEFUL_PROTEST,
        SubEventType.PROTEST_INTERVENTION,
        SubEventType.EXCESSIVE_FORCE,
    ),
    EventType.RIOTS: (SubEventType.VIOLENT_DEMONSTRATION, SubEventType.MOB),
    EventType.STRATEGIC: (
        SubEventType.AGREEMENT,
        SubEventType.ARRESTS,
        SubEventType.CHANGE_TO_GROUP,
        SubEventType.DISRUPTED_WEAPONS,
        SubEventType.BASE_ESTABLISHED,
        SubEventType.LOOTING,
        SubEventType.TRANSFER,
        SubEventType.OTHER,
    ),
}

EVENT_TYPE_OF: dict[SubEventType, EventType] = {sub: event for event, subs in _GROUPS.items() for sub in subs}


class Inter(IntEnum):
    """ACLED's actor classes, 1-8 (inter1, inter2)."""

    STATE = 1
    REBEL = 2
    POLITICAL_MILITIA = 3
    IDENTITY_MILITIA = 4
    RIOTERS = 5
    PROTESTERS = 6
    CIVILIANS = 7
    EXTERNAL = 8


STATES = frozenset({Inter.STATE, Inter.EXTERNAL})  # a government's forces, at home or abroad
BANDS = frozenset(
    {Inter.REBEL, Inter.POLITICAL_MILITIA, Inter.IDENTITY_MILITIA}
)  # armed, and no government's
CROWDS = frozenset({Inter.RIOTERS, Inter.PROTESTERS})


SourceKind = Literal[
    "resident",
    "witness",
    "armed group",
    "military",
    "government",
    "medical",
    "rights group",
    "media",
    "unnamed",
]
# Speakers of these kinds take part in what they tell of.
PARTIES: frozenset[SourceKind] = frozenset({"armed group", "military"})
Verification = Literal["reported", "claimed", "confirmed", "denied", "could_not_verify"]
Outcome = Literal["killed", "injured", "abducted", "missing", "arrested", "displaced"]
TollSide = Literal["a", "b", "civilians", "unknown"]
Losses = Literal["unknown", "none", "some", "heavy"]
DatePrecision = Literal["day", "week", "month", "year", "unknown"]
SetAside = Literal[
    "habit", "trend", "vow", "threat", "plan", "warning", "negation", "garrison", "reaction", "conditional",
    "control", "failed", "follow_up", "preparation", "undated", "boilerplate", "caption", "metaphor",
    "war_total", "unknown_toll", "other",
]  # fmt: skip


def geo_precision_of(where_prec: int) -> int:
    """ACLED geo_precision (1-3) of a UCDP where_prec (1-7): 1 named town, 2 near or part of a region, 3 larger.

    ACLED: 1 a particular town; 2 small part of a region or near a town; 3 larger region (codebooks.md 2.1).
    """
    return {1: 1, 2: 2, 3: 2}.get(where_prec, 3)


def date_prec_of(days: int) -> int:
    """UCDP date_prec (1-5) of an interval of so many days (1 = a single day)."""
    for code, limit in ((1, 1), (2, 6), (3, 7), (4, 31)):
        if days <= limit:
            return code
    return 5


def time_precision_of(days: int) -> int:
    """ACLED time_precision (1-3) of an interval of so many days: 1 the day, 2 the week, 3 the month or more."""
    if days <= 1:
        return 1
    return 2 if days <= 7 else 3
