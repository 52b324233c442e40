"""The rulings of a project held ready: in order, by subject, and which claims they decide as a whole."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping

from dateline.reconcile.rulings import LostRuling, lost_rulings
from dateline.records import Decision, Incident
from dateline.review import State, last_word, standing, states_of


def find_lost(
    decisions: Iterable[Decision],
    claims: Container[str],
    incidents: Mapping[str, Incident],
    incident_of: Mapping[str, str],
) -> tuple[LostRuling, ...]:
    """The rulings in force that do not show in the incidents; only the incidents they speak of are looked at."""
    made = [one for one in standing(decisions) if one.links or one.subject not in claims]
    ids = {id for one in made for id in one.subjects}
    near = {incident_of.get(id, id) for id in sorted(ids)}
    return lost_rulings(
        made, [incidents[id] for id in sorted(near) if id in incidents], [id for id in ids if id in claims]
    )


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
