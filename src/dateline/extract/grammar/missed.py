"""Who does what a verb tells, and whom it is done to, where the parse finds no subject or object of it."""

from __future__ import annotations

from typing import Any

from dateline.languages import load_language

_TIMES = frozenset({"DATE", "TIME"})
_PLACES = frozenset({"GPE", "LOC", "FAC"})
_OPENS = frozenset({"DET", "NUM", "ADJ", "NOUN", "PROPN"})
_BEFORE_NOUN = frozenset({"det", "amod", "compound", "poss", "nummod", "nmod", "quantmod"})
_INTO = frozenset({"into", "through"})
_CUT_OFF = frozenset({"pobj", "nsubj", "nsubjpass", "appos", "npadvmod", "dobj"})


def has_object(verb: Any) -> bool:
    """True where a thing is told that the verb is done to."""
    return any(child.dep_ == "dobj" for child in verb.children) or bool(
        behind_death(verb) or behind_day(verb)
    )


def goes_into(verb: Any) -> bool:
    """True for "a drone ploughed into a house", where the parse finds no verb of the sentence and takes the drone for
    what was ploughed."""
    if verb.dep_ != "acl" or verb.tag_ != "VBN" or verb.head.dep_ != "ROOT" or verb.i + 1 >= verb.sent.end:
        return False
    return verb.nbor().lower_ in _INTO and not any(child.dep_ == "agent" for child in verb.children)


def behind_death(verb: Any) -> list[Any]:
    """The farmers of "hacked to death six farmers", which the parse may take for how long it went on."""
    deaths = [end.i for to in verb.rights if to.lower_ == "to" for end in to.rights if end.lower_ == "death"]
    behind = {death + 1 for death in deaths}
    return [one for one in verb.rights if one.dep_ == "npadvmod" and one.left_edge.i in behind]


def behind_day(verb: Any) -> list[Any]:
    """The lorries of "rebels ambushed on Friday morning army lorries", where the parse takes the rebels for those who
    were ambushed and finds no verb of the sentence."""
    if verb.dep_ != "acl" or verb.tag_ != "VBN" or verb.head.dep_ != "ROOT" or verb.head.i > verb.i:
        return []
    doc, end, at = verb.doc, verb.sent.end, verb.i + 1
    soft = load_language("en").events["cues"]["day_opening"]
    while at < end and doc[at].lower_ in soft:
        at += 1
    behind = at
    while behind < end and doc[behind].ent_type_ in _TIMES:
        behind += 1
    if behind in {at, end} or doc[behind].pos_ not in _OPENS or doc[behind].ent_type_ in _PLACES:
        return []
    noun = doc[behind]
    while noun.dep_ in _BEFORE_NOUN and noun.head.i > noun.i:
        noun = noun.head
    thing = noun.pos_ in {"NOUN", "PROPN"} and noun.dep_ in _CUT_OFF and noun.ent_type_ not in _TIMES
    return [noun] if thing else []


def subject_behind_day(verb: Any) -> list[Any]:
    """The bandits of "on Sunday bandits opened fire", whom the parse takes for a part of the day."""
    if verb.dep_ != "ROOT" or verb.tag_ not in {"VBD", "VBZ", "VBP"} or verb.i == verb.sent.start:
        return []
    before = verb.doc[verb.i - 1]
    of_day = before.dep_ == "pobj" and before.head.head == verb and before.pos_ in {"NOUN", "PROPN"}
    days = [child for child in before.lefts if child.ent_type_ in _TIMES]
    return [before] if of_day and days and before.ent_type_ not in _TIMES else []
