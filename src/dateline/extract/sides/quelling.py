"""Acts by which a state's forces only put an end to what others do: arrests, tear gas, the attacker who is shot."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.codebook import STATES
from dateline.extract.mentions import ActorMention, EventMention
from dateline.extract.moments.scenes import Scene
from dateline.extract.sides.camps import among, is_bomber, is_called_foe, is_rebel, singular
from dateline.extract.words.parties import load_words

_ARREST = "arrest"
_DISPERSAL = "dispersal"
_VIOLENT = frozenset({"fight", "killing", "explosion", "destruction", "sexual"})
_PRONOUN = 4  # characters: "him", "them"
_RIOTS = frozenset({"riot"})

Told = tuple[int, Scene, EventMention]


def acts_that_quell(told: Sequence[Told]) -> list[EventMention]:
    """The acts of those who had no part in what was done: who arrests the rioters, parts the two that fight, shoots the
    attacker dead, and the harm that they did so. None where nobody else acts."""
    arrests = [event for _, scene, event in told if _is_arrest(event, scene)]
    done = any((event.agents or event.family in _VIOLENT) and event not in arrests for _, _, event in told)
    quelling = [] if not done or _raiding(told, arrests) else arrests
    doing = [
        actor
        for _, scene, event in told
        if (event.family in _VIOLENT and event.act != _DISPERSAL) or event.act in _RIOTS
        for actor in scene.named_in(event.agents)
    ]
    quelling += [
        event
        for _, scene, event in told
        if event.act == _DISPERSAL and _are_others(doing, scene.named_in(event.agents))
    ]
    quelling += _that_overcome(told)
    quelling += _that_stop_bombers(told)
    quelling += _that_stop_men(told)
    phrases = {phrase for event in quelling for phrase in event.agents}
    quelling += [event for _, _, event in told if event.family == "harm" and set(event.agents) & phrases]
    return quelling


def _is_arrest(event: EventMention, scene: Scene) -> bool:
    """True for an arrest, and for "police have taken 50 people": a state's forces hold those they suspect."""
    if event.family != "abduction":
        return event.family == _ARREST
    return _are_of_state(scene.named_in(event.agents))


def _raiding(told: Sequence[Told], arrests: Sequence[EventMention]) -> bool:
    """True where the arrests are the raid: "arrested 40 people in dawn raids", of which nobody else is said to be the
    doer, and which hurt nobody."""
    others = [event for _, _, event in told if event not in arrests]
    raids = [
        event for event in others if event.nominal and singular(event.text.casefold()) in load_words().raids
    ]
    return (
        bool(raids)
        and raids == others
        and not any(scene.named_in(e.agents) for _, scene, e in told if e in raids)
    )


def _are_others(doing: Sequence[ActorMention], parting: Sequence[ActorMention]) -> bool:
    """True where others than a state's forces do violence, and those who disperse them are these or nobody."""
    return any(actor.actor.inter not in STATES for actor in doing) and (not parting or _are_of_state(parting))


def _that_overcome(told: Sequence[Told]) -> list[EventMention]:
    """The shooting of "a man stabbed two nuns before police shot him dead" and of "he was shot dead by police": of one
    told by a pronoun, when somebody else had done harm."""
    found = []
    for number, scene, event in told:
        forces = scene.named_in(event.agents)
        counted = all(
            phrase.end - phrase.start > _PRONOUN for phrase in event.patients
        )  # "killing 18 of them"
        if not event.of_known or event.nominal or not _are_of_state(forces):
            continue
        before = [
            actor
            for at, other, act in told
            if (at, act.span.start) < (number, event.span.start) and act.family in _VIOLENT
            for actor in other.named_in(act.agents)
            if not _may_be_one(actor, forces) and not (counted and (is_rebel(actor) or is_called_foe(actor)))
        ]
        if before:
            found.append(event)
    return found


def _that_stop_bombers(told: Sequence[Told]) -> list[EventMention]:
    """The shooting of "a second bomber" by guards or vigilantes, when another bomber or a blast did harm."""
    stopping = [
        event
        for _, scene, event in told
        if event.agents
        and event.family in _VIOLENT
        and _are_bombers(scene.named_in(event.patients))
        and not _are_bombers(scene.named_in(event.agents))
    ]
    begun = any(event.family in _VIOLENT and event.agents and event not in stopping for _, _, event in told)
    return stopping if begun else []


def _that_stop_men(told: Sequence[Told]) -> list[EventMention]:
    """The shooting of "police shot and killed a man who attacked worshippers": of one who did harm and bears no arms by
    name."""
    doing = [
        (event, actor)
        for _, scene, event in told
        if event.family in _VIOLENT and not event.nominal
        for actor in scene.named_in(event.agents)
        if actor.role == "civilian"
    ]
    return [
        event
        for _, scene, event in told
        if event.family in _VIOLENT
        and _are_of_state(scene.named_in(event.agents))
        and any(
            actor in scene.named_in(event.patients) and other.span.start > event.span.start
            for other, actor in doing
        )
    ]


def _are_bombers(actors: Sequence[ActorMention]) -> bool:
    return bool(actors) and all(map(is_bomber, actors))


def _may_be_one(actor: ActorMention, forces: Sequence[ActorMention]) -> bool:
    """True for a party of the same camp; not for one soldier, whom police shoot."""
    one = actor.count == 1 and all(force.actor.name != actor.actor.name for force in forces)
    return among(actor, forces) and not one


def _are_of_state(actors: Sequence[ActorMention]) -> bool:
    return bool(actors) and all(actor.actor.inter in STATES for actor in actors)
