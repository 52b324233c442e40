"""Who is said to have done it: "blamed rebels for the raid", "the raid, attributed to rebels", "accused of killing"."""

from __future__ import annotations

from typing import Any

from dateline.extract.grammar.phrases import after_prepositions, objects_of, subjects_of

_FOR = frozenset({"for", "of"})
_TO = {"to", "on"}


def accused_of(act: Any, cues: dict[str, list[str]]) -> list[Any]:
    """The nouns for those an act is laid to; those who own up to it stand among them."""
    found: list[Any] = []
    above = act.head
    if act.dep_ in {"xcomp", "advcl"} and above.dep_ == "pcomp" and above.head.lower_ in _FOR:
        by = next((word for word in above.head.ancestors if word.lemma_.lower() in cues["blaming"]), None)
        found += _charged(by, cues) if by is not None else []  # "accused troops of using jets to bomb it"
    if act.dep_ in {"pobj", "pcomp"} and above.lower_ in _FOR:
        blamed = (
            above.head.dep_ in {"dobj", "nsubjpass"} and above.head.head.lemma_.lower() in cues["blaming"]
        )
        found += [above.head] if blamed else _charged(above.head, cues)
    if act.dep_ == "pobj" and above.lower_ == "behind":
        verb = above.head
        charged = verb.dep_ == "pcomp" and verb.head.lower_ in _FOR  # "accused a gang of being behind it"
        by = next((word for word in verb.ancestors if word.lemma_.lower() in cues["blaming"]), None)
        found += (charged and by is not None and _charged(by, cues)) or _who_is(verb)
    if act.dep_ in {"dobj", "nsubjpass"} and above.lemma_.lower() in cues["attributing"]:
        laid = list(
            after_prepositions(above, _TO)
        )  # "blamed the raid on rebels", whatever the parser hangs it on
        found += laid or [*after_prepositions(act, {"on"})][-1:]
    if act.dep_ == "nsubj" and above.lemma_ == "be":  # "the raid was the work of rebels"
        works = (child for child in above.children if child.dep_ == "attr" and child.lower_ in cues["works"])
        found += [doer for work in works for doer in after_prepositions(work, {"of"})]
    for told in act.children:
        if told.dep_ == "acl" and told.tag_ == "VBN" and told.lemma_.lower() in cues["attributing"]:
            found += after_prepositions(told, _TO)
    return found


def accused_before(act: Any, cues: dict[str, list[str]]) -> list[Any]:
    """Whom a verb blames that the act hangs on behind it: "accused the army of bombing a village, killing nine"."""
    above = act.head
    if (
        act.dep_ not in {"advcl", "xcomp"}
        or above.pos_ != "VERB"
        or above.lemma_.lower() not in cues["blaming"]
    ):
        return []
    return _charged(above, cues)


def _charged(head: Any, cues: dict[str, list[str]]) -> list[Any]:
    """Whom the verb blames, or the subject of "claimed responsibility"."""
    if head.lemma_.lower() in cues["blaming"] and head.pos_ == "VERB":
        return subjects_of(head)[1] or [thing for thing in objects_of(head) if thing.pos_ != "PRON"]
    if head.lemma_.lower() in cues["guilty"]:
        return _who_is(head)
    if head.lemma_.lower() in cues["owned"] and head.dep_ in {"dobj", "nsubjpass"}:
        verb = head.head
        return subjects_of(verb)[0] if verb.lemma_.lower() in cues["owning"] else []
    return []


def _who_is(told: Any) -> list[Any]:
    """Who is said to be it: "rebels were believed to be behind it", "the rebels, responsible for it"."""
    if told.pos_ == "ADJ" and told.dep_ == "amod" and told.head.pos_ in {"NOUN", "PROPN"}:
        return [told.head]  # "attackers responsible for it"
    verb = told if told.pos_ in {"VERB", "AUX"} else told.head
    for _ in range(3):
        active, passive = subjects_of(verb)
        if active or passive:
            return active or passive
        verb = verb.head
    return [told.head] if told.pos_ == "ADJ" and told.head.pos_ in {"NOUN", "PROPN"} else []
