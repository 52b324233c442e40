"""Whose "soldiers" or "forces" are meant: the party named behind "of", and the one that "its" or "their" stands for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dateline.actors import Party
from dateline.extract.grammar.phrases import phrase_of, subjects_of
from dateline.extract.who.names import Name
from dateline.extract.words.parties import load_words
from dateline.extract.words.sources import load_source_words
from dateline.languages import load_language
from dateline.text import Document

_FAR = 40  # characters from "of" to the party's name
_REACH = 1  # sentences back in which the party must stand


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose they are; `party` is None for one that no roster knows, which may have a name: "the rebel group", "Colonel
    Tang's men", "fighters of the Blue Hand"."""

    party: Party | None
    name: str = ""


def owner_behind(document: Document, names: Sequence[Name], head: Any) -> Owner | None:
    """The party named behind "of" or "from": "soldiers of the Front", "gunmen believed to be from the Front"."""
    for tie in _ties(head):
        first, last = tie.idx, tie.right_edge.idx
        near = [
            n for n in names if first < n.start <= min(last, first + _FAR) and n.armed and not n.adjective
        ]
        if near and (near[0].party is not None or not near[0].bound):
            return Owner(near[0].party, document.text[near[0].start : near[0].end])
    return None


def _ties(head: Any) -> Iterator[Any]:
    """The prepositions behind a noun that lead to whose they are."""
    words = load_words()
    taken = (
        head.dep_ == "nsubj" and head.head.lemma_.lower() in words.belonging
    )  # "gunmen believed to be from"
    told = [child for child in head.head.children if child.dep_ == "xcomp"] if taken else []
    if head.dep_ == "conj":  # "troops and militiamen loyal to the Front"
        told += [child for child in head.head.rights if child.i == head.i + 1]
    for child in (*head.children, *told):
        if child.i > head.i and _joined_before(head, child):
            continue
        if child.dep_ == "prep" and child.lower_ in words.ties:
            yield child
        elif child.i > head.i and child.lemma_.lower() in words.belonging | {"be"}:
            yield from (
                tie for tie in child.subtree if tie.dep_ == "prep" and tie.lower_ in words.ties | {"to"}
            )


def owner_before(document: Document, names: Sequence[Name], head: Any) -> Owner | None:
    """Whom the possessive before the noun stands for: who tells of it ("the Front said its men"), else the last party
    that acts just before; None where there is no such word, or nobody to stand for."""
    if any(child.dep_ == "poss" and child.ent_type_ == "PERSON" for child in head.children):
        return Owner(None)
    if not (is_owned(head) or is_ours(head)) or _is_of_harmed(head):
        return None
    tellers = tellers_of(head)
    for teller in tellers:
        words = phrase_of(teller)
        named = [name for name in names if words.start <= name.start < words.end and name.armed]
        if named:
            return _owner(document, named[-1])
        behind = _called(document, names, teller)
        if behind is not None:
            return _owner(document, behind)
        if _is_foe(teller):
            return Owner(None)
    if is_ours(head):
        return None
    if is_told_by_state(head):
        return None  # "the rebels took Ora. The military government said its troops had left"
    here = document.sentence_at(head.idx)
    first = document.sentences[max(0, here.index - _REACH)].span.start
    before = [n for n in names if first <= n.start < head.idx and n.armed and not n.unit and not n.adjective]
    acting = [name for name in before if _acts(document, name)]
    return _owner(document, (acting or before)[-1]) if acting or (before and not tellers) else None


def _is_of_harmed(head: Any) -> bool:
    """True for the car of "a bomb killed four civilians when their car was hit": theirs to whom harm is done."""
    here = head.head if head.dep_ in {"nsubjpass", "nsubj", "dobj"} else None
    if here is None or here.dep_ != "advcl":
        return False
    harmed = [child for child in here.head.children if child.dep_ in {"dobj", "nsubjpass"}]
    dying = here.head.lemma_.lower() in load_language("en").events["cues"]["dying"]
    harmed += [child for child in here.head.children if dying and child.dep_ == "nsubj"]
    return any(noun.tag_ == "NNS" and noun.i < here.i for noun in harmed)


def tellers_of(noun: Any) -> list[Any]:
    """Who tells of the noun: the subject of "said that its men", of "accused rebels of killing its men"."""
    blaming = load_language("en").events["cues"]["blaming"]
    for word in (noun, *noun.ancestors):
        above = word.head
        if word.dep_ == "ccomp":
            return subjects_of(above)[0]
        if word.dep_ == "pcomp" and above.lower_ in {"of", "for"}:
            accusing = next((one for one in above.ancestors if one.pos_ == "VERB"), above)
            return subjects_of(accusing)[0] if accusing.lemma_.lower() in blaming else []
    return []


def is_told_by_state(noun: Any) -> bool:
    """True for "its posts" where "the army" or "the ministry" tells of them."""
    kinds = load_source_words().specific
    return is_owned(noun) and any(
        kinds.get(one.lemma_.lower()) in {"government", "military"} for one in tellers_of(noun)
    )


def _called(document: Document, names: Sequence[Name], teller: Any) -> Name | None:
    """The name that a teller is told to bear: "the mission, known as the Watch, said its troops"."""
    tail = document.text[teller.idx : teller.idx + _FAR * 2]
    match = _known_as().search(tail)
    at = teller.idx + match.end() if match else None
    return next((name for name in names if name.start == at and name.armed), None)


@lru_cache(maxsize=1)
def _known_as() -> re.Pattern[str]:
    calling = "|".join(re.escape(words) for words in sorted(load_words().calling))
    return re.compile(rf", (?:{calling}) (?:the )?")


def _owner(document: Document, name: Name) -> Owner:
    return Owner(name.party, name.bound or document.text[name.start : name.end])


def is_owned(head: Any) -> bool:
    """True for "its soldiers", "their fighters"."""
    return any(child.dep_ == "poss" and child.lower_ in load_words().theirs for child in head.children)


def is_ours(head: Any) -> bool:
    """True for "our soldiers", "our fighters"."""
    return any(child.dep_ == "poss" and child.lower_ in load_words().ours for child in head.children)


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


def _joined_before(head: Any, tie: Any) -> bool:
    """True for "soldiers and members of the Front": the "of" belongs to the noun behind "and"."""
    return any(token.dep_ == "cc" for token in head.doc[head.i + 1 : tie.i])
