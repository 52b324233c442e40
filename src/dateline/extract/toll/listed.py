"""Who stands in one list with a noun: "a teacher, her son and two guards", without those who only tell of it."""

from __future__ import annotations

from typing import Any

from dateline.extract.grammar.phrases import FINITE
from dateline.extract.words.sources import load_source_words

PLURAL_TAGS = ("NNS", "NNPS")
NOMINAL = ("NOUN", "PROPN", "NUM", "PRON", "ADJ")

_OF_THEM = 4  # tokens before a noun: "one of them a", "most of them elderly"
_BESIDE = 15  # tokens behind somebody in which who was harmed "along with" them is named


def conjuncts(head: Any) -> list[Any]:
    """The head and what is joined to it by "and", a list's commas or "together with", in text order."""
    found = [head]
    for token in found:
        for child in token.children:
            if _is_its_name(token, child):
                found.extend(one for one in _behind_name(child) if not is_part(head, one))
                continue
            joined = child.dep_ == "conj" and child.pos_ in NOMINAL and not is_part(head, child)
            joined = joined and not _counts_next(child) and not _is_same_person(head, child)
            another = is_counted(child) or _is_kin_listed(head, child)
            listed = child.dep_ == "appos" and another and _goes_on(head, child)
            if joined or listed:
                found.append(child)
    for token in head.doc[head.i + 1 : min(head.sent.end, head.i + _BESIDE)]:
        if token.pos_ == "VERB" and token != head.head:
            break
        if token.lower_ == "with" and token.nbor(-1).lower_ in ("together", "along"):
            found.extend(c for c in token.children if c.dep_ == "pobj" and c not in found)
    return _without_tellers(sorted(found, key=lambda t: t.i))


def _without_tellers(listed: list[Any]) -> list[Any]:
    """A list without those behind a comma who only tell of it: "killed nine men, a chief and two residents told the
    agency"."""
    doc, behind = listed[-1].doc, listed[-1].right_edge.i + 1
    verb = doc[behind] if len(listed) > 1 and behind < len(doc) else None
    if verb is None or verb.tag_ not in FINITE or verb.lemma_.casefold() not in load_source_words().plain:
        return listed
    marks = [doc[one.left_edge.i - 1].lower_ if one.left_edge.i else "" for one in listed]
    first = len(listed) - 1 - (marks[-1] == "and")
    while first > 1 and marks[first] == marks[first - 1] == ",":
        first -= 1
    return listed[:first] if first > 0 and marks[first] == "," else listed


def _is_its_name(noun: Any, name: Any) -> bool:
    """True for the name in "the mayor, Juan Ruiz, and two guards", which the parse may take for one more."""
    before = noun.doc[name.left_edge.i - 1] if name.left_edge.i > noun.i else None
    named = noun.tag_ == "NN" and name.tag_ == "NNP" and name.dep_ in ("appos", "conj")
    return named and before is not None and before.text == ","


def _behind_name(name: Any) -> list[Any]:
    """Those joined to whom a name is of: the guards of "the mayor, Juan Ruiz, and two guards", "his son"."""
    marks = {"conj": ("det", "poss", "nummod"), "appos": ("poss",)}
    return [
        one
        for one in name.rights
        if one.pos_ in NOMINAL and any(child.dep_ in marks.get(one.dep_, ()) for child in one.children)
    ]


def is_part(head: Any, other: Any) -> bool:
    """ "two guards, Ali and Omar", "three farmers, among them a boy", "17 people, nine children among them", "the three
    killed, one of them a boy", "32 others, most of them women": those named are told already."""
    behind = [t.lower_ for t in other.doc[other.i + 1 : other.i + 3]]
    if behind in (["among", "them"], ["of", "them"], ["among", "whom"]):
        return True
    before = [t.lower_ for t in head.doc[max(head.i + 1, other.left_edge.i - 2) : other.i]]
    if "among" in before or "including" in before:
        return True
    told = [t.lower_ for t in head.doc[max(head.i + 1, other.i - _OF_THEM) : other.i]]
    if "of" in told and told[told.index("of") + 1 :][:1] in (["them"], ["whom"]):
        return True
    return bool(other.tag_ == "NNP" and head.tag_ in (*PLURAL_TAGS, "CD") and not is_counted(other))


def _counts_next(token: Any) -> bool:
    """ "four killed and 53 wounded": a bare number before a participle belongs to that."""
    following = token.nbor(1) if token.i + 1 < len(token.doc) else None
    return token.pos_ == "NUM" and following is not None and following.tag_ in ("VBN", "VBD", "JJ")


def _is_same_person(head: Any, other: Any) -> bool:
    """True for the activist and the father of "a lawyer, activist and father of two was killed"."""
    own = any(c.dep_ in ("det", "poss", "nummod") for c in other.children)
    one = any(c.lower_ in ("was", "is", "has") and c.i > other.i for c in head.head.children)
    return other.tag_ == "NN" == head.tag_ and not own and one


def _is_kin_listed(head: Any, other: Any) -> bool:
    """True for the father of "a mother, father and their three children were killed", who is not the mother."""
    single = "NN" == other.tag_ == head.tag_ and not any(c.dep_ == "det" for c in other.children)
    several = any(c.dep_ == "conj" and any(n.dep_ == "nummod" for n in c.children) for c in other.subtree)
    return single and (several or any(c.lower_ in ("were", "are", "have") for c in head.head.children))


def _goes_on(head: Any, other: Any) -> bool:
    """True when an apposition is really the next item of a list: a conjunct follows and no part is marked."""
    return any(c.dep_ == "conj" for c in other.children) and not is_part(head, other)


def is_counted(token: Any) -> bool:
    """True for a noun with a number or an article before it."""
    return any(c.dep_ == "nummod" or c.lower_ in ("a", "an", "another") for c in token.children)
