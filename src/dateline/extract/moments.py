"""Scenes -> moments: the incidents that the report itself tells apart, each with all its scenes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from dateline.extract.binding import exactness
from dateline.extract.mentions import PlaceMention, TollMention
from dateline.extract.scenes import Scene
from dateline.records import Period, Reading
from dateline.text import Document

_FAR_SENTENCES = 6  # a scene without a day or place of its own looks back so far for its moment


@dataclass(slots=True)
class Moment:
    """One incident as the report tells it: its scenes in the order of the text."""

    scenes: list[Scene] = field(default_factory=list)
    inherited_period: Reading[Period] | None = None
    inherited_place: PlaceMention | None = None

    @property
    def period(self) -> Reading[Period] | None:
        """The most exact stated day, the first of equals; else one inferred; else one inherited."""
        told = [scene.period for scene in self.scenes if scene.period and scene.period.value.start]
        if not told:
            return self.inherited_period
        return min(told, key=lambda reading: (reading.basis != "stated", _days(reading.value)))

    @property
    def place(self) -> PlaceMention | None:
        """The most exact place, the first of equals; else the one inherited from the scene before."""
        told = [scene.place for scene in self.scenes if scene.place]
        return min(told, key=exactness) if told else self.inherited_place

    @property
    def families(self) -> frozenset[str]:
        """Families of all acts, harm left out where there is another."""
        joined = frozenset().union(*(scene.families for scene in self.scenes))
        return joined - {"harm"} or joined

    @property
    def tolls(self) -> list[TollMention]:
        """Statements of harm in the order of the text."""
        return [toll for scene in self.scenes for toll in scene.tolls]

    @property
    def last_sentence(self) -> int:
        """Index of the last sentence that tells of it."""
        return max(scene.sentence.index for scene in self.scenes)


def _days(period: Period) -> int:
    if period.start is None:
        return 10_000
    return ((period.end or period.start) - period.start).days


def group_moments(document: Document, scenes: Sequence[Scene]) -> list[Moment]:
    """Moments in the order in which the body first tells them; headlines and captions join, and open none
    unless the body tells of nothing."""
    body = [scene for scene in scenes if scene.sentence.zone in {"body", "dateline"}]
    margin = [scene for scene in scenes if scene.sentence.zone not in {"body", "dateline"}]
    moments: list[Moment] = []
    for scene in body or margin[:1]:
        home = _home(document, scene, moments)
        if home is None:
            moments.append(_open(scene, moments))
        else:
            home.scenes.append(scene)
    return moments


def _home(document: Document, scene: Scene, moments: list[Moment]) -> Moment | None:
    """The moment that best takes the scene in, or None when it tells of another incident."""
    scored = [(affinity(scene, moment), -n, moment) for n, moment in enumerate(reversed(moments))]
    best = max(scored, key=lambda entry: entry[:2], default=None)
    return best[2] if best is not None and best[0] > 0 else None


def affinity(scene: Scene, moment: Moment) -> float:
    """Above 0 when the scene tells of the moment again; the more, the surer."""
    score = -0.5
    gap = scene.sentence.index - moment.last_sentence
    score -= 0.12 * min(gap, 10)
    score += _by_date(scene.period, moment.period)
    score += _by_place(scene.place, moment.place)
    score += _by_act(scene, moment)
    score += _by_toll(scene.tolls, moment.tolls)
    if scene.main.distinct:
        score -= 2.0
    if scene.main.definite and not scene.main.plural:
        score += 0.9
    return score


def _by_date(a: Reading[Period] | None, b: Reading[Period] | None) -> float:
    if a is None or a.value.start is None:
        return 0.5
    if b is None or b.value.start is None:
        return 0.0
    a_end, b_end = a.value.end or a.value.start, b.value.end or b.value.start
    if a.value.start <= b_end and b.value.start <= a_end:
        return 0.8 if _days(a.value) == _days(b.value) else 0.3
    gap = max((a.value.start - b_end), (b.value.start - a_end), timedelta(0)).days
    return -1.5 if a.basis == "inferred" and gap <= 1 else -3.0


def _by_place(a: PlaceMention | None, b: PlaceMention | None) -> float:
    if a is None:
        return 0.5
    if b is None:
        return 0.0
    if a.place.name == b.place.name or a.text == b.text:
        return 1.0 if exactness(a) < 3 else 0.4
    units_a = {a.place.admin1, a.place.admin2, a.place.admin3, a.place.country} - {None}
    units_b = {b.place.admin1, b.place.admin2, b.place.admin3, b.place.country} - {None}
    if a.place.name in units_b or b.place.name in units_a:
        return 0.4
    return -2.0 if exactness(a) == 0 and exactness(b) == 0 else -1.2


def _by_act(scene: Scene, moment: Moment) -> float:
    if scene.families == {"harm"}:
        return 0.6
    if scene.families & moment.families:
        return 0.3
    pair = {frozenset({"fight", "killing"}), frozenset({"fight", "destruction"}), frozenset({"explosion", "killing"})}
    if any(frozenset({a, b}) in pair for a in scene.families for b in moment.families):
        return 0.1
    return 0.2 if "harm" in moment.families else -1.0


def _by_toll(told: list[TollMention], known: list[TollMention]) -> float:
    """Equal numbers speak for one incident, different numbers of one outcome against it."""
    mine = {(toll.outcome, toll.best) for toll in told if toll.best and not toll.subset}
    theirs = {(toll.outcome, toll.best) for toll in known if toll.best and not toll.subset}
    if not mine or not theirs:
        return 0.0
    if mine & theirs:
        return 0.8
    outcomes = {outcome for outcome, _ in mine} & {outcome for outcome, _ in theirs}
    return -0.6 if outcomes else 0.1


def _open(scene: Scene, moments: list[Moment]) -> Moment:
    """A new moment; day and place it does not tell are taken from the moment just before, as inherited."""
    moment = Moment([scene])
    before = moments[-1] if moments else None
    if before and scene.sentence.index - before.last_sentence <= 2:
        if scene.period is None and before.period is not None:
            moment.inherited_period = before.period
        if scene.place is None:
            moment.inherited_place = before.place
    return moment
