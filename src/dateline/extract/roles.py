"""Who acts, against whom, who is harmed and what is hit, in one moment: sides a and b, victims, targets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dateline.extract.mentions import ActorMention
from dateline.extract.moments import Moment
from dateline.records import Span


@dataclass(frozen=True, slots=True)
class Roles:
    """Mentions of the acting side, the armed side acted upon, and the unarmed people harmed."""

    side_a: tuple[ActorMention, ...]
    side_b: tuple[ActorMention, ...]
    victims: tuple[ActorMention, ...]


def assign_roles(moment: Moment) -> Roles:
    """Sides from the arguments of the acts, strongest act first; the other armed camp named fills an empty side b."""
    side_a: list[ActorMention] = []
    side_b: list[ActorMention] = []
    victims: list[ActorMention] = []
    for scene in moment.scenes:
        for event in sorted(scene.events, key=lambda event: -event.strength):
            acting = _under(event.agents, scene.actors)
            undergoing = _under(event.patients, scene.actors)
            side_a += [actor for actor in acting if actor.role == "combatant" and not _in(actor, side_b)]
            side_b += [actor for actor in undergoing if actor.role == "combatant" and not _in(actor, side_a)]
            victims += [actor for actor in undergoing if actor.role in {"civilian", "person"}]
    camp = {actor.group for actor in side_a if actor.group}
    rest = [
        actor
        for scene in moment.scenes
        for actor in scene.actors
        if actor.role == "combatant" and not _in(actor, side_a) and not _in(actor, side_b)
    ]
    if side_a and not side_b and not victims:
        side_b += [actor for actor in rest if actor.group is None or actor.group not in camp]
    elif side_b and not side_a:
        other = {actor.group for actor in side_b if actor.group}
        side_a += [actor for actor in rest if actor.group is None or actor.group not in other]
    elif not side_a and not side_b:
        side_a += rest[:1]
    return Roles(_distinct(side_a), _distinct(side_b), _distinct(victims))


def _under(phrases: Sequence[Span], actors: Sequence[ActorMention]) -> list[ActorMention]:
    return [actor for phrase in phrases for actor in actors if phrase.overlaps(actor.span)]


def _in(actor: ActorMention, side: Iterable[ActorMention]) -> bool:
    """True when the side names this party already, or another of its camp that it is not set against."""
    return any(
        other.actor.name == actor.actor.name or (actor.group is not None and other.group == actor.group)
        for other in side
    )


def _distinct(side: list[ActorMention]) -> tuple[ActorMention, ...]:
    """Each party once, named ones before generic ones."""
    seen: dict[str, ActorMention] = {}
    for actor in sorted(side, key=lambda actor: (actor.generic, actor.span)):
        seen.setdefault(actor.actor.name.casefold(), actor)
    return tuple(seen.values())
