"""Who fights whom in a noun for a fight: "clashes between X and Y", "a battle broke out between X and Y"."""

from __future__ import annotations

from itertools import takewhile
from typing import Any

from dateline.extract.grammar.phrases import after_prepositions, heads_of, objects_of, subjects_of
from dateline.extract.words.parties import load_words

_FAR = 9  # tokens from the first side to the "and" before the second
_PHRASE = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM"})


def opponents_of(noun: Any, verb: Any, cues: dict[str, list[str]]) -> list[Any]:
    """The heads of the two sides, the one named first first; none where the text sets nobody against anybody."""
    between = [] if _is_joined(noun) else list(after_prepositions(noun, {"between", "with"}))
    if not between and noun.lemma_.lower() in cues["fights"]:
        between = _at_the_verb(noun, verb) or _pitted(noun, cues) or _engaged(noun, verb, cues)
        between = between or _met_in(noun, verb, cues)
        between = between or _told_of(noun) or _set_apart(noun)
        if not between:
            return _that_met(noun, verb, cues)
    if not between and noun.dep_ == "pobj" and noun.head.lower_ == "of":
        between = list(
            after_prepositions(noun.head.head, {"between", "with"})
        )  # "an exchange of fire between"
        if not between and noun.head.head.lemma_.lower() in cues["fights"]:
            between = _set_apart(noun.head.head)
    sides = [token for head in between for token in heads_of(head)]
    if len(sides) != 1:
        return sides
    return _named_within(sides[0]) or sides + _parted(sides[0])


def fighting_with(noun: Any, other: Any, cues: dict[str, list[str]]) -> list[Any]:
    """Who has or begins a fight with the other: "police had an encounter with rebels", "raided it, triggering a
    gunfight with soldiers"."""
    verb = noun.head
    behind = other.dep_ == "pobj" and other.head.lower_ == "with"
    if not behind or noun.dep_ != "dobj" or verb.lemma_.lower() not in cues["having"]:
        return []
    return subjects_of(verb)[0]


def _that_met(noun: Any, verb: Any, cues: dict[str, list[str]]) -> list[Any]:
    """Those who met when a fight began: "the clash broke out when troops spotted rebels"."""
    if noun.dep_ not in {"nsubj", "nsubjpass"} or noun.head != verb:
        return []
    for told in verb.children:
        if told.dep_ == "advcl" and told.lemma_.lower() in cues["meeting"]:
            met = objects_of(told) or list(after_prepositions(told, {"across", "with"}))
            first = [child for child in told.children if child.dep_ == "nsubj"]
            if first and met:
                return [*first[:1], *met[:1]]
    return []


def _named_within(people: Any) -> list[Any]:
    """Both names of "between Ora and Bel farmers", which the parse hangs on the farmers."""
    for first in people.lefts:
        if first.dep_ in {"nmod", "compound"} and first.pos_ == "PROPN":
            second = [child for child in first.children if child.dep_ == "conj" and child.pos_ == "PROPN"]
            if second:
                return [first, *second[:1]]
    return []


def _parted(first: Any) -> list[Any]:
    """The second of two sides that the parse hangs on a name inside the first: "between the Sons of Ora and troops"."""
    if first.head.lower_ != "between":
        return []
    behind = first.doc[first.i + 1 : min(first.sent.end, first.i + _FAR)]
    joint = next((token for token in behind if token.lower_ == "and"), None)
    if joint is None or any(
        token.pos_ in {"VERB", "AUX"} or token.text in {",", ";"} for token in first.doc[first.i : joint.i]
    ):
        return []
    phrase = list(takewhile(lambda token: token.pos_ in _PHRASE, first.doc[joint.i + 1 : first.sent.end]))
    return [token for token in phrase if token.pos_ in {"NOUN", "PROPN"}][-1:]


def _is_joined(noun: Any) -> bool:
    """True for the "with" of "attacks on the army together with its militia", which opposes nobody."""
    together = load_words().together
    return any(
        child.lower_ in together
        for prep in noun.children
        if prep.dep_ == "prep"
        for child in prep.children
        if child.i < prep.i
    )


def _at_the_verb(noun: Any, verb: Any) -> list[Any]:
    """What hangs on the verb that the fight is subject of: "fighting broke out between gunmen and soldiers"."""
    if noun.dep_ not in {"nsubj", "nsubjpass"} or noun.head != verb:
        return []
    return list(after_prepositions(verb, {"between"}))


def _told_of(noun: Any) -> list[Any]:
    """What hangs on a clause that tells of the fight: "the fighting that broke out between two clans"."""
    told = [child for child in noun.children if child.dep_ in {"relcl", "acl", "ccomp"}]
    return [side for clause in told for side in after_prepositions(clause, {"between"})]


def _set_apart(noun: Any) -> list[Any]:
    """Two armed sides behind "between" that hangs on another word: "fighting on a hill between clans and rebels"."""
    words = load_words()
    last = noun.sent.end
    for token in noun.doc[noun.i + 1 : last]:
        sides = [side for side in token.children if token.lower_ == "between" and side.dep_ == "pobj"]
        heads = [head for side in sides for head in heads_of(side)]
        known = [
            h
            for h in heads
            if h.lemma_.lower() in words.telling or h.lower_ in words.telling or h.text.isupper()
        ]
        if len(heads) > 1 and len(known) == len(heads):
            return sides
    return []


def _engaged(noun: Any, verb: Any, cues: dict[str, list[str]]) -> list[Any]:
    """Those of whom a fight is told that they are in it: "soldiers and rebels were engaged in heavy fighting"."""
    if noun.dep_ != "pobj" or noun.head.lower_ != "in" or verb.lemma_.lower() not in cues["engaged"]:
        return []
    active, passive = subjects_of(verb)
    return [side for side in passive or active if len(heads_of(side)) > 1]


def _met_in(noun: Any, verb: Any, cues: dict[str, list[str]]) -> list[Any]:
    """Those who met in a fight: "the Front met with the army in a gun battle"."""
    if noun.dep_ != "pobj" or noun.head.lower_ != "in" or noun.head.head != verb:
        return []
    if verb.lemma_.lower() not in (*cues["met_in"], *cues["engaged"]):
        return []
    met = objects_of(verb) or list(after_prepositions(verb, {"with"}))
    first = subjects_of(verb)[0]
    return [*first[:1], *met[:1]] if first and met else []


def _pitted(noun: Any, cues: dict[str, list[str]]) -> list[Any]:
    """The objects of what is told of the fight: "clashes that opposed gunmen to soldiers"."""
    return [
        side
        for told in noun.children
        if told.dep_ in {"relcl", "acl"} and told.lemma_.lower() in cues["pitting"]
        for side in (*objects_of(told), *after_prepositions(told, {"to", "against"}))
    ]
