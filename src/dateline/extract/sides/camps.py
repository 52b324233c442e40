"""Who is of whose camp: two namings of one party, a state's forces and their foes, a bomber, a crew on its way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dateline.codebook import CROWDS, STATES, Inter
from dateline.extract.mentions import ActorMention
from dateline.extract.words.parties import load_words


def allied(actor: ActorMention, other: ActorMention) -> bool:
    """True for one party, for two of a camp, and for a bare noun beside the same noun with more words."""
    if other.actor.name == actor.actor.name or (actor.group is not None and other.group == actor.group):
        return True
    if actor.actor.actor_id is not None and other.actor.actor_id is not None:
        return False
    mine, theirs = actor.text.casefold().split(), other.text.casefold().split()
    if _same_foes(actor, other, mine, theirs):
        return True
    bare = (actor.generic and len(mine) == 1) or (other.generic and len(theirs) == 1)
    return bare and singular(mine[-1]) == singular(theirs[-1])


def among(actor: ActorMention, side: Iterable[ActorMention]) -> bool:
    """True when the side names this party already, or another of its camp."""
    return any(allied(actor, other) for other in side)


def opposed(actor: ActorMention, other: ActorMention) -> bool:
    """True for a state's forces and a party of another camp, another state's among them, both known, or those whom
    states fight, or a crowd."""
    mine, theirs = actor.actor.inter, other.actor.inter
    if (mine in STATES and is_crowd(other)) or (theirs in STATES and is_crowd(actor)):
        return True
    if (is_foe(actor) and theirs in STATES) or (is_foe(other) and mine in STATES):
        return True
    state = mine in STATES or theirs in STATES
    return state and actor.group is not None and other.group is not None and not allied(actor, other)


def are_two_camps(actor: ActorMention, other: ActorMention) -> bool:
    """True for two that are known to be of two camps, or of whom one is a state's and the other its foe."""
    known = actor.group is not None and other.group is not None and not allied(actor, other)
    return known or opposed(actor, other)


def may_oppose(actor: ActorMention, other: ActorMention) -> bool:
    """True for two of whom one at most is a state's, and who are not known to be of one camp."""
    return not (is_of_state(actor) and is_of_state(other)) and not allied(actor, other)


def _same_foes(actor: ActorMention, other: ActorMention, mine: Sequence[str], theirs: Sequence[str]) -> bool:
    """True for "armed raiders" and "heavily armed raiders", where one naming holds all the words of the other."""
    nested = set(mine) <= set(theirs) or set(theirs) <= set(mine)
    return nested and mine[-1] == theirs[-1] and is_foe(actor) and is_foe(other)


def is_foe(actor: ActorMention) -> bool:
    """True for a bare word for those a state fights, whoever they are: "militants", "the attackers"."""
    return actor.actor.actor_id is None and is_called_foe(actor)


def is_called_foe(actor: ActorMention) -> bool:
    """True for such a word, also where a party by name is meant."""
    return actor.generic and singular(actor.text.split()[-1].casefold()) in load_words().foes


def is_crowd(actor: ActorMention) -> bool:
    """True for those in a street who bear no arms or few: protesters, rioters, "residents" who burn a post."""
    return actor.actor.inter in CROWDS or (actor.actor.inter is None and actor.role == "civilian")


def is_rebel(actor: ActorMention) -> bool:
    """True for a party by name that a state fights."""
    return actor.actor.actor_id is not None and actor.actor.inter == Inter.REBEL


def is_of_state(actor: ActorMention) -> bool:
    """True for a state's forces and for the militias of its camp."""
    return actor.actor.inter in STATES or (actor.group or "").endswith("-state")


def may_fight(actor: ActorMention) -> bool:
    """True for people of a place, who may stand up to raiders: "local youths", "villagers"."""
    return (
        actor.role == "civilian" and singular(actor.text.split()[-1].casefold()) in load_words().standing_up
    )


def is_crew(actor: ActorMention) -> bool:
    """True for "the response team", which some act beside a blast makes a party, and nothing says of whom it is."""
    return actor.actor.inter is None and actor.text.split()[-1].casefold() in load_words().crews


def is_attacker(actor: ActorMention) -> bool:
    """True for "the attackers", those of the attack that is told."""
    return actor.text.split()[-1].casefold() in load_words().known_attackers


def is_captor(actor: ActorMention) -> bool:
    """True for "the kidnappers", who took whoever is told to be taken."""
    return actor.generic and singular(actor.text.split()[-1].casefold()) in load_words().captors


def is_bomber(actor: ActorMention) -> bool:
    """True for "the bomber", who lay dead where his bomb went off."""
    return actor.generic and singular(actor.text.split()[-1].casefold()) in load_words().bombers


def singular(noun: str) -> str:
    """The noun without the ending of a plural: "gunmen" -> "gunman"."""
    return noun[:-2] + "an" if noun.endswith("men") else noun.removesuffix("s")
