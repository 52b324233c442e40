"""Whose "soldiers" or "forces" are meant: the party named behind "of", and the one that "its" or "their" stands for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dateline.actors import Party
from dateline.extract.phrases import clause_of, phrase_of, subjects_of
from dateline.extract.who_lexicon import load_words
from dateline.extract.who_names import Name
from dateline.text import Document

_FAR = 40  # characters from "of" to the party's name
_REACH = 1  # sentences back in which the party must stand


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose they are; `party` is None for one that no roster knows: "the rebel group", "Colonel Tang's men"."""

    party: Party | None


def owner_behind(document: Document, names: Sequence[Name], head: Any) -> Party | None:
    """The party named behind "of": "soldiers of the Front"."""
    for child in head.children:
        if child.dep_ == "prep" and child.lower_ == "of" and not _joined_before(head, child):
            first, last = child.idx, child.right_edge.idx
            near = [
                n for n in names if first < n.start <= min(last, first + _FAR) and n.party and not n.adjective
            ]
            if near:
                return near[0].party
    return None


def owner_before(document: Document, names: Sequence[Name], head: Any) -> Owner | None:
    """Whom the possessive before the noun stands for: who tells of it ("the Front said its men"), else the last party
    that acts just before; None where there is no such word, or nobody to stand for."""
    if any(child.dep_ == "poss" and child.ent_type_ == "PERSON" for child in head.children):
        return Owner(None)
    if not is_owned(head):
        return None
    clause = clause_of(head)
    tellers = subjects_of(clause.head)[0] if clause.dep_ == "ccomp" else []
    for teller in tellers:
        words = phrase_of(teller)
        named = [name for name in names if words.start <= name.start < words.end and name.party]
        if named:
            return Owner(named[-1].party)
        if _is_foe(teller):
            return Owner(None)
    here = document.sentence_at(head.idx)
    first = document.sentences[max(0, here.index - _REACH)].span.start
    before = [n for n in names if first <= n.start < head.idx and n.party and n.armed and not n.adjective]
    acting = [name for name in before if _acts(document, name)]
    return Owner((acting or before)[-1].party) if acting or (before and not tellers) else None


def is_owned(head: Any) -> bool:
    """True for "its soldiers", "their fighters"."""
    return any(child.dep_ == "poss" and child.lower_ in load_words().theirs for child in head.children)


def _is_foe(noun: Any) -> bool:
    """True for a bare word for those a state fights: "the rebel group", "the insurgents"."""
    words = load_words()
    left = {child.lower_ for child in noun.children if child.i < noun.i}
    foes = words.foes | words.armed_words - words.state_words
    return bool({noun.lemma_.lower(), noun.lower_} & words.foes or left & foes)


def _acts(document: Document, name: Name) -> bool:
    span = document.doc.char_span(name.start, name.end, alignment_mode="expand")
    if span is None:
        return False
    by = span.root.dep_ == "pobj" and span.root.head.dep_ == "agent"  # "were let go by the Front"
    return bool(by or span.root.dep_ == "nsubj")


def _joined_before(head: Any, prep: Any) -> bool:
    """True for "soldiers and members of the Front": the "of" belongs to the noun behind "and"."""
    return any(token.dep_ == "cc" for token in head.doc[head.i + 1 : prep.i])
