"""The rulings of a project held ready: in order, by subject, and which claims they decide as a whole."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.records import Decision
from dateline.review import State, last_word, standing, states_of


class Rulings:
    """All decisions in the order they were made."""

    def __init__(self, made: Iterable[Decision]) -> None:
        self.made: list[Decision] = []
        self._on: dict[str, list[Decision]] = {}
        self._states: dict[str, State] | None = None
        for one in made:
            self.add(one)

    def add(self, decision: Decision) -> None:
        """Nothing; this one was made after all others."""
        self.made.append(decision)
        self._on.setdefault(decision.subject, []).append(decision)
        self._states = None

    def on(self, subject: str) -> tuple[Decision, ...]:
        """The standing rulings on one claim or incident."""
        return standing(self._on.get(subject, ()))

    def last_on(self, subject: str) -> str:
        """The id of the last ruling on a subject, undone or not; empty when there is none."""
        return last_word(self._on.get(subject, ()), subject)

    @property
    def states(self) -> dict[str, State]:
        """Which claims were accepted or rejected as a whole."""
        if self._states is None:
            self._states = states_of(self.made)
        return self._states
