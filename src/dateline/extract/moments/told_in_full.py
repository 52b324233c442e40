"""What a report tells again in full: the act of its first sentence with its day, and what "the gunmen" did there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dateline.extract.grammar.phrases import root_of
from dateline.extract.moments.binding import exactness
from dateline.extract.moments.doers import known_attackers
from dateline.extract.moments.features import whole_figures
from dateline.extract.moments.one_scene import days_meet
from dateline.extract.moments.openings import opens_anew
from dateline.extract.moments.scenes import Scene
from dateline.text import Document

if TYPE_CHECKING:
    from dateline.extract.moments.moments import Moment

_SUFFERED = frozenset({"harm"})
_TOWN = 1  # exactness of a settlement, and of what is near one


def told_in_full(document: Document, scene: Scene, moments: Sequence[Moment]) -> Moment | None:
    """The moment of the same town that the report's first sentence tells without a day, for a scene of that kind with a
    day; or the one that "the gunmen" of the scene were told to have done there. None where a word says that another
    act follows, or the harm differs."""
    if scene.place is None or exactness(scene.place) > _TOWN or opens_anew(document, scene):
        return None
    there = [m for m in moments if m.place is not None and m.place.place.name == scene.place.place.name]
    there = [m for m in there if not _differs(scene, m) and days_meet(scene.period, m.period) is not False]
    dated = scene.states_day
    lead = [m for m in there if dated and _is_lead(document, m) and (scene.families & m.families) - _SUFFERED]
    again = {noun.lemma_.lower() for noun in known_attackers(document, scene)}
    known = [m for m in there if again & _doers(document, m.scenes)]
    return next(iter((*lead, *known)), None)


def _is_lead(document: Document, moment: Moment) -> bool:
    """True for what only the first sentence of the body tells, without a day."""
    first = next((s.index for s in document.sentences if s.zone in {"body", "dateline"}), None)
    if any(scene.sentence.index != first for scene in moment.scenes):
        return False
    return not any(one.states_day for one in moment.scenes)


def _differs(scene: Scene, moment: Moment) -> bool:
    """True where both count the dead, or the hurt, and not alike."""
    own, told = whole_figures(scene.tolls), whole_figures(moment.tolls)
    return any(
        {n for kind, n in own if kind == outcome} - {n for kind, n in told if kind == outcome}
        for outcome in {kind for kind, _ in own} & {kind for kind, _ in told}
    )


def _doers(document: Document, scenes: Sequence[Scene]) -> set[str]:
    """The nouns for who acts in the scenes."""
    phrases = [phrase for scene in scenes for event in scene.events for phrase in event.agents]
    return {noun.lemma_.lower() for noun in (root_of(document, one) for one in phrases) if noun is not None}
