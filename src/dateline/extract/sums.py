"""Moments that only add up others: a total over days, places or targets whose parts the report tells as well."""

from __future__ import annotations

from dateline.extract.binding import exactness
from dateline.extract.moments import Moment
from dateline.extract.totals import looks_total
from dateline.text import Document

_FEWEST_PARTS = 2


def find_sums(document: Document, moments: list[Moment]) -> dict[int, tuple[int, ...]]:
    """For each moment that is a total, the numbers of the moments it adds up."""
    sums: dict[int, tuple[int, ...]] = {}
    for number, moment in enumerate(moments):
        if not looks_total(document, moment.scenes[0]):
            continue
        parts = tuple(
            other
            for other in range(number + 1, len(moments))
            if other not in sums and not _of_others(moments[other]) and _is_part(moments[other], moment)
        )
        if len(parts) >= _FEWEST_PARTS:
            sums[number] = parts
    return sums


def _of_others(moment: Moment) -> bool:
    """True when the report says of a moment that it was done to others than those counted ("three other posts")."""
    return any(event.other_patient for event in moment.scenes[0].events)


def _is_part(part: Moment, whole: Moment) -> bool:
    """True when the part's days lie within the whole's, its place inside the whole's, and its acts are alike."""
    if part.period is None or whole.period is None:
        return False
    inner, outer = part.period.value, whole.period.value
    if inner.start is None or inner.last is None or outer.start is None or outer.last is None:
        return False
    if not outer.start <= inner.start <= inner.last <= outer.last:
        return False
    if not (part.families & whole.families):
        return False
    if part.place is None or whole.place is None:
        return True
    units = part.place.place.units
    return (
        whole.place.place.name in units | {part.place.place.name}
        or exactness(whole.place) > exactness(part.place)
        or bool({whole.place.place.admin3, whole.place.place.admin2} & units)
    )
