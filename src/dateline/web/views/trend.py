"""What is seen in the last weeks against the weeks before, and whether the difference says anything."""

from __future__ import annotations

from datetime import date
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from dateline.records import Record

SPANS_WEEKS = (4, 52)
LEAST = 10  # fewer than this in both stretches together are not compared
CHANCE = 2.0  # standard deviations of the difference of two counts


class Change(Record, frozen=True, kw_only=True):
    """So many in the last weeks, so many in as many weeks before."""

    weeks: int
    until: date
    now: int
    before: int

    @property
    def verdict(self) -> str:
        """What may be said of the two counts."""
        if self.now + self.before < LEAST:
            return "too few to compare"
        if abs(self.now - self.before) <= CHANCE * sqrt(self.now + self.before):
            return "no more than chance makes"
        return "more than before" if self.now > self.before else "fewer than before"


def compare_weeks(first: NDArray[np.int64], *, until: int | None = None) -> tuple[Change, ...]:
    """The last 4 and 52 weeks against as many before, up to this day or the last day seen.

    Days are counted from the year 1; 0 is no day. A stretch is left out when nothing reaches back before it.
    """
    dated = first[first > 0]
    if not len(dated):
        return ()
    end = min(until, int(dated.max())) if until else int(dated.max())
    changes = []
    for weeks in SPANS_WEEKS:
        days = weeks * 7
        if dated.min() > end - days:
            continue
        now = int(((dated > end - days) & (dated <= end)).sum())
        before = int(((dated > end - 2 * days) & (dated <= end - days)).sum())
        changes.append(Change(weeks=weeks, until=date.fromordinal(end), now=now, before=before))
    return tuple(changes)
