"""Moments that only add up others: a total over days, places or targets whose parts the report tells as well."""

from __future__ import annotations

from dateline.extract.moments.binding import TOWN, exactness
from dateline.extract.moments.features import whole_figures
from dateline.extract.moments.moments import Moment
from dateline.extract.moments.one_scene import days_meet
from dateline.extract.moments.totals import count_of_acts, is_of_places, looks_total
from dateline.text import Document

_FEWEST_PARTS = 2


def find_sums(document: Document, moments: list[Moment]) -> dict[int, tuple[int, ...]]:
    """For each moment that is a total, the numbers of the moments it adds up."""
    sums: dict[int, tuple[int, ...]] = {}
    for number, moment in enumerate(moments):
        if not looks_total(document, moment.scenes[0]):
            parts = _making_up(document, moments, number)
            if parts and not sums.keys() & set(parts):
                sums[number] = parts
            continue
        parts = tuple(
            other
            for other in range(number + 1, len(moments))
            if other not in sums
            and not _of_others(moments[other])
            and _is_part(document, moments[other], moment)
        )
        if _is_undated(moment):
            parts = parts[: count_of_acts(document, moment.scenes[0])]  # what is told after these was before
        if len(parts) >= _FEWEST_PARTS and _adds_up(document, moment, [moments[part] for part in parts]):
            sums[number] = parts
        elif made := _making_up(document, moments, number):
            sums[number] = made
    return sums


def _making_up(document: Document, moments: list[Moment], number: int) -> tuple[int, ...]:
    """The moments told behind one whose dead are, to a man, those it counts: "30 were killed across Ora", then 18 in
    one town of it and 12 in another; none where they count otherwise or are of other days."""
    whole = moments[number]
    dead = _dead(whole)
    parts = [
        other
        for other in range(number + 1, len(moments))
        if _dead(moments[other]) and _may_be_of(moments[other], whole)
    ]
    if dead is None or len(parts) < _FEWEST_PARTS or sum(_dead(moments[part]) or 0 for part in parts) != dead:
        return ()
    return tuple(parts) if not any(_of_others(moments[part]) for part in parts) else ()


def _dead(moment: Moment) -> int | None:
    """The most dead that a moment counts as a whole; None where it counts none."""
    return max((n for outcome, n in whole_figures(moment.tolls) if outcome == "killed" and n), default=None)


def _may_be_of(part: Moment, whole: Moment) -> bool:
    """True for a part on a day of the whole, or where one of them has none, in no wider place than it."""
    own, told = part.period, whole.period
    stated = own is not None and told is not None and own.basis == told.basis == "stated"
    if stated and days_meet(own, told) is False and not _is_within(part, whole):
        return False
    if part.place is None or whole.place is None:
        return True
    return exactness(part.place) <= max(exactness(whole.place), TOWN)


def _of_others(moment: Moment) -> bool:
    """True when the report says of a moment that it was done to others than those counted ("three other posts")."""
    return any(event.other_patient for event in moment.scenes[0].events)


def _is_within(part: Moment, whole: Moment) -> bool:
    if part.period is None or whole.period is None:
        return False
    inner, outer = part.period.value, whole.period.value
    if inner.start is None or inner.last is None or outer.start is None or outer.last is None:
        return False
    return outer.start <= inner.start <= inner.last <= outer.last


def _is_undated(whole: Moment) -> bool:
    """True for "nine people were killed in two attacks", counted and told without a day of its own."""
    dated = any(scene.states_day for scene in whole.scenes)
    return not dated and bool(whole_figures(whole.tolls))


def _adds_up(document: Document, whole: Moment, parts: list[Moment]) -> bool:
    """True when the dead of the parts are those of the whole, or they are as many as it counts, or when it has a day of
    its own."""
    if not _is_undated(whole) or count_of_acts(document, whole.scenes[0]) == len(parts):
        return True
    dead = [best for outcome, best in whole_figures(whole.tolls) if outcome == "killed"]
    told = [
        max((n for outcome, n in whole_figures(p.tolls) if outcome == "killed"), default=0) for p in parts
    ]
    return sum(told) in dead


def _is_part(document: Document, part: Moment, whole: Moment) -> bool:
    """True when the part's days lie within the whole's, its place inside the whole's, and its acts are alike."""
    if not _is_within(part, whole) and not _is_undated(whole):
        return False
    if not (part.families & whole.families):
        return False
    if _is_undated(whole):
        return True  # what adds up in people
    if part.place is None or whole.place is None or is_of_places(document, whole.scenes[0]):
        return True
    units = part.place.place.units
    return (
        whole.place.place.name in units | {part.place.place.name}
        or exactness(whole.place) > exactness(part.place)
        or bool({whole.place.place.admin3, whole.place.place.admin2} & units)
    )
