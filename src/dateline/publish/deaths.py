"""The dead of an incident by side, and low, best, high over all: parts always sum to best."""

from __future__ import annotations

from typing import NamedTuple

from dateline.publish.wire import IncidentLine
from dateline.records import Toll


class Deaths(NamedTuple):
    """`told` is False where nobody gives a number: then the zeros mean nothing."""

    a: int
    b: int
    civilians: int
    unknown: int
    low: int
    high: int
    told: bool

    @property
    def best(self) -> int:
        """The sum of the parts."""
        return self.a + self.b + self.civilians + self.unknown

    def swapped(self) -> Deaths:
        """The same with the sides changed over."""
        return self._replace(a=self.b, b=self.a)


def best_of(toll: Toll) -> int | None:
    """The best figure; the low one where only a floor is told, the high one where only a ceiling is."""
    return next((number for number in (toll.best, toll.low, toll.high) if number is not None), None)


def deaths_of(line: IncidentLine) -> Deaths:
    """The dead by side. An entry without a number adds nothing."""
    parts = {"a": 0, "b": 0, "civilians": 0, "unknown": 0}
    low = high = 0
    told = False
    for toll in line.toll:
        best = best_of(toll)
        if toll.outcome != "killed" or best is None:
            continue
        told = True
        parts[toll.side] += best
        low += best if toll.low is None else toll.low
        high += best if toll.high is None else toll.high
    return Deaths(**parts, low=low, high=high, told=told)
