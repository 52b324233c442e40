"""Where a name stands that is hit, fought for, held or taken as only a place is: "the attack on Ora"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dateline.extract.grammar.missed import subject_behind_day
from dateline.extract.words.parties import load_words

_PERSON = "PERSON"
_UNDER, _FROM = "under", "from"
_DOER = 6  # tokens: "by suspected Northern Front fighters"
_UNIT = 6  # tokens in which a unit's name ends with its kind
_IN_NAME = frozenset({"PROPN", "NOUN", "ADJ", "DET", "VERB"})
_OWNS = frozenset({"'s", "’s", "'", "’"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


def is_struck(doc: Any, first: int, bare: int, words: Mapping[str, Any], *, town: bool) -> bool:
    """True for a known name that an act of war is done to by its name; what the parser takes for a person only where
    it is that of a `town`, or where nobody does so to a person ("shelled")."""
    if bare < len(doc) and doc[bare].text in _OWNS:
        return False
    name = doc[bare - 1]
    person = any(doc[i].ent_type_ == _PERSON for i in range(first, bare))
    if is_act_on(doc, first - 1, words) or _is_closed_in_on(doc, first - 1, words):
        return True
    thing = _held_by(name, words)
    verb = undergone(thing)
    if verb is None:
        return is_under_fire(name, words) and (town or not person)
    town = town or is_by_fighters(verb, words)
    lemma = verb.lemma_.lower()
    if lemma in words["ground"]:
        return True
    done = lemma in words["assailed"]
    if thing == name:  # who "reached Ora hospital" was carried there
        done = done or lemma in words["taken"] or lemma in words["held"]
    return done and (town or not person)


def is_act_on(doc: Any, at: int, words: Mapping[str, Any]) -> bool:
    """True for the "on" of "the attack on" and "an airstrike on", the "of" of "the fall of", the "for" of "the battle
    for"."""
    if at < 1:
        return False
    act, word = doc[_before_doer(doc, at - 1)].lemma_.lower(), doc[at].lower_
    if word in words["struck"]:
        return act in words["struck"][word]
    return (act in words["acts"] or act in words["assailed"]) and word in words["reaching"]


def is_struck_within(doc: Any, first: int, bare: int, words: Mapping[str, Any]) -> bool:
    """True for the Ora of "a raid on Ora, Bel State": what is struck, before the unit that holds it."""
    if not is_act_on(doc, first - 1, words) or doc[bare : bare + 1].text != ",":
        return False
    behind = doc[bare + 1 : bare + 2 + _UNIT]
    return len(behind) > 1 and behind[0].is_title and any(t.lower_ in words["heads"] for t in behind[1:])


def _before_doer(doc: Any, at: int) -> int:
    """Where the act stands before who did it: the raid of "a raid by gunmen on", else the word itself."""
    for by in range(at - 1, max(0, at - _DOER), -1):
        if doc[by].pos_ not in _IN_NAME:
            return by - 1 if doc[by].lower_ == "by" else at
    return at


def _is_closed_in_on(doc: Any, at: int, words: Mapping[str, Any]) -> bool:
    """True for the "on" of "a mortar landed on", "rebels marched on" and "was dropped by a plane on"."""
    if at < 1 or doc[at].lower_ not in words["reaching"]:
        return False
    return doc[_before_doer(doc, at - 1)].lemma_.lower() in words["closing"]


def is_turned_on(doc: Any, at: int, words: Mapping[str, Any]) -> bool:
    """True for the word before what is struck: the "stormed" of "stormed Ora school", the "on" of "fell on"."""
    hit = doc[at].lemma_ in words["assailed"] or doc[at].lemma_ in words["ground"]
    return hit or _is_closed_in_on(doc, at, words) or is_act_on(doc, at, words)


def _held_by(name: Any, words: Mapping[str, Any]) -> Any:
    """The hospital of "Ora hospital", which is where it is; else the name itself."""
    kept = name.dep_ == "compound" and name.head.i == name.i + 1
    return name.head if kept and name.head.lower_ in words["built"] | words["sites"] else name


def undergone(name: Any) -> Any:
    """The verb that is done to what is named: its object or the subject of its passive."""
    verb = name.head
    passive = name.dep_ == "nsubjpass" and name.i < verb.i
    done = name.dep_ == "dobj" and verb.i < name.left_edge.i <= verb.i + 1
    return verb if verb.pos_ == "VERB" and (passive or done) else None


def is_under_fire(name: Any, words: Mapping[str, Any]) -> bool:
    """True for the Ora of "Ora came under rebel fire" and "Ora fell to the rebels"."""
    verb = name.head
    if name.i + 1 < len(name.doc) and subject_behind_day(name.doc[name.i + 1]) == [name]:
        verb = name.doc[name.i + 1]
    elif name.dep_ not in _SUBJECTS or name.i > verb.i:
        return False
    under = [c for c in verb.children if c.dep_ == "prep" and c.lower_ == _UNDER]
    fire = any(thing.lemma_.lower() in words["fire"] for prep in under for thing in prep.children)
    fell = verb.lemma_ == "fall" and any(c.lower_ == "to" and c.dep_ == "prep" for c in verb.children)
    return fire or fell


def is_by_fighters(verb: Any, words: Mapping[str, Any]) -> bool:
    """True for "was attacked by rebels" and "came under attack from armed men"."""
    agents = [by for by in verb.children if by.dep_ == "agent" or by.lower_ == _FROM]
    return any(is_fighter(doer, words) for by in agents for doer in by.children)


def is_fighter(noun: Any, words: Mapping[str, Any]) -> bool:
    """True for a word for those who fight: "rebels", "the militia"."""
    return noun.lower_ in words["forces"] | words["people"] or noun.lemma_.lower() in load_words().heads
