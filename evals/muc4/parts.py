"""What part an organisation plays in the sentence that names it: it acts, claims, is blamed, speaks, is hit."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from dateline.records import Span
from evals.muc4.values import words

PARTS = ("does", "by", "claims", "blamed", "says", "suffers", "against", "names_act", "work", "leads")
_UP = 4  # steps from a name to the people it stands for
_BESIDE = ("compound", "amod", "nmod", "poss", "appos")
_NOUNS = ("NOUN", "PROPN")
_NEAR = 12  # tokens between a verb and what it takes


def parts_of(doc: Any, mention: Span) -> frozenset[str]:
    """Every part that these words play where they stand; none where the sentence tells of nothing like it."""
    name = doc.char_span(mention.start, mention.end, alignment_mode="expand").root
    people = _people(name)
    parts = _parts_of_subject(people) | _parts_of_object(people) | _parts_behind(people)
    if _names_act(name):
        parts.add("names_act")
    if name.dep_ in _BESIDE and people.lemma_.lower() in _words("leaders"):
        parts.add("leads")
    return frozenset(parts)


def _people(name: Any) -> Any:
    """The noun that a name stands for: "FMLN guerrillas", "members of the FMLN"."""
    noun = name
    for _ in range(_UP):
        above = noun.head
        if noun.dep_ in (*_BESIDE, "conj") and above.pos_ in _NOUNS:
            noun = above
        elif noun.dep_ == "pobj" and above.lower_ in ("of", "from", "in") and _is(above.head, "people"):
            noun = above.head
        else:
            break
    return noun


def _parts_of_subject(noun: Any) -> set[str]:
    """The parts of the subject of a verb."""
    verb, parts = noun.head, set[str]()
    near = {t.lemma_.lower() for t in verb.subtree if 0 < abs(t.i - verb.i) < _NEAR}
    if noun.dep_ == "nsubjpass":
        parts |= {"blamed"} if _is(verb, "blaming") else {"suffers"} if _is(verb, "acts") else set()
    if noun.dep_ != "nsubj":
        return parts
    if "responsible" in near:
        parts.add("blamed")
    if _is(verb, "claiming") and (near & _words("claimed") or _takes_act(verb)):
        parts.add("claims")
    elif _is(verb, "acts") or (verb.lemma_ in ("be", "have") and near & _words("harm")):
        parts.add("does")
    elif _is(verb, "saying"):
        parts.add("says")
    elif any(c.dep_ in ("xcomp", "conj", "ccomp") and _is(c, "acts") for c in verb.children):
        parts.add("does")
    return parts


def _takes_act(verb: Any) -> bool:
    """True for "admitted the murder", "claimed the attack"."""
    return any(c.dep_ in ("dobj", "xcomp") and _is(c, "harm") for c in verb.children)


def _parts_of_object(noun: Any) -> set[str]:
    """The parts of the object of a verb."""
    if noun.dep_ != "dobj":
        return set()
    return {"blamed"} if _is(noun.head, "blaming") else {"suffers"} if _is(noun.head, "acts") else set()


def _parts_behind(noun: Any) -> set[str]:
    """The parts of what stands behind a preposition."""
    if noun.dep_ != "pobj":
        return set()
    preposition, above = noun.head.lower_, noun.head.head
    if preposition == "by":
        return {"by", "claims"} if above.lemma_ in ("claim", "admit") else {"by"}
    if preposition in ("to", "on", "upon") and _is(above, "blaming"):
        return {"blamed"}
    if preposition in ("against", "on", "at", "with") and _is(above, "acts"):
        return {"against"}
    if _is(above, "work"):
        return {"work"}
    if preposition == "of" and _is(above, "leaders"):
        return {"leads"}
    return {"names_act"} if preposition in ("of", "from") and _is(above, "harm") else set()


def _names_act(name: Any) -> bool:
    """True for "a Shining Path attack"."""
    noun = name
    for _ in range(_UP):
        if noun.dep_ not in _BESIDE:
            break
        noun = noun.head
        if _is(noun, "harm"):
            return True
    return False


def _is(token: Any, listed: str) -> bool:
    return token.lemma_.lower() in _words(listed)


@lru_cache(maxsize=16)
def _words(name: str) -> frozenset[str]:
    table = words()["parts"]
    if name == "acts":
        return frozenset(table["acts"]) | frozenset(words()["harm"]["lemmas"])
    if name == "harm":
        return frozenset(words()["harm"]["lemmas"]) - frozenset(table["no_harm"])
    return frozenset(table[name])
