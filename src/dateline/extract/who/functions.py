"""What a naming is to the verb it hangs on: the one who acts, the one acted upon, a thing beside."""

from __future__ import annotations

from typing import Any

from dateline.extract.mentions import Function
from dateline.extract.words.parties import load_words
from dateline.languages import load_language

_PARTS = frozenset({"compound", "amod", "nmod", "poss"})
_JOINED = frozenset({"conj", "appos"})
_FAR = (
    8  # steps from a name to the noun that its clause governs: "two members of the armed wing of the Front"
)


def function_of(token: Any) -> Function:
    """The grammatical function of the noun phrase that ends in this token, or that this token qualifies."""
    if any(child.dep_ == "relcl" and _is_subject_of(child) for child in token.children):
        return "acts"
    named = token
    for _ in range(_FAR):
        whole = _whole_of(token)
        if whole is None:
            break
        token = whole
    if token != named and token.lemma_.lower() in load_words().civilians and token.i > named.i:
        return "other"  # "killed a police informer"
    if _attends(token) or _looks_on(token):
        return "attends"
    if token.dep_ == "nsubj":
        if fires_back(token.head):
            return "answers"
        return "undergoes" if token.head.lemma_.lower() in load_words().yielding else "acts"
    if token.dep_ == "pobj":
        if token.head.lower_ == "by":
            return "beside" if _is_held_by(token) else "acts"
        return "undergoes" if _tells_who_somebody_was(token.head.head) else "beside"
    if token.dep_ not in {"nsubjpass", "dobj", "obj", "iobj", "dative"}:
        return "other"
    return "other" if is_blamed(token) else "undergoes"  # whoever is blamed for an act did not suffer it


def _is_held_by(token: Any) -> bool:
    """True for the rebels of "works in areas held by rebels", which says whose the areas are."""
    held = token.head.head
    return held.dep_ == "acl" and held.lower_ in load_language("en").who["hedges"]["holding"]


def _attends(token: Any) -> bool:
    """True for whoever comes when it is done: "troops rushed to the scene", "police were sent to the site"."""
    verb, words = token.head, load_language("en").who["attending"]
    lemma = verb.lemma_.lower()
    if token.dep_ == "nsubjpass":
        return lemma in words["sent"]
    if token.dep_ != "nsubj" or lemma not in words["coming"]:
        return token.dep_ == "nsubj" and (lemma in words["verbs"] or searches(verb))
    return any(one.lower_ in words["scenes"] for one in verb.subtree if one.i > verb.i)


def _looks_on(token: Any) -> bool:
    """True for the police of "in the presence of police" and "in front of police"."""
    before = token.head.head if token.dep_ == "pobj" and token.head.lower_ == "of" else None
    beside = load_language("en").who["attending"]["beside"]
    return before is not None and before.lower_ in beside and before.dep_ == "pobj"


def fires_back(verb: Any, code: str = "en") -> bool:
    """True for "returned fire" and "retaliated": whoever does so was attacked."""
    words = load_language(code).who["fired_back"]
    lemma = verb.lemma_.lower()
    objects = (child for child in verb.children if child.dep_ == "dobj")
    return lemma in words["alone"] or any(one.lower_ in words.get(lemma, ()) for one in objects)


def searches(verb: Any, code: str = "en") -> bool:
    """True for "raided villages to search for the bombers"."""
    words = load_language(code).realis["searching"]
    aims = (child for child in verb.children if child.dep_ in {"advcl", "xcomp"} and child.tag_ == "VB")
    return verb.lemma_.lower() in words["verbs"] and any(aim.lemma_.lower() in words["aims"] for aim in aims)


def _tells_who_somebody_was(verb: Any) -> bool:
    """True for the verb of "a sheikh who had turned against the Front": whom he had to do with did not act in it."""
    return verb.dep_ == "relcl" and any(c.dep_ == "nsubj" and c.lower_ == "who" for c in verb.children)


def is_blamed(token: Any) -> bool:
    """True for what hangs on a verb of blame: the government of "accused the government of bombing a village"."""
    return token.head.lemma_.lower() in load_language("en").events["cues"]["blaming"]


def _is_subject_of(verb: Any) -> bool:
    return any(child.dep_ == "nsubj" and child.lower_ in {"who", "which", "that"} for child in verb.children)


def _whole_of(token: Any) -> Any | None:
    """The noun that this one is a part or a kind of; None where it stands for itself."""
    head = token.head
    if token.dep_ in _PARTS and head.i > token.i and head.pos_ in {"NOUN", "PROPN"}:
        return head
    if token.dep_ in _JOINED and head.pos_ in {"NOUN", "PROPN"}:
        return head
    if token.dep_ == "pobj" and head.lower_ == "of" and head.head.pos_ in {"NOUN", "PROPN", "NUM"}:
        return head.head
    return None
