"""Who acts and who is acted upon where a word stands for an act: its arguments, and whom its things belong to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dateline.extract.acts.arguments import (
    aimed_at,
    doers_behind,
    is_undergone,
    nominal_arguments,
    subject_before,
    verbal_arguments,
)
from dateline.extract.acts.triggers import Act, Trigger
from dateline.extract.acts.weapons import is_weapon
from dateline.extract.grammar.phrases import (
    after_prepositions,
    clause_of,
    objects_of,
    phrase_of,
    phrases_of,
    subjects_of,
)
from dateline.extract.grammar.windows import overlapping
from dateline.extract.mentions import LOUD, ActorMention
from dateline.extract.who.pronouns import resolve_pronoun
from dateline.extract.words.acts import event_cues
from dateline.extract.words.parties import load_words
from dateline.languages import load_language
from dateline.records import Span
from dateline.text import Document

_KNOWN = {"the", "this", "that"}
_NOBODY = {"no", "neither"}
_NO_ONE = {"nobody", "none"}


@dataclass(frozen=True, slots=True)
class Part:
    """The words for those that act and those acted upon; `striking` are the words for what strikes, too, a bomb among
    them."""

    agents: list[Any]
    patients: list[Any]
    striking: list[Any]


def arguments_of(document: Document, trigger: Trigger, *, nominal: bool) -> tuple[list[Any], list[Any]]:
    """The agents and the patients of a trigger by its grammar, whatever act it stands for."""
    head = trigger.head
    agents, patients = (
        nominal_arguments(head)
        if nominal or _reads_as_noun(head)
        else verbal_arguments(head, document.report.language)
    )
    if nominal:
        return agents, patients
    if any(token in trigger.tokens for token in agents):
        agents = doers_behind(trigger)  # "their throats were cut by rebels"
        patients = aimed_at(trigger, patients)
    elif any(token in trigger.tokens or is_weapon(document, token) for token in patients):
        patients = aimed_at(trigger, patients)
    if is_undergone(trigger, document.report.language):
        doers = doers_behind(trigger)
        undergoing = dict.fromkeys((*agents, *patients, *subject_before(head)))
        agents, patients = doers, [token for token in undergoing if token not in doers]
    return agents, patients


def taking_part(
    document: Document,
    trigger: Trigger,
    act: Act,
    agents: list[Any],
    patients: list[Any],
    actors: Sequence[ActorMention],
) -> Part:
    """Those that act and those acted upon, beyond the arguments of an act: who laid or used what went off, whose a
    thing is that was hit."""
    head, cues = trigger.head, event_cues(document)
    if act.family == "abduction":
        patients = [*described(head), *patients]
    if act.family in LOUD:
        patients = [*patients, *_armed_beside(head, actors, document.report.language)]
        agents = [*agents, *_bombers(trigger, actors)]
    went_off = head.lemma_.lower() in cues["bursting"]
    burst = [token for token in patients if went_off and _is_arm(document, token, cues)]
    blown = [token for token in agents if went_off and token.lemma_.lower() in load_words().posts]
    agents = [token for token in agents if token not in blown]
    patients = [*patients, *blown]  # "the police car exploded"
    planters = [token for token in patients if went_off and _planted(token, cues)]
    patients = [token for token in patients if token not in planters]
    agents = [
        *agents,
        *planters,
        *(
            user
            for token in (*agents, *burst)
            if _is_arm(document, token, cues)
            for user in _users(token, cues)
        ),
    ]
    named = [
        token
        for token in agents
        if not (token.dep_ == "compound" and token in trigger.tokens)
        and token.lemma_.lower() not in cues["accounts"]
        and not (went_off and token.lower_ == "it" and not objects_of(head))  # what goes off is no party
        and (not is_weapon(document, token) or _is_party(token, actors))
    ]
    holders = [holder for token in patients for holder in _holders(token, cues)]
    return Part(named, [*patients, *holders], striking=agents)


def _reads_as_noun(head: Any) -> bool:
    """True for the "fighting" of "fighting between rebels and troops left two dead", a verb by the parse."""
    return head.tag_ == "VBG" and any(child.lower_ == "between" for child in head.children)


def described(verb: Any) -> list[Any]:
    """The nurses of "nurses seized by gunmen", to whom a participle says it was done."""
    return [verb.head] if verb.dep_ == "acl" and verb.tag_ == "VBN" and verb.head.pos_ == "NOUN" else []


def aboard(things: list[Any], cues: dict[str, list[str]]) -> list[Any]:
    """The passengers of "seized a bus carrying 38 passengers"."""
    told = [child for thing in things for child in thing.children if child.dep_ in {"acl", "relcl"}]
    carrying = [child for child in told if child.tag_ != "VBN" and child.lemma_.lower() in cues["housing"]]
    return [guest for child in carrying for guest in objects_of(child)]


def parties_of(token: Any, actors: Sequence[ActorMention]) -> list[ActorMention]:
    """The armed parties that the phrase of a word names."""
    return [actor for actor in overlapping(actors, phrase_of(token)) if actor.role == "combatant"]


def naming(document: Document, agent: Any, actors: Sequence[ActorMention]) -> list[Span]:
    """The phrases that name who acts; for "it" those of the party that tells so: "the army says it killed six"."""
    if agent.pos_ == "PRON":
        said = clause_of(agent)
        tellers = subjects_of(said.head)[0] if said.dep_ == "ccomp" else []
        if any(_is_nobody(teller) for teller in tellers):
            return []
        meant = resolve_pronoun(document, agent, actors)
        if meant is not None and any(phrase_of(teller).overlaps(meant.span) for teller in tellers):
            return [meant.span]
        own = agent.lower_ == "it" and all(_is_one_body(teller) for teller in tellers)
        if own or any(_is_group(teller) for teller in tellers):
            return [phrase_of(teller) for teller in tellers] or phrases_of(agent)
    return phrases_of(agent)


def _is_group(teller: Any) -> bool:
    """True for "the group", which stands for the party named before."""
    known = any(child.dep_ == "det" and child.lower_ in _KNOWN for child in teller.children)
    return known and teller.lemma_.lower() in load_words().named_before


def _is_nobody(teller: Any) -> bool:
    """True for "no group has said it did it" and "no one said they did"."""
    words = {child.lower_ for child in teller.children if child.dep_ == "det"}
    return teller.lower_ in _NO_ONE or bool(words & _NOBODY)


def _is_one_body(teller: Any) -> bool:
    """True for "the agency", "the Ministry", which call themselves "it"."""
    return teller.tag_ in {"NN", "NNP"} and teller.ent_type_ != "PERSON"


def _holders(thing: Any, cues: dict[str, list[str]]) -> list[Any]:
    """Who holds the thing, or is in it: "a depot held by the rebels", "a base that houses a task force"."""
    told = [child for child in thing.children if child.dep_ in {"acl", "relcl"}]
    holding = [child for child in told if child.dep_ == "acl" and child.lemma_.lower() in cues["held"]]
    return [*(holder for child in holding for holder in subjects_of(child)[0]), *aboard([thing], cues)]


def _is_arm(document: Document, token: Any, cues: dict[str, list[str]]) -> bool:
    """True for a weapon, and for "device" alone."""
    return is_weapon(document, token) or token.lemma_.lower() in cues["met"]


def _planted(token: Any, cues: dict[str, list[str]]) -> bool:
    """True for who laid what went off, which the parse takes for what did: "a mine laid by rebels exploded"."""
    laid = token.dep_ == "pobj" and token.head.dep_ == "agent"
    return laid and token.head.head.lemma_.lower() in cues["used_by"]


def _users(weapon: Any, cues: dict[str, list[str]]) -> list[Any]:
    """Who uses the weapon that strikes: "a drone flown by the army", "a missile fired by the rebels"."""
    told = [child for child in weapon.children if child.dep_ == "acl" and child.tag_ == "VBN"]
    using = [child for child in told if child.lemma_.lower() in cues["used_by"]]
    return [user for child in using for user in subjects_of(child)[0]]


def _is_party(token: Any, actors: Sequence[ActorMention]) -> bool:
    """True when the phrase stands for armed people: the jets of an army, a gunboat of a navy, a Quenland drone."""
    return bool(parties_of(token, actors))


def _bombers(trigger: Trigger, actors: Sequence[ActorMention]) -> list[Any]:
    """The noun itself where it names the one who does it: "a suicide bomber drove into the gate"."""
    return [token for token in trigger.tokens[-1:] if token.pos_ == "NOUN" and _is_party(token, actors)]


def _armed_beside(head: Any, actors: Sequence[ActorMention], code: str) -> list[Any]:
    """What belongs to an armed party and lies beside a blast: "an explosion near a police truck"."""
    cues = set(load_language(code).events["cues"]["beside"])
    beside = list(after_prepositions(head, cues))
    if head.pos_ in {"NOUN", "PROPN"} and head.dep_ == "nsubj":
        beside += after_prepositions(head.head, cues)
    for part in [thing for thing in beside if thing.lower_ in load_language(code).events["cues"]["sides"]]:
        beside += after_prepositions(part, {"of"})  # "in front of a police truck"
    return [thing for thing in beside if _is_party(thing, actors)]
