"""The answer to which place a name means."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.places.gazetteer import Entry


@dataclass(frozen=True, slots=True)
class Answer:
    """The place chosen, its chance, the three next best, and why none was chosen where none was."""

    entry: Entry | None
    chance: float
    others: tuple[tuple[Entry, float], ...] = ()
    reason: str | None = None
