"""Why two accounts may tell of one incident: named features, each a small number that explains itself."""

from __future__ import annotations

from collections.abc import Callable
from math import asin, cos, log1p, radians, sin, sqrt

from dateline.codebook import EVENT_TYPE_OF, EventType
from dateline.reconcile.account import Account, Where

Features = dict[str, float]

_EARTH_KM = 6371.0
_FEW_DAYS = 3
_WEEK = 7
_LONG_AGO = 45
_FINE = 2
_AREA = 5
_INSIDE = ((3, "inside_area"), (5, "inside_province"), (9, "inside_country"))
_PARTS_OF_DAY = {
    "morning": 0, "dawn": 0, "noon": 1, "afternoon": 1, "evening": 2, "dusk": 2, "night": 3, "midnight": 3,
}  # fmt: skip
_VIOLENT = frozenset({EventType.BATTLES, EventType.EXPLOSIONS, EventType.CIVILIANS})
_CROWDS = frozenset({EventType.PROTESTS, EventType.RIOTS})


def pair_features(a: Account, b: Account, story: Features | None = None) -> Features:
    """The features of a pair that are not 0; the order of the two makes no difference.

    `story` are the features of their two reports as wholes. They weigh more where day or place is not told,
    and where both accounts are what their report tells first.
    """
    found: Features = {}
    for add in FEATURE_GROUPS.values():
        add(a, b, found)
    if story:
        found |= story
        if a.days is None or b.days is None or a.where is None or b.where is None:
            found["story_unplaced"] = story.get("story", 0.0)
        if a.moment[1] == b.moment[1] == 0:
            found["story_told_first"] = story.get("story", 0.0)
    return found


def _day_features(a: Account, b: Account, found: Features) -> None:
    if a.days is None or b.days is None:
        _undated(a, b, found)
        return
    gap = _gap(a, b)
    coarse = max(a.days, b.days)
    if coarse <= _FEW_DAYS:
        found["same_day" if gap == 0 else "next_day" if gap == 1 else "other_day"] = 1.0
        if gap > 1:
            found["days_apart"] = log1p(min(gap, 365))
        if gap == 0 and min(a.days, b.days) > 1:
            found["same_run_of_days"] = 1.0
    else:
        size = "week" if coarse <= _WEEK + 1 else "month" if coarse <= _LONG_AGO else "year"
        found[f"within_{size}" if gap == 0 else f"outside_{size}"] = 1.0
        if gap > 1:
            found["days_apart"] = log1p(min(gap, 365))
    if gap == 0:
        _time_of_day(a, b, found)


def _time_of_day(a: Account, b: Account, found: Features) -> None:
    """Only parts of the day in the table are compared; neighbours (night and dawn) do not contradict."""
    first, second = _PARTS_OF_DAY.get(a.time_of_day or ""), _PARTS_OF_DAY.get(b.time_of_day or "")
    if first is None or second is None:
        return
    if first == second:
        found["same_time_of_day"] = 1.0
    elif (first - second) % 4 == 2 or {first, second} == {0, 1}:
        found["other_time_of_day"] = 1.0


def _undated(a: Account, b: Account, found: Features) -> None:
    """One of the two has no day: it happened before its report, and news is seldom old."""
    known, other = (a, b) if b.days is None else (b, a)
    if known.days is None or known.first_day is None:
        found["both_undated"] = 1.0
        if a.reported is not None and b.reported is not None:
            gap = abs(a.reported - b.reported)
            if gap <= _WEEK:
                found["reports_near"] = 1.0
            elif gap > _LONG_AGO:
                found["reports_far_apart"] = 1.0
        return
    found["one_undated"] = 1.0
    if other.reported is not None:
        age = other.reported - known.first_day
        if age < 0:
            found["after_the_report"] = 1.0
        elif age <= _WEEK:
            found["just_before_the_report"] = 1.0
        elif age > _LONG_AGO and not other.background:
            found["long_before_the_report"] = 1.0


def _gap(a: Account, b: Account) -> int:
    """Days between two intervals; 0 when they overlap."""
    return max(0, (a.first_day or 0) - (b.last_day or 0), (b.first_day or 0) - (a.last_day or 0))


def _place_features(a: Account, b: Account, found: Features) -> None:
    first, second = a.where, b.where
    if first is None or second is None:
        found["place_unknown"] = 1.0
        return
    if first.country and second.country and first.country != second.country:
        found["other_country"] = 1.0
        return
    same_name = first.name == second.name
    if same_name or (first.gazetteer_id is not None and first.gazetteer_id == second.gazetteer_id):
        level = max(first.level, second.level)
        found["same_place" if level <= _FINE else "same_area" if level <= _AREA else "inside_country"] = 1.0
        return
    km = distance_km(first, second)
    if max(first.level, second.level) <= _FINE:
        found[_near(first, second, km)] = 1.0
        if km is None and first.district is not None and first.district == second.district:
            found["same_district"] = 1.0
    else:
        found[_containment(first, second, km)] = 1.0
    if km is not None:
        found["distance"] = log1p(max(0.0, km - first.radius_km - second.radius_km))


def _near(a: Where, b: Where, km: float | None) -> str:
    if km is None:
        return "other_name"
    reach = a.radius_km + b.radius_km
    return "near_place" if km <= max(5.0, reach) else "close_place" if km <= 25.0 + reach else "far_place"


def _containment(a: Where, b: Where, km: float | None) -> str:
    wide, narrow = (a, b) if a.level >= b.level else (b, a)
    if wide.name in narrow.units or narrow.name in wide.units:
        return (
            "inside_area" if wide.level <= 3 else "inside_province" if wide.level <= 5 else "inside_country"
        )
    shared = (wide.units & narrow.units) - {wide.country}
    if km is None:
        return "area_unknown"
    if km <= wide.radius_km + narrow.radius_km + 5.0:
        return "inside_area" if wide.level <= 3 else "inside_province"
    return "same_province" if shared else "far_place"


def distance_km(a: Where, b: Where) -> float | None:
    """Great-circle distance of two points; None where one of them has no coordinates."""
    if a.latitude is None or a.longitude is None or b.latitude is None or b.longitude is None:
        return None
    lat1, lat2 = radians(a.latitude), radians(b.latitude)
    half = (lat2 - lat1) / 2, radians(b.longitude - a.longitude) / 2
    root = sin(half[0]) ** 2 + cos(lat1) * cos(lat2) * sin(half[1]) ** 2
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(root)))


def _kind_features(a: Account, b: Account, found: Features) -> None:
    if a.kind == b.kind:
        found["same_kind"] = 1.0
        return
    types = {EVENT_TYPE_OF[a.kind], EVENT_TYPE_OF[b.kind]}
    if len(types) == 1:
        found["same_type"] = 1.0
    elif types <= _VIOLENT or types <= _CROWDS:
        found["like_type"] = 1.0
    else:
        found["other_type"] = 1.0


def _party_features(a: Account, b: Account, found: Features) -> None:
    first, second = a.side_a | a.side_b, b.side_a | b.side_b
    if not first or not second:
        return
    straight = bool(a.side_a & b.side_a) + bool(a.side_b & b.side_b)
    turned = bool(a.side_a & b.side_b) + bool(a.side_b & b.side_a)
    if straight or turned:
        found["parties_agree" if straight >= turned else "parties_turned"] = float(max(straight, turned))
        return
    found["other_parties"] = 1.0


def _toll_features(a: Account, b: Account, found: Features) -> None:
    _figures(a.killed, b.killed, "killed", found)
    _figures(a.hurt, b.hurt, "hurt", found)


def _figures(first: int | None, second: int | None, outcome: str, found: Features) -> None:
    """Equal figures speak for a pair, the more so the larger; figures far apart speak against."""
    if first is None or second is None:
        return
    if first == second:
        found[f"same_{outcome}"] = log1p(first)
        return
    ratio = (min(first, second) + 0.5) / (max(first, second) + 0.5)
    found[f"near_{outcome}" if ratio >= 0.5 else f"other_{outcome}"] = 1.0


def _word_features(a: Account, b: Account, found: Features) -> None:
    if a.words and b.words:
        shared = len(a.words & b.words)
        if shared:
            found["shared_words"] = shared / sqrt(len(a.words) * len(b.words))
    if a.weapons and b.weapons:
        found["same_weapon" if a.weapons & b.weapons else "other_weapon"] = 1.0
    if a.total != b.total:
        found["total_and_part"] = 1.0


FEATURE_GROUPS: dict[str, Callable[[Account, Account, Features], None]] = {
    "day": _day_features,
    "place": _place_features,
    "kind": _kind_features,
    "parties": _party_features,
    "toll": _toll_features,
    "words": _word_features,
}
