"""Who acts, against whom, who is harmed, in one moment: sides a and b, unarmed victims."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.extract.mentions import FROM_AFAR, ActorMention, EventMention
from dateline.extract.moments.moments import Moment
from dateline.extract.moments.scenes import Scene
from dateline.extract.sides.camps import singular
from dateline.extract.sides.quelling import acts_that_quell
from dateline.extract.sides.sides import Roles, Sides, speaks
from dateline.extract.words.parties import load_words
from dateline.records import Span

_FIGHTS = frozenset({"clash"})
_SUFFERED = frozenset({"harm"})
_BEGUN = frozenset({"fight"})
_BLASTS = frozenset({"explosion"})
_TAKING = frozenset({"overrun", "recapture"})
_TAKEN = 60  # as strong as "overrun"
_LEFT = frozenset({"change_to_group"})
_STRATEGIC = frozenset({"strategic"})
_AFTER = frozenset({"follow_up"})


def assign_roles(moment: Moment, speakers: Sequence[Span]) -> Roles:
    """Sides from the arguments of the acts, the strongest first; then from whoever else is named, speakers left out."""
    speakers = [span for scene in moment.scenes for span in _speaking(scene, speakers)]
    named = [actor for scene in moment.scenes for actor in scene.actors if actor.role == "combatant"]
    events = [
        (number, scene, event)
        for number, scene in enumerate(moment.scenes)
        for event in scene.events
        if not _is_by_the_way(event, moment)
    ]
    sides = Sides(
        speakers,
        [actor for actor in named if speaks(actor, speakers)],
        fought=any(event.act in _FIGHTS for _, _, event in events),
        blown_up=bool(moment.families & _BLASTS),
        from_afar=any(event.act in FROM_AFAR for _, _, event in events),
    )
    quelling = acts_that_quell(events)
    for _, scene, event in sorted(events, key=lambda told: _rank(told, first=events[0][2])):
        if event not in quelling and not (event.set_aside in _AFTER and sides.a):
            sides.take(event, scene)
    for scene in moment.scenes:
        sides.take_losses(scene)
    sides.part_foes(swept=any(_is_operation(event) for _, _, event in events))
    sides.turn(moment)
    sides.part_camps()
    slain = any(
        event.family == "killing" and event.patients and not _is_own_loss(event, scene, sides)
        for _, scene, event in events
    )
    aside = [phrase for _, _, event in events for phrase in event.finders]
    if sides.fought or not sides.a:  # who parts two that fight, or arrests the killers, is on neither side
        aside += [phrase for event in quelling for phrase in (*event.agents, *event.patients)]
    air = {"air"} if any(event.act in FROM_AFAR for _, _, event in events) else set()
    sides.fill(_armed_beside(moment, [*speakers, *aside]), moment.families | air, told=slain)
    return sides.roles()


def _is_by_the_way(event: EventMention, moment: Moment) -> bool:
    """True for whoever gave up or changed sides, where the moment tells of violence."""
    return event.act in _LEFT and bool(moment.families - _STRATEGIC)


def _armed_beside(moment: Moment, aside: Sequence[Span]) -> list[ActorMention]:
    """The armed parties named where acts are told, and not only reactions, but for those in the phrases set `aside`."""
    facts = [
        scene
        for scene in moment.scenes
        if any(e.set_aside != "reaction" and not _is_by_the_way(e, moment) for e in scene.events)
    ]
    return [
        actor
        for scene in facts
        for actor in scene.actors
        if actor.role == "combatant" and not speaks(actor, aside)
    ]


def _rank(told: tuple[int, Scene, EventMention], *, first: EventMention) -> tuple[bool, bool, int, int, int]:
    """Acts before what is only followed up and what is suffered; those that name both sides before those that name who
    acts and nobody acted upon, but for the first act told ("the rebels attacked at dawn. Two rebels fell"), which
    goes before those without a doer; then the one told first, and the strongest; who takes ground and who takes it back
    in the order told."""
    number, _, event = told
    strength = _TAKEN if event.act in _TAKING else event.strength
    bare = _is_bare(event)
    turn = 3 if bare else 0
    if _is_bare(first) and first.family in _BEGUN:
        turn = 1 if event is first else 2 if event.patients and not event.agents else turn
    return event.set_aside in _AFTER, event.family in _SUFFERED, turn, number, -strength


def _is_bare(event: EventMention) -> bool:
    """True for an act that names who acts, and nobody acted upon."""
    return bool(event.agents) and not event.patients and not event.nominal


def _is_own_loss(event: EventMention, scene: Scene, sides: Sides) -> bool:
    """True where those killed are of the side that acts."""
    killed = scene.named_in(event.patients)
    return bool(killed) and all(sides.has(actor) for actor in killed)


def _speaking(scene: Scene, speakers: Sequence[Span]) -> list[Span]:
    """The words of a scene that name a speaker, and its short name in brackets behind ("the Front (NF) said")."""
    end = max((actor.span.end for actor in scene.actors), default=0)
    start = min((actor.span.start for actor in scene.actors), default=0)
    near = [speaker for speaker in speakers if speaker.start < end and speaker.end > start]
    own = [actor for actor in scene.actors if speaks(actor, near)]
    return [
        actor.span
        for actor in scene.actors
        for other in own
        if actor is other
        or (actor.actor.name == other.actor.name and abs(actor.span.start - other.span.end) <= 2)
    ]


def _is_operation(event: EventMention) -> bool:
    """True for what a state's forces do by their own plan: "a clearance operation"."""
    return event.nominal and singular(event.text.casefold()) in load_words().operations
