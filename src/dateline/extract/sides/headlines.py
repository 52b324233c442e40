"""Who did it by the headline alone: "Ten dead in army airstrikes", over "An airstrike killed at least ten"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.extract.mentions import HARM, ActorMention
from dateline.extract.moments.moments import Moment
from dateline.extract.moments.scenes import Scene
from dateline.extract.sides.camps import allied, among
from dateline.extract.sides.sides import Roles


def with_headline(roles: Sequence[Roles], moments: Sequence[Moment], scenes: Sequence[Scene]) -> list[Roles]:
    """The roles with the armed party that acts in the headline on side a of the moment told first, marked inferred,
    where nobody else acts there and the headline tells of an act of the same kind."""
    told = list(roles)
    first = min(range(len(moments)), key=lambda n: moments[n].scenes[0].span, default=None)
    if first is None or told[first].side_a:
        return told
    acting = _acting([scene for scene in scenes if scene.sentence.zone == "headline"], moments[first])
    if not acting or any(among(one, told[first].side_b) or not allied(one, acting[0]) for one in acting):
        return told
    told[first] = replace(told[first], side_a=tuple(acting[:1]), inferred=told[first].inferred | {"a"})
    return told


def _acting(headlines: Sequence[Scene], moment: Moment) -> list[ActorMention]:
    """The armed parties that do in the headlines what the moment tells of."""
    return [
        actor
        for scene in headlines
        for event in scene.events
        if event.set_aside is None and (event.family in moment.families or event.family in HARM)
        for actor in scene.named_in(event.agents)
        if actor.role == "combatant"
    ]
