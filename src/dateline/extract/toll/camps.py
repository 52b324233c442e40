"""Harmed people told in one breath who stand on different sides: "four rebels and a soldier were killed"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from dateline.extract.grammar.numbers import Count
from dateline.extract.mentions import ActorMention
from dateline.extract.toll.people import People, PeopleWords, read_people
from dateline.extract.toll.undergoers import subjects
from dateline.extract.words.parties import load_words
from dateline.languages import load_language

_DASHES = frozenset({"-", "–", "—", "--"})
_ASIDE = 30  # tokens between two dashes
_BESIDE = frozenset({"on", "among", "for", "in", "to"})
_STATE = 1
_OF_ANY = frozenset({"other", "more", "member", "man", "body", "dozen", "leader", "suspect", "one"})
_FORCES = (1, 8)  # a state's own soldiers and those of another


def by_camp(people: Sequence[People]) -> list[list[People]]:
    """Fighters by the camp their words put them in, the first named first; all together where one is not told."""
    keys = [_camp(one) for one in people]
    if "" in keys or len(set(keys)) < 2:
        return [list(people)]
    camps: dict[str, list[People]] = {}
    for key, one in zip(keys, people, strict=True):
        camps.setdefault(key, []).append(one)
    return list(camps.values())


def by_part(people: Sequence[People]) -> list[list[People]]:
    """The fighters of each camp and the others of one statement, none where it does not tell of both; "15 people and
    two soldiers" tells the people apart from those who fight."""
    if any(one.status == "combatant" for one in people):
        people = [replace(one, status="civilian") if _is_apart(one) else one for one in people]
    if {one.status for one in people} != {"civilian", "combatant"}:
        return []
    parts: dict[str, list[People]] = {}
    for one in people:
        parts.setdefault(one.status if one.status == "civilian" else _camp(one), []).append(one)
    return list(parts.values())


def _is_apart(one: People) -> bool:
    """True for people or a porter beside fighters, False for "two others" and names."""
    return one.status == "unknown" and one.head.pos_ == "NOUN" and one.head.lemma_ not in _OF_ANY


def _camp(one: People) -> str:
    """ "state" for soldiers and police, "armed" for rebels and gunmen, "own" under a party's name, "" for others."""
    if one.status == "civilian":
        return ""
    if _named(one.head):
        return "own"
    for token in [one.head, *(c for c in one.head.children if c.i < one.head.i), *_members_of(one)]:
        known = _known(token)
        if known is not None:
            return "state" if known[1] == _STATE else "armed"
    return ""


def _known(token: Any) -> tuple[str, int] | None:
    """The class of a noun for fighters, alone or with the word before it: "Islamists", "security personnel"."""
    words = load_words()
    lemma = token.lemma_.lower().removesuffix("s")
    before = f"{token.nbor(-1).lemma_.lower()} {lemma}" if token.i > token.sent.start else ""
    return words.heads.get(token.lower_) or words.heads.get(lemma) or words.phrases.get(before)


def _members_of(one: People) -> list[Any]:
    """The forces of "eight members of the security forces"."""
    within = [p for p in one.head.children if p.lower_ == "of" and p.i < one.end]
    return [obj for p in within for obj in p.children if obj.dep_ == "pobj"]


def facing(words: str, others: str) -> bool:
    """True where the one words are of a state's forces and the other of those who fight it."""
    own, theirs = _of_state(words), _of_state(others)
    return len(own) == 1 and len(theirs) == 1 and own != theirs


def _of_state(words: str) -> set[bool]:
    lexicon = load_words()
    said = [_singular(word) for word in words.casefold().split()]
    known = [lexicon.heads.get(word) for word in said]
    known += [lexicon.phrases.get(f"{word} {following}") for word, following in pairwise(said)]
    ranks = lexicon.army_ranks | lexicon.police_ranks | lexicon.bare_ranks | lexicon.fallen_ranks
    return {one[1] == _STATE for one in known if one is not None} | {True for word in said if word in ranks}


def faces(words: str, parties: Sequence[ActorMention]) -> bool:
    """True where words for fighters put them in the other camp than these parties: police beside rebels."""
    own = _of_state(words)
    classes = [one.actor.inter for one in parties if one.actor.inter is not None]
    theirs = {inter in _FORCES for inter in classes[:1]}  # of the main party
    return len(own) == 1 and len(theirs) == 1 and own != theirs


def _singular(word: str) -> str:
    bare = word.strip(",;()\"“”'’")
    return bare[:-1] if bare.endswith("s") else bare


def _named(head: Any) -> bool:
    """True for "KIA soldiers": the name says whose they are, and not the noun."""
    return any(c.pos_ == "PROPN" and c.i < head.i for c in head.children)


def spared_people(token: Any, words: PeopleWords, *, language: str = "en") -> People | None:
    """The people behind "no casualties ... among the troops", or those who "suffered no casualties"; else None."""
    for later in token.doc[token.i + 1 : min(len(token.doc), token.i + 5)]:
        if later.is_sent_start or later.is_punct:
            break
        if later.lower_ in _BESIDE:
            for child in later.children:
                if child.dep_ == "pobj" and words.known(child.lemma_.casefold()):
                    return read_people(child, (), words)
    own = load_language(language).toll["losses"]["own"]
    if token.dep_ != "dobj" or token.head.lemma_ not in own:
        return None
    armed = [s for s in subjects(token.head) if s.pos_ == "PROPN" or _fights(s, words)]
    return next((People(s, s.left_edge.i, s.i + 1, None, "combatant") for s in armed), None)


def _fights(noun: Any, words: PeopleWords) -> bool:
    """True for "guards", "the army", "rebels"."""
    heads = load_words().heads
    lemma = noun.lemma_.casefold()
    return noun.lower_ in heads or lemma in heads or words.status.get(lemma) == "combatant"


def without_shared_out(people: Sequence[People], counts: Sequence[Count]) -> list[People]:
    """The people without those among whom dashes share out the first: "73 people - 53 pupils and 20 guards -"."""
    whole = people[0] if people else None
    if whole is None or whole.count is None:
        return list(people)
    doc, dash = whole.head.doc, whole.head.i + 1
    if dash >= len(doc) or doc[dash].text not in _DASHES:
        return list(people)
    close = next((token.i for token in doc[dash + 1 : dash + _ASIDE] if token.text in _DASHES), len(doc))
    inside = [count.best or 0 for count in counts if dash < count.first < close]
    if not 0 < sum(inside) <= (whole.count.best or 0):
        return list(people)
    return [replace(whole, end=dash), *(one for one in people[1:] if one.first > close)]
