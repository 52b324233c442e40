"""Kinds of weapon named in a clause: aircraft, drone, artillery, explosive, suicide, grenade, firearms, ..."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from dateline.extract.acts.describing import is_provocation
from dateline.extract.grammar.phrases import (
    after_prepositions,
    clause_of,
    goes_on_behind,
    phrases_of,
    span_of,
)
from dateline.extract.grammar.windows import overlapping
from dateline.extract.mentions import INTERCEPTION, SHOT_DOWN, ActorMention
from dateline.extract.toll.people import people_words
from dateline.extract.words.acts import event_cues
from dateline.languages import load_language
from dateline.records import Span
from dateline.text import Document, Sentence

_AT = {"at", "on", "against", "upon"}
_UNMANNED = frozenset({"drone", "artillery"})  # kinds of what flies with nobody in it
_IN = {"in", "near", "at"}
_NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "NUM"})


@lru_cache(maxsize=8)
def _kinds(code: str) -> dict[str, str]:
    table = load_language(code).events["weapons"]
    return {word: kind for kind, words in table.items() for word in words}


def is_weapon(document: Document, noun: Any) -> bool:
    """True when the noun itself names a weapon, alone or with the word before it ("chlorine gas")."""
    kinds = _kinds(document.report.language)
    pairs = (f"{child.lower_} {noun.lemma_.lower()}" for child in noun.children if child.i == noun.i - 1)
    return _word_of(noun) in kinds or any(pair in kinds for pair in pairs)


def met_in_the_air(
    document: Document, act: str, agents: list[Any], patients: list[Any], actors: Sequence[ActorMention]
) -> tuple[str, list[Any], list[Any]]:
    """The act, who acts and who is acted upon: whose drones or missiles are shot down (an interception) sent them at
    those who do so; who shoots down an aircraft with people in it acts upon them."""
    if act != SHOT_DOWN:
        return act, agents, patients
    kinds = _kinds(document.report.language)
    shot = [noun for noun in agents if noun.dep_ in {"dobj", "nsubjpass"}]
    shooting, down = [noun for noun in agents if noun not in shot], [*patients, *shot]
    flown = [noun for noun in down if kinds.get(_word_of(noun)) in _UNMANNED]
    if any(overlapping(actors, phrase) for noun in flown for phrase in phrases_of(noun)):
        return INTERCEPTION, flown, shooting
    return act, shooting, down


def _word_of(noun: Any) -> str:
    """The lemma in lower case; a plural that opens a sentence is often taken for a name: "Rockets fired by"."""
    lemma = str(noun.lemma_).lower()
    return lemma.removesuffix("s") if noun.pos_ == "PROPN" and lemma == noun.lower_ else lemma


def used_weapons(
    document: Document, sentence: Sentence, head: Any, patients: Sequence[Any], *, manned: bool
) -> dict[str, Span]:
    """The weapons of an act without those that are hit themselves, or that its verb rules out ("was stabbed"); `manned`
    where people act upon what the weapons are in ("ambushed a column of tanks")."""
    cues = event_cues(document)
    verb = head.lemma_.lower()
    named = _unhit(weapons_in(document, sentence, head), _shot_at(head))
    if verb in cues["by_hand"] and not any(is_weapon(document, thing) for thing in patients):
        named = {kind: span for kind, span in named.items() if kind in cues["by_hand_with"]}
    if manned and verb not in cues["sent"]:
        named = _unhit(named, [thing for thing in patients if not is_weapon(document, thing)])
    return named


def _unhit(weapons: dict[str, Span], patients: Sequence[Any]) -> dict[str, Span]:
    """The weapons but for those that are hit themselves."""
    hit = [phrase for token in patients for phrase in phrases_of(token)]
    return {kind: span for kind, span in weapons.items() if not any(span.overlaps(one) for one in hit)}


def _shot_at(head: Any) -> list[Any]:
    """What the act, or the one that it goes with, is aimed at: "opened fire on a plane, wounding a steward"."""
    with_it = [head.head] if head.dep_ in {"advcl", "conj"} else []
    downed = [verb for verb in with_it if any(child.lower_ == "down" for child in verb.children)]
    hit = [
        child for verb in downed for child in verb.children if child.dep_ in {"dobj", "nsubjpass"}
    ]  # "shot down a jet, killing"
    return hit + [thing for verb in (head, *with_it) for thing in after_prepositions(verb, _AT)]


def weapons_in(document: Document, sentence: Sentence, head: Any) -> dict[str, Span]:
    """Kinds of weapon in the clause of `head`, in the order of their names, each with the first word that names it."""
    own = clause_of(head)
    found: dict[str, Span] = {}
    for kind, first, last in _weapon_words(document, sentence):
        word = head.doc[last]
        if (
            kind not in found
            and _near(word, own)
            and not (_does_more(word, own) or _was_before(document, word, own))
            and not _is_of_the_hit(document, word, own)
        ):
            found[kind] = span_of(head.doc[first], head.doc[last])
    return dict(sorted(found.items()))


def _weapon_words(document: Document, sentence: Sentence) -> list[tuple[str, int, int]]:
    """Every word for a weapon in the sentence, found once: its kind, its first and its last token."""
    known: dict[int, list[tuple[str, int, int]]] = document.doc.user_data.setdefault(__name__, {})
    if sentence.index not in known:
        known[sentence.index] = list(_find_words(document, sentence))
    return known[sentence.index]


def _find_words(document: Document, sentence: Sentence) -> Iterator[tuple[str, int, int]]:
    kinds = _kinds(document.report.language)
    tokens = document.tokens(sentence)
    paired = -1
    for token, following in zip(tokens, [*tokens[1:], None], strict=True):
        if token.i == paired:
            continue  # the bomb of "petrol bombs"
        word = _word_of(token)
        pair = f"{word} {following.lemma_.lower()}" if following is not None else ""
        kind = kinds.get(pair) or kinds.get(word)
        if kind is None or token.pos_ not in _NOMINAL or _is_town(token):
            continue
        if kind == "aircraft" and _is_wrecked(document, token):
            continue
        if following is None or not (
            _is_other(document, token, following) or _is_served_in(document, following)
        ):
            yield kind, token.i, token.i + (pair in kinds)
            paired = token.i + 1 if pair in kinds else -1


def _is_served_in(document: Document, noun: Any) -> bool:
    """True for the force of "officers of the air force" and "an air force captain", who need not have flown."""
    if noun.lemma_.lower() not in event_cues(document)["services"]:
        return False
    of = noun.dep_ == "pobj" and noun.head.lower_ == "of"
    if not of and noun.dep_ not in {"compound", "nmod"}:
        return False
    served = noun.head.head if of else noun.head
    return people_words(document.report.language).known(served.lemma_.casefold())


def _is_town(token: Any) -> bool:
    """True for the Tank of "a fort in Tank", a town."""
    return bool(
        token.tag_ == "NNP" and token.text.istitle() and token.dep_ == "pobj" and token.head.lower_ in _IN
    )


def _is_wrecked(document: Document, aircraft: Any) -> bool:
    """True for the plane of "stormed the airfield and burned a plane", with which nobody strikes."""
    hit = aircraft
    while hit.dep_ == "conj" and hit.head.pos_ == "NOUN":
        hit = hit.head
    return hit.dep_ in {"dobj", "nsubjpass"} and hit.head.lemma_.lower() in event_cues(document)["wrecking"]


def _is_other(document: Document, token: Any, following: Any) -> bool:
    """True for the "rocket" of "rocket-propelled grenades" and for shells that were left behind: "spent shells"."""
    cues = event_cues(document)
    beside = {following.lower_, *(child.lower_ for child in token.children)}
    if token.lemma_.lower() == "shell" and any(word in beside for word in cues["left_behind"]):
        return True
    if following.text == "-" and following.i + 1 < len(token.doc):
        following = following.nbor()
    return following.lower_ in cues["carried"] or following.lower_ in cues["corps"]


def _was_before(document: Document, weapon: Any, clause: Any) -> bool:
    """True for the drone of "opened fire on a post, hours after a drone strike"."""
    spells = event_cues(document)["spells_before"]
    for above in weapon.ancestors:
        if above == clause:
            return False
        if above.dep_ == "prep" and above.lower_ == "after" and above.i:
            return str(above.nbor(-1).lemma_).lower() in spells
    return False


def _does_more(weapon: Any, clause: Any) -> bool:
    """True for the bomb of "gunmen killed two while a bomb wounded nine": what it does others than those have done."""
    while weapon.dep_ == "compound":
        weapon = weapon.head
    other, joined = weapon.head, {clause, *clause.conjuncts}
    if (
        weapon.dep_ != "nsubj"
        or other == clause
        or other.head not in joined
        or other.dep_ not in {"advcl", "conj"}
    ):
        return False
    if any(child.tag_ == "WRB" for child in other.children):
        return False
    return any(
        child.dep_ == "nsubj" and child.ent_type_ != "CARDINAL"
        for verb in joined - {other}
        for child in verb.children
    )


def _is_of_the_hit(document: Document, weapon: Any, clause: Any) -> bool:
    """True for the explosives of "fired at youths who hurled explosives"."""
    own = clause_of(weapon)
    return bool(own != clause and is_provocation(document, own) and clause.is_ancestor(own))


def _near(token: Any, clause: Any) -> bool:
    """True when the token's clause is this one, or is one step above or below it; "since May, when a bomb killed nine"
    is of May alone."""
    own = clause_of(token)
    if _has_own_doer(own, clause) or _has_own_doer(clause, own):
        return False
    if own != clause and own.dep_ == "relcl" and any(child.lower_ == "when" for child in own.children):
        return False
    above = clause.head.head if goes_on_behind(clause) else clause.head
    return bool(own == clause or own.head == clause or above == own or clause_of(own.head) == clause)


def _has_own_doer(verb: Any, other: Any) -> bool:
    """True for the second of "rebels fired rockets, and jets hit a camp"."""
    joined = verb.dep_ == "conj" and verb.head == other
    return joined and any(child.dep_ in {"nsubj", "nsubjpass"} for child in verb.children)
