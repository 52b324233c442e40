"""Whom a verb of harm is done to and who its subject is, read from the parse."""

from __future__ import annotations

from typing import Any

from dateline.extract.grammar.missed import behind_day, behind_death
from dateline.extract.grammar.once import once, once_found
from dateline.extract.grammar.phrases import behind_town, takes_object
from dateline.languages import load_language

# Verbs joined by commas or "and" that are followed back; a list of nothing else would take its cube.
_LONGEST_CHAIN = 12
RELATIVES = frozenset(["who", "whom", "which", "that", "where"])


@once_found
def subjects(verb: Any) -> list[Any]:
    """The subject of a verb: its own, the head of its relative clause, or the one it shares."""
    own = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")]
    own = [s for s in own if s.lower_ not in RELATIVES]
    if own:
        return [behind_town(one) for one in _nearest(own, verb)]
    if verb.dep_ in ("relcl", "acl"):
        return [verb.head]
    if verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX"):
        return subjects(verb.head)
    if (
        verb.dep_ in ("xcomp", "advcl", "pcomp")
        and verb.head.pos_ in ("VERB", "AUX")
        and verb.dep_ == "xcomp"
    ):
        return subjects(verb.head)
    return []


def _nearest(subjects_: list[Any], verb: Any) -> list[Any]:
    """A verb has one subject; where the parse gave it more that nothing joins, the last before it."""
    before = [s for s in subjects_ if s.i < verb.i]
    joined = any(verb.doc[s.left_edge.i - 1].pos_ == "CCONJ" for s in before[1:])
    return subjects_ if joined else before[-1:] or subjects_


def undergoers(verb: Any, *, step: int = 0) -> list[Any]:
    """Those to whom the verb is done: object, passive subject, head of a participle or relative clause."""
    objects = _objects(verb)
    if is_passive(verb):
        return _passive_undergoers(verb, objects, step)
    named = [o for o in objects if o.lower_ not in RELATIVES]
    if not named and objects and verb.dep_ == "relcl":
        return [verb.head]
    if named:
        return named
    left = _left(verb)
    if left or _harms_itself(verb):
        return left
    shared = [c for c in verb.children if c.dep_ == "conj" and c.pos_ == "VERB" and not is_passive(c)]
    return [c for other in shared for c in other.children if c.dep_ in ("dobj", "obj")]


def _harms_itself(verb: Any) -> bool:
    """True for "killing himself and wounding three"."""
    return any(c.dep_ == "dobj" and c.lower_.endswith(("self", "selves")) for c in verb.children)


def _left(verb: Any) -> list[Any]:
    """The hurt of "leaving a clerk dead and three of his colleagues wounded", where the parse makes them act."""
    leaving = load_language("en").toll["people_more"]["leaving"]
    if verb.dep_ != "conj" or verb.head.lemma_ not in leaving:
        return []
    return [child for child in verb.children if child.dep_ == "nsubj"]


@once_found
def _objects(verb: Any) -> list[Any]:
    """Objects of the verb; "himself and two guards" counts the guards only."""
    found = [c for c in verb.children if c.dep_ in ("dobj", "obj", "dative", "oprd")]
    if found:  # "killed a chief and two officers": the parse may join the second to the verb
        found += [c for c in verb.children if c.dep_ == "conj" and _is_one_more(c)]
    found = [c for c in found if c.pos_ not in ("ADJ", "ADV") or _is_one_of_people(c)]
    found = found or behind_death(verb) or behind_day(verb)
    selves = [o for o in found if o.lower_.endswith(("self", "selves"))]
    joined = [c for o in selves for c in o.children if c.dep_ == "conj"]
    return [o for o in found if o not in selves] + joined


def _is_one_of_people(word: Any) -> bool:
    """True for the wounded of "killed the wounded" and the more of "injured 19 more"."""
    return any(child.dep_ in ("det", "nummod") for child in word.children)


def _is_one_more(noun: Any) -> bool:
    """True for the officers of "a chief and two officers", the son of "a couple and their son", and the two of "the
    mayor and two of his aides"."""
    some = noun.tag_ == "CD" and any(c.dep_ == "prep" and c.lower_ == "of" for c in noun.children)
    kin = noun.tag_ == "NN" and any(child.dep_ == "poss" for child in noun.children)
    return bool(kin or some) or (noun.tag_ == "NNS" and _is_numbered(noun))


def _is_numbered(token: Any) -> bool:
    return any(child.dep_ == "nummod" for child in token.children)


def first_counted(noun: Any) -> Any:
    """The first of the counted people that one participle is said of: "10 policemen and 50 soldiers killed"; in "killed
    four soldiers and three others injured" the others alone."""
    own = noun
    while noun.dep_ == "conj" and _is_numbered(noun) and _is_numbered(noun.head):
        if any(child.dep_ in ("acl", "relcl") for child in noun.head.children):
            break
        noun = noun.head
    done_to = load_language("en").toll["done_to"]
    harmed = noun.dep_ == "dobj" and any(noun.head.lemma_ in done_to[how] for how in ("killed", "injured"))
    return own if harmed else noun


def _told_behind(verb: Any) -> list[Any]:
    """The nurse of "killed in the raid were a nurse and a guard", a sentence that begins with what befell them."""
    aux = next((c for c in verb.children if c.dep_ == "auxpass" and c.i > verb.i), verb.head)
    turned = (
        aux.lemma_ == "be" and aux.i > verb.i and verb.dep_ in ("ROOT", "nsubj", "advcl", "csubj", "ccomp")
    )
    if not turned or any(c.dep_ in ("nsubj", "nsubjpass") and c.i < verb.i for c in verb.children):
        return []
    told = [
        c for c in (*aux.children, *verb.children) if c.dep_ in ("attr", "nsubj", "nsubjpass") and c.i > aux.i
    ]
    return sorted(told, key=lambda c: c.i)[:1]


def _passive_undergoers(verb: Any, objects: list[Any], step: int) -> list[Any]:
    turned = _told_behind(verb)
    if turned:
        return turned
    own = [c for c in verb.children if c.dep_ in ("nsubjpass", "nsubj") and c.lower_ not in RELATIVES]
    if own:
        return [behind_town(one) for one in _nearest(own, verb)]
    if verb.dep_ in ("acl", "relcl") and verb.head.pos_ != "VERB":
        return [first_counted(verb.head) if verb.dep_ == "acl" else verb.head]
    if verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX"):
        if step < _LONGEST_CHAIN and is_passive(verb.head):
            return undergoers(verb.head, step=step + 1)
        return objects or subjects(verb.head)
    if verb.dep_ in ("xcomp", "ccomp", "oprd", "acomp"):
        return [c for c in verb.head.children if c.dep_ in ("dobj", "nsubjpass")] or subjects(verb.head)
    return objects


@once
def is_passive(verb: Any) -> bool:
    """True for a passive or a past participle that has no subject of its own."""
    deps = {c.dep_ for c in verb.children}
    if "nsubjpass" in deps or "auxpass" in deps:
        return True
    if verb.tag_ == "VBD" and verb.dep_ == "conj" and not deps & {"dobj", "obj", "ccomp", "aux"}:
        return verb.head.pos_ == "VERB" and is_passive(verb.head)
    if verb.tag_ != "VBN" and not (verb.tag_ == "VBD" and verb.dep_ in ("acl",)):
        return False
    if any(c.lower_ in ("have", "has", "had", "'ve") and c.dep_ == "aux" for c in verb.children):
        return False
    if "dobj" in deps and verb.dep_ not in ("acl",):
        return False
    to_death = any(c.lower_ == "to" for c in verb.children)  # "men hacked to death six farmers"
    if takes_object(verb) and (to_death or behind_day(verb)):
        return False
    if verb.dep_ == "conj" and verb.head.pos_ == "VERB":
        return is_passive(verb.head) or verb.head.tag_ != "VBN"
    return True
