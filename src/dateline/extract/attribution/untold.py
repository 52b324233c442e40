"""Verbs of saying with which nothing is told of an act: orders, vows, "said nothing", "reported missing"."""

from __future__ import annotations

from typing import Any

from dateline.extract.acts.triggers import load_acts
from dateline.extract.attribution.cue import is_circumstance
from dateline.extract.attribution.subjects import is_as_saying
from dateline.extract.words.sources import SourceWords


def tells_nothing(token: Any, lemma: str, words: SourceWords) -> bool:
    """True for a verb of saying that tells of no act, whoever its subject is."""
    if lemma not in {"say"} and any(child.dep_ == "neg" for child in token.children):
        return True
    if any(child.dep_ == "aux" and child.lower_ in words.unreal for child in token.children):
        return True
    only_quoted = token.dep_ == "pcomp" and token.head.head.lemma_.lower() in words.cite
    return (
        is_unsaid(token, words)
        or is_left_open(token, words)
        or is_reported_as(token, words)
        or vows_as_well(token)
        or accuses_as_well(token, words)
        or is_short_for_passive(token, lemma, words)
        or (lemma in words.perceive and is_circumstance(token))
        or (lemma in words.perceive | words.passives and is_thought_of(token))
        or (only_quoted and is_as_saying(token.head, words))
    )


def is_left_open(token: Any, words: SourceWords) -> bool:
    """True for "neither confirmed nor denied" and "could not confirm or deny": nothing is told."""
    pair = [token.head] if token.dep_ == "conj" else [c for c in token.children if c.dep_ == "conj"]
    both = {token.lemma_.lower(), *(one.lemma_.lower() for one in pair)}
    apart = any(c.lower_ in {"nor", "or"} for one in (token, *pair) for c in one.children if c.dep_ == "cc")
    return apart and bool(both & words.confirming) and bool(both & words.denying)


def is_unsaid(token: Any, words: SourceWords) -> bool:
    """True for "said nothing", "did not say anything" and for what is easy, asked or wanted "to say"."""
    if any(child.dep_ == "dobj" and child.lower_ in words.nothing for child in token.children):
        return True
    infinitive = token.tag_ == "VB" and any(
        child.lower_ == "to" and child.dep_ == "aux" for child in token.children
    )
    return infinitive and token.head.lemma_.lower() not in {"go", "continue"}


def is_reported_as(token: Any, words: SourceWords) -> bool:
    """True for "with three others reported missing": they say nothing."""
    behind = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    said = token.lemma_.lower() == "report" and behind is not None and behind.lower_ in words.reported_as
    return said and behind is not None and behind.dep_ not in {"amod", "compound"}


def is_thought_of(token: Any) -> bool:
    """True for "gunmen suspected to be herders" and "raiders said to be in uniform": so others think of them."""
    behind = token.doc[token.i + 1 : token.i + 3]
    passive = any(
        child.dep_ in {"aux", "auxpass"} for child in token.children
    )  # "they were believed to be herders"
    return not passive and token.tag_ in {"VBN", "VBD"} and [word.tag_ for word in behind] == ["TO", "VB"]


def vows_as_well(token: Any) -> bool:
    """True for "gunmen shot a judge and said they would be back": who acts vows, and tells of no act."""
    own = any(child.dep_ == "nsubj" for child in token.children)
    if own or token.dep_ != "conj" or token.head.pos_ != "VERB":
        return False
    told = [child for child in token.children if child.dep_ == "ccomp"]
    return bool(told) and all(any(g.tag_ == "MD" for g in child.children) for child in told)


def accuses_as_well(token: Any, words: SourceWords) -> bool:
    """True for "villagers stoned three officers, accusing them of shielding a thief" and "he was shot by militants, who
    accused him of spying": who acts says why."""
    if token.lemma_.lower() not in words.accusing:
        return False
    if token.tag_ == "VBG" and token.dep_ == "advcl":
        verb = token.head
    elif token.dep_ == "relcl" and token.head.dep_ in {"nsubj", "pobj"}:
        verb = token.head.head if token.head.dep_ == "nsubj" else token.head.head.head
    else:
        return False
    acts, _ = load_acts("en")
    return ("V", verb.lemma_.lower()) in acts and verb.pos_ == "VERB"


def is_short_for_passive(token: Any, lemma: str, words: SourceWords) -> bool:
    """True for the end of a headline, "two killed, militia suspected": so others think of them."""
    closes = token.i + 1 == token.sent.end or token.nbor(1).is_space
    return closes and token.text.endswith("ed") and lemma in words.perceive | words.accusing


def only_orders(token: Any) -> bool:
    """True for "told them to leave": an order, and nothing told."""
    clauses = [c for c in token.children if c.dep_ in {"ccomp", "xcomp"}]
    marks = [{g.lower_ for g in c.children if g.dep_ == "aux"} for c in clauses]
    orders = [mark for mark in marks if "to" in mark and "have" not in mark]
    return bool(clauses) and len(orders) == len(clauses)


def only_adds(token: Any) -> bool:
    """True for "adding two more names" and "adding to the toll", with nothing told."""
    more = any(child.dep_ == "dobj" or child.lower_ == "to" for child in token.children)
    return more and not has_clause(token)


def has_clause(token: Any) -> bool:
    """True where a clause tells what was said, be it one that the parse takes for a noun ("that a strike hit a")."""
    opened = (
        token.i + 1 < len(token.doc)
        and token.doc[token.i + 1].tag_ == "IN"
        and token.nbor(1).lower_ == "that"
    )
    return opened or any(child.dep_ in {"ccomp", "xcomp", "parataxis", "pcomp"} for child in token.children)
