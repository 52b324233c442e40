"""Who does an act and to whom, read off the parse: the arguments of a verb, of a phrase, of a noun."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from dateline.codebook import STATES
from dateline.extract.acts.blame import accused_before, accused_of
from dateline.extract.acts.opponents import fighting_with, opponents_of
from dateline.extract.acts.triggers import Trigger
from dateline.extract.grammar.phrases import (
    after_prepositions,
    bearers_of,
    clause_of,
    is_deed_of,
    objects_of,
    subjects_of,
)
from dateline.extract.words.parties import load_words
from dateline.extract.words.sources import load_source_words
from dateline.languages import load_language

_BY = {"by", "from"}
_UNDERGOES = {"on", "against", "of", "at", "upon"}
_INTO = {"into", "under", "in"}
_AGAINST = {"on", "against", "upon"}
_WITH = {"with", "against"}
_TIMES = {"DATE", "TIME"}
_NOUNS = {"NN", "NNS"}
_LEFT_SO = {"xcomp", "ccomp", "conj", "oprd"}
_AIMED = {"on", "upon", "at", "against", "into", "to", "toward", "towards"}


def verbal_arguments(verb: Any, code: str) -> tuple[list[Any], list[Any]]:
    """Agents and patients of a verb; who dies, falls or fires back is the one acted upon."""
    cues = load_language(code).events["cues"]
    if verb.tag_ == "VBN" and verb.head.lemma_.lower() in cues["leaving"] and verb.dep_ in _LEFT_SO:
        return [], subject_before(verb) or objects_of(verb.head)
    agents, passive = subjects_of(verb)
    upon = any(child.dep_ == "prep" and child.lower_ == "upon" for child in verb.children)  # "fell upon them"
    fallen_on = _fallen_on(verb, agents, code)
    if fallen_on:  # "a gang fell on a village"
        return agents, fallen_on
    if upon and not agents and not any(child.dep_ == "auxpass" for child in verb.children):
        return passive, list(after_prepositions(verb, {"upon"}))  # "a mob set upon a trader"
    contact = [noun for noun in after_prepositions(verb, _INTO) if noun.lemma_.lower() in cues["contact"]]
    if contact:  # "troops came in contact with rebels"
        return agents, [other for noun in contact for other in after_prepositions(noun, _WITH)]
    drives = verb.lemma_.lower() in cues["driving"] and bool(
        objects_of(verb)
    )  # "drove the pupils into the bush"
    suffers = verb.lemma_.lower() in cues["suffered"] and not drives
    if suffers and not passive and not upon and not _gives_up(verb, cues):
        to = after_prepositions(verb, {"to"}) if verb.lemma_.lower() in cues["losing"] else ()
        return list(to), agents  # who dies or falls is the one acted upon
    if verb.lemma_.lower() in cues["bursting"] and not any(
        c.dep_ == "dobj" for c in verb.children
    ):  # who patrolled "when the bomb went off" did not set it off
        agents = [subject for subject in agents if subject.head == verb]
    if verb.dep_ == "advcl" and verb.tag_ == "VBG":  # "... when a bomb exploded, killing two": the bomb did
        agents = _said_before(verb) or _did_before(verb, code) or agents
        passive_before = subjects_of(verb.head)[1]
        if verb.lemma_.lower() in cues["ending"] and all(one in passive_before for one in agents):
            agents = []  # "a helicopter was shot down, killing nine": those who shot did
    if verb.dep_ == "xcomp" and verb.head.lemma_.lower() in cues["letting"]:
        agents = objects_of(verb.head) or agents
    agents = accused_before(verb, cues) or agents
    patients = passive or objects_of(verb) or _shared_objects(verb) or _object_above(verb)
    agents = agents or _doers_before_day(verb)
    if is_deed_of(verb, verb.head) or _ends_deed(verb, code):
        before = verb.head if verb.head.pos_ == "VERB" else verb.head.head
        agents = subjects_of(before)[0]  # "they ambushed the patrol killing two": they killed
    if agents and not passive and (_is_struck(verb, agents, patients, cues) or _is_short_passive(verb)):
        return [], agents
    together = any(token.lower_ in cues["together"] for token in verb.doc[verb.i + 1 : verb.i + 4])
    if verb.lemma_.lower() in cues["mutual"] and not together:
        own = [thing for thing in objects_of(verb) if thing.head == verb]  # "exchanged shots with robbers"
        patients = [*patients, *(side for part in (verb, *own) for side in after_prepositions(part, _WITH))]
    if verb.lemma_.lower() in cues["wrested"]:
        patients = [*patients, *after_prepositions(verb, {"from"})]
    return agents or accused_of(verb, cues), [*patients, *_joined_objects(verb)]


def _fallen_on(verb: Any, agents: list[Any], code: str) -> list[Any]:
    """On whom those who attack fall; nobody for a day and for the field of battle."""
    heads, falling = load_words().heads, load_language(code).events["falling"]
    party = all(_may_attack(one) or one.lower_ in heads or one.lemma_.lower() in heads for one in agents)
    if verb.lemma_.lower() != "fall" or verb.tag_ == "VBN" or not agents or not party:
        return []
    on = [thing for thing in after_prepositions(verb, {"on"}) if thing.ent_type_ not in _TIMES]
    return [] if any(thing.lemma_.lower() in falling["in_battle"] for thing in on) else on


def _ends_deed(verb: Any, code: str) -> bool:
    """True for the killing of "they raided a village killing two", which the parse hangs on the village."""
    cues = load_language(code).events["cues"]
    noun = verb.head
    if verb.dep_ != "acl" or verb.tag_ != "VBG" or verb.lemma_.lower() not in cues["ending"]:
        return False
    return bool(noun.dep_ == "dobj" and noun.head.lemma_.lower() in _deeds(code))


@lru_cache(maxsize=4)
def _deeds(code: str) -> frozenset[str]:
    """Verbs of violence."""
    acts = load_language(code).events["acts"].values()
    return frozenset(verb for act in acts for verb in act.get("verbs", ()))


def _shared_objects(verb: Any) -> list[Any]:
    """What both verbs are done to in "shot and wounded two of them", which the parse gives to the second."""
    joined = [child for child in verb.children if child.dep_ == "conj" and child.i == verb.i + 2]
    return [
        thing
        for other in joined
        if other.tag_ == verb.tag_ and other.nbor(-1).lower_ == "and"
        for thing in other.children
        if thing.dep_ == "dobj"
    ]


def _object_above(verb: Any) -> list[Any]:
    """The villagers of "that targeted villagers going to market", where the parse takes the verb for an adjective."""
    opened = verb.dep_ == "amod" and any(child.tag_ == "WDT" and child.i < verb.i for child in verb.children)
    opened = opened or bool(_doers_before_day(verb))
    return [verb.head] if opened and verb.head.i > verb.i else []


def _doers_before_day(verb: Any) -> list[Any]:
    """The jets of "jets on Friday bombed rebel camps", where the parse takes the verb for an adjective."""
    if verb.dep_ != "amod" or verb.i < verb.sent.start + 3 or verb.nbor(-1).ent_type_ != "DATE":
        return []
    on = verb.nbor(-2)
    return [on.head] if on.lower_ == "on" and on.head.pos_ in {"NOUN", "PROPN"} and on.head.i < on.i else []


def _joined_objects(verb: Any) -> list[Any]:
    """The second object of "attacked a clinic and the police post", which the parse hangs on the verb."""
    if not any(child.dep_ == "dobj" for child in verb.children):
        return []
    return [child for child in verb.children if child.dep_ == "conj" and child.tag_ in _NOUNS]


def _said_before(verb: Any) -> list[Any]:
    """Who acts in what is told before the verb of saying that the parse hangs the clause on: "jets hit a house, medics
    said, killing two"."""
    told = [child for child in verb.head.children if child.dep_ == "ccomp" and child.i < verb.head.i]
    telling = verb.head.lemma_.lower() in load_source_words().plain
    return subjects_of(told[-1])[0] if telling and told else []


def _did_before(verb: Any, code: str) -> list[Any]:
    """Who or what did harm around a clause in which others only come by: "a bomb exploded as a van passed, killing
    two", "robbers shot at a guard when police arrived, wounding one"; or what went off in a clause nearer by."""
    bursting, deeds = load_language(code).events["cues"]["bursting"], _deeds(code)
    by, above = verb.head, verb.head.head
    if by.dep_ == "advcl" and by.i > above.i and by.lemma_.lower() not in deeds:
        if above.lemma_.lower() in bursting:
            return subject_before(above)
        if above.lemma_.lower() in deeds and any(child.dep_ == "nsubj" for child in by.children):
            return subjects_of(above)[0]
    between = verb.doc[verb.head.i + 1 : verb.i]
    last = next((token for token in reversed(between) if token.pos_ == "VERB"), None)
    return subject_before(last) if last is not None and last.lemma_.lower() in bursting else []


def _is_struck(verb: Any, agents: list[Any], objects: list[Any], cues: dict[str, list[str]]) -> bool:
    """True where the subject was attacked: it fires back, or its lorry hits a mine, which attackers set off."""
    lemma = verb.lemma_.lower()
    if lemma in cues["back"] and any(child.lower_ == "back" for child in verb.children):
        return True
    met = lemma in cues["meets"] and any(thing.lemma_.lower() in cues["met"] for thing in objects)
    return met and not (lemma in cues["set_off"] and all(map(_may_attack, agents)))


def _may_attack(noun: Any) -> bool:
    """True for a word for those who attack a state, and for the short name of a party."""
    words = load_words()
    known = words.heads.get(noun.lower_) or words.heads.get(noun.lemma_.lower())
    short = noun.pos_ == "PROPN" and (noun.text.isupper() or (known is None and noun.tag_ == "NNPS"))
    if short or (known is not None and known[1] not in STATES):
        return True
    return any(child.dep_ == "compound" and _may_attack(child) for child in noun.children)  # "ABC cadres"


def _gives_up(verb: Any, cues: dict[str, list[str]]) -> bool:
    """True for "laid down their arms", "laid a mine" and "drove off cattle", which nobody suffers as "drove over
    a mine"."""
    out = verb.lemma_ == "drive" and any(child.lower_ in cues["driven"] for child in verb.children)
    laid = cues["given_up"] + (cues["met"] if verb.lemma_ == "lay" else [])
    return out or any(thing.lemma_.lower() in laid for thing in objects_of(verb))


def _is_short_passive(verb: Any) -> bool:
    """True for "were hurt in Ora and two guards shot dead in Bel", where the second verb has no "were" of its own."""
    if verb.dep_ != "conj" or any(child.dep_ in {"dobj", "aux", "auxpass"} for child in verb.children):
        return False
    joined = any(child.dep_ == "nsubjpass" for child in verb.head.children)
    return joined and verb.lower_ == "shot" and any(child.lower_ == "dead" for child in verb.children)


def is_undergone(trigger: Trigger, code: str) -> bool:
    """True for a phrase whose subject is acted upon: "the base came under attack", "the patrol met an ambush"."""
    undergo = load_language(code).events["cues"]["undergo"]
    words = {token.lower_ for token in trigger.tokens}
    lemma = trigger.head.lemma_.lower()
    return len(trigger.tokens) > 1 and (lemma in undergo or (lemma == "come" and "under" in words))


def subject_before(verb: Any) -> list[Any]:
    """The verb's own subject, which "by" behind it does not make a passive: "the base came under attack by rebels"."""
    return [child for child in verb.children if child.dep_ == "nsubj"]


def _doing_so(verb: Any) -> list[Any]:
    """Who does what "after repelling", "while repelling" stands beside: the subject of the clause above."""
    return subjects_of(verb.head.head)[0] if verb.dep_ == "pcomp" and verb.tag_ == "VBG" else []


def aimed_at(trigger: Trigger, patients: list[Any]) -> list[Any]:
    """Whom a verb with an object of its own is aimed at: "opened fire on a convoy", "dropped bombs on a hamlet"; the
    object where nothing is told."""
    nouns = [part for part in trigger.tokens if part.pos_ == "NOUN" and trigger.acts[0].family == "killing"]
    bearers = [bearer for part in nouns for bearer in bearers_of(part)]
    if bearers:
        return bearers  # "slit the throats of two men"
    beside = [token for part in trigger.tokens for token in after_prepositions(part, _AIMED)]
    return [token for token in beside or patients if token not in trigger.tokens]


def doers_behind(trigger: Trigger) -> list[Any]:
    """Who is named as doing it behind such a phrase, or in it: "from gunmen", "by jets", "came under rebel fire"."""
    behind = [doer for token in trigger.tokens for doer in after_prepositions(token, _BY)]
    nouns = [token for token in trigger.tokens if token.pos_ == "NOUN"]
    return behind + [
        child
        for noun in nouns
        for child in noun.children
        if child.dep_ in {"compound", "poss", "amod"} and child.lower_ in load_words().attacking
    ]


def _lying_in(noun: Any, cues: dict[str, list[str]]) -> tuple[list[Any], list[Any]]:
    """Who lies in ambush, and for whom: "rebels lay in ambush for a column"."""
    verb = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "in" else None
    if verb is None or verb.lemma_.lower() not in cues["lying"]:
        return [], []
    return subjects_of(verb)[0], [
        thing for part in (verb, noun) for thing in after_prepositions(part, {"for"})
    ]


def _own_of(noun: Any, cues: dict[str, list[str]]) -> list[Any]:
    """Whose it is where the sentence begins with him: "the army denied that a strike of its own killed two"."""
    owned = [child for child in after_prepositions(noun, {"of"}) if child.lower_ in cues["own"]]
    return subjects_of(noun.sent.root)[0] if owned else []


def _befallen(noun: Any, cues: dict[str, list[str]]) -> list[Any]:
    """What the noun is told to have been done to: "was the target of an ambush", "the ambush that befell a patrol"."""
    above = noun.head.head
    marked = noun.dep_ == "pobj" and noun.head.lower_ == "of" and above.lemma_.lower() in cues["marked"]
    found = subjects_of(above.head)[0] if marked and above.dep_ in {"attr", "oprd"} else []
    told = [child for child in noun.children if child.dep_ == "relcl"]
    return found + [
        thing for verb in told if verb.lemma_.lower() in cues["befalling"] for thing in objects_of(verb)
    ]


def _is_fought_before(noun: Any, verb: Any, fighters: list[Any], cues: dict[str, list[str]]) -> bool:
    """True for "took the town after fighting with the army": whoever took it fought the one named."""
    with_one = len(fighters) == 1 and fighters[0].dep_ == "pobj" and fighters[0].head.lower_ == "with"
    behind = noun.dep_ == "pobj" and noun.lemma_.lower() in cues["fights"] and verb.pos_ == "VERB"
    return with_one and behind and verb.lemma_.lower() not in cues["suffered"] and bool(subjects_of(verb)[0])


def nominal_arguments(noun: Any) -> tuple[list[Any], list[Any]]:
    """Agents and patients of a noun: "X's attack on Y", "killing of Y by X", "X carried out an attack on Y"."""
    cues = load_language("en").events["cues"]
    agents = list(after_prepositions(noun, _BY))
    agents += [
        child
        for child in noun.children
        if child.dep_ in {"poss", "compound"}
        and child.pos_ in {"PROPN", "NOUN"}
        and child.ent_type_ not in _TIMES
    ]
    attacking = load_words().attacking  # "a rebel attack"
    agents += [
        child
        for child in noun.children
        if child.dep_ == "amod" and (child.ent_type_ == "NORP" or child.lower_ in attacking)
    ]
    falling = load_language("en").events["falling"]  # "a bomb of the Front"
    owned = noun.lemma_.lower() in {*falling["words"], *falling["from_above"]}
    agents += after_prepositions(noun, {"of"}) if owned else ()
    patients = list(after_prepositions(noun, _UNDERGOES - {"of"} if owned else _UNDERGOES))
    patients += [
        thing for doer in after_prepositions(noun, {"by"}) for thing in after_prepositions(doer, _AGAINST)
    ]  # "the raid by gunmen on the camp", where "on" hangs on the gunmen
    patients += [
        thing
        for child in noun.children
        if child.dep_ == "acl" and child.tag_ == "VBG" and child.lemma_.lower() in cues["aimed"]
        for thing in objects_of(child)
    ]
    patients += _befallen(noun, cues)
    lying, awaited = _lying_in(noun, cues)
    agents, patients = [*agents, *lying], [*patients, *awaited]
    own = [one for one in patients if noun.lemma_.lower() in cues["led"] and one.head.lower_ == "of"]
    own = [one for one in own if _may_attack(one)]  # "ran into an ambush of the rebels"
    agents, patients = [*agents, *own], [one for one in patients if one not in own]
    agents += _own_of(noun, cues)
    verb = clause_of(noun)
    fighters = opponents_of(noun, verb, cues)
    if _is_fought_before(noun, verb, fighters, cues):
        agents, patients = agents + subjects_of(verb)[0], patients + fighters
    elif len(fighters) == 1 and (having := fighting_with(noun, fighters[0], cues)):
        agents, patients = agents + having, patients + fighters  # "had a gunfight with rebels"
    elif fighters:
        agents, patients = agents + fighters[:1], patients + fighters[1:]
    accused = accused_of(noun, cues)
    agents += accused
    patients = [one for one in patients if one not in accused]
    if verb.pos_ == "VERB" and not accused:
        subjects, passive = subjects_of(verb)
        if verb.lemma_ == "involve" and noun.head.lower_ == "in":
            agents += passive  # "armed youths were involved in the raids"
        elif verb.lemma_ in cues["support"] and noun.dep_ in {"dobj", "nsubjpass"}:
            agents += subjects
        elif verb.lemma_ in cues["repelling"] and noun.dep_ in {"dobj", "nsubjpass"}:
            patients += subjects or _doing_so(verb)  # "the army repelled an attack by rebels"
        elif verb.lemma_ in cues["undergo"] or (verb.lemma_ in cues["into"] and noun.head.lower_ in _INTO):
            patients += subjects or passive
        elif noun.dep_ in {"pobj", "nsubj"} and noun.head != verb and noun.lemma_ not in cues["planned"]:
            sent = verb.lemma_.lower() in load_language("en").who["attending"]["sent"]
            patients += [] if fighters or sent else passive
    return agents, patients
