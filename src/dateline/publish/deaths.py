"""The dead of an incident by side, and low, best, high over all: parts always sum to best."""

from __future__ import annotations

from typing import NamedTuple

from dateline.publish.wire import IncidentLine


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

    def coded(self, low: int | None, best: int | None, high: int | None) -> Deaths:
        """The same with the figure of a coding profile; a range without a point leaves the best within it.

        What is more than the parts is of unknown status. Where the figure is less, it stays on the one side that has
        all the dead; with several nobody says whose it takes away, and all are of unknown status.
        """
        if best is None:
            best = max(low if low is not None else 0, min(self.best, high if high is not None else self.best))
        parts = {"a": self.a, "b": self.b, "civilians": self.civilians, "unknown": self.unknown}
        filled = [name for name, number in parts.items() if number]
        if best >= self.best:
            parts["unknown"] += best - self.best
        else:
            parts = dict.fromkeys(parts, 0) | {filled[0] if len(filled) == 1 else "unknown": best}
        least, most = (best if number is None else number for number in (low, high))
        return Deaths(**parts, low=min(least, best), high=max(most, best), told=True)


def deaths_of(line: IncidentLine) -> Deaths:
    """The dead by side. An entry without a number adds nothing."""
    parts = {"a": 0, "b": 0, "civilians": 0, "unknown": 0}
    low = high = 0
    told = False
    for toll in line.toll:
        best = toll.figure
        if toll.outcome != "killed" or best is None:
            continue
        told = True
        parts[toll.side] += best
        low += best if toll.low is None else toll.low
        high += best if toll.high is None else toll.high
    return Deaths(**parts, low=low, high=high, told=told)
