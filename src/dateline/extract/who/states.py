"""Which state "the army" or "police" belong to, and what stands for a state's forces: its jets, its name."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from typing import Any

from dateline.actors import Context, Party, state_party
from dateline.actors.folding import fold_name
from dateline.actors.nations import Arm, NationWord, load_nations
from dateline.codebook import STATES
from dateline.extract.who.functions import is_blamed
from dateline.extract.who.names import Name
from dateline.extract.who.nouns import Phrase, lemma_of
from dateline.extract.who.owners import is_owned, tellers_of
from dateline.extract.words.parties import load_words
from dateline.extract.words.sources import load_source_words
from dateline.languages import load_language

_SHORT = 4  # characters of a country's abbreviation
_PAIR = 6  # tokens from the first of two nations to their common noun: "and Oraland border troops"
_JUST_BEFORE = 6  # words
_STATE = 1  # a state's forces, by ACLED's code
_NEAR = 400  # characters back in which a state's forces named in full are still meant


def nation_before(context: Context, start: int, end: int) -> NationWord | None:
    """The country named in this stretch by its adjective or its name, the last one if there are several."""
    found = None
    at = bisect_left(context.words, start, key=lambda word: word.start)
    while at < len(context.words) and context.words[at].start < end:
        _, word = context.nations.get(at, (0, None))
        if word is not None and (word.kind in {"adjective", "name"} or _is_seat(context, at)):
            found = word
        at += 1
    return found


def nation_telling(head: Any) -> NationWord | None:
    """The country that tells of "its soldiers", or whose ministry or army does: "Quenland said that three of its
    soldiers had died"; else None."""
    if not is_owned(head):
        return None
    kinds, nations = load_source_words().specific, load_nations()
    for teller in tellers_of(head):
        nation = nations.get(fold_name(head.doc[teller.left_edge.i : teller.i + 1].text))
        if nation is not None and nation.kind == "name":
            return nation
        if kinds.get(teller.lemma_.lower()) in {"government", "military"}:
            before = (head.doc[child.left_edge.i : child.i + 1].text for child in teller.lefts)
            of_state = (nations.get(fold_name(words)) for words in before)
            return next((one for one in of_state if one is not None), None)
    return None


def nation_offsets(context: Context) -> list[int]:
    """Where the last word of each country's name or adjective begins."""
    return [
        context.words[end - 1].start
        for first, (end, word) in context.nations.items()
        if word.kind in {"adjective", "name"} or _is_seat(context, first)
    ]


def _is_seat(context: Context, at: int) -> bool:
    """True for the city from which a state is ruled: "Moscow's forces" are the state's."""
    return context.words[at].fold in load_words().seats


def nation_names(by_offset: dict[int, Any], context: Context, taken: set[int]) -> list[Name]:
    """Nations that stand for their forces: an adjective before a strike, a country as the subject of an attack."""
    words = load_words()
    found = []
    for first, (end, word) in context.nations.items():
        start, stop = context.words[first].start, context.words[end - 1].end
        token = by_offset.get(start)
        if token is None or token.i in taken or word.kind not in {"adjective", "name"}:
            continue
        last = max((t for t in token.doc[token.i : token.i + 4] if t.idx < stop), key=lambda t: t.i)
        party = state_party(word.nation.iso3)
        if party is None:
            continue
        if _stands_for_forces(last, word, words):
            found.append(Name(start, stop, party, adjective=True))
    return found


def _stands_for_forces(token: Any, word: NationWord, words: Any) -> bool:
    head = token.head
    if head.pos_ == "PROPN" and head.ent_type_ == "ORG":
        return False  # "the Quenland Shell company"
    short = token.text.isupper() and len(token.text) <= _SHORT  # "U.S. strikes", not "the Mali attack"
    own = {"amod", "compound", "nmod", "poss"} if word.kind == "adjective" or short else {"poss"}
    if _stands_before_another(token, words):
        return True
    if token.dep_ in own and head.i > token.i:
        return bool(head.lemma_.lower() in words.act_heads)
    if word.kind != "name" or _tells_where(token):
        return False
    if _is_opposed(token):
        return True
    if token.dep_ == "dobj" and _is_accused(token, words):
        return True
    if token.dep_ in {"nsubj", "conj"}:
        verb = head.head if token.dep_ == "conj" else head
        return _acts(verb, words) or _owns_up(verb, words)
    if token.dep_ == "pobj" and head.lower_ == "by":
        return head.head.pos_ == "VERB" and head.head.lemma_.lower() in words.act_verbs
    return False


def _acts(verb: Any, words: Any) -> bool:
    """True for "Quenland bombed a village" and "Quenland had started bombing a village"."""
    begun = verb.lemma_.lower() in load_language("en").who["acts"]["beginning"]
    done = [verb, *(child for child in verb.children if begun and child.dep_ == "xcomp")]
    return any(one.pos_ == "VERB" and one.lemma_.lower() in words.act_verbs for one in done)


def _owns_up(verb: Any, words: Any) -> bool:
    """True for the verb of "Quenland said it had killed two"."""
    told = [one for one in verb.children if one.dep_ == "ccomp" and one.lemma_.lower() in words.act_verbs]
    itself = any(child.dep_ == "nsubj" and child.lower_ == "it" for one in told for child in one.children)
    return itself and verb.lemma_.lower() in load_source_words().plain


def _stands_before_another(token: Any, words: Any) -> bool:
    """True for the first nation of "Quenland and Oraland troops": the soldiers are of both."""
    behind = token.doc[token.i + 1 : min(token.sent.end, token.i + _PAIR)]
    if len(behind) < 3 or behind[0].lower_ != "and":
        return False
    other = load_nations().get(fold_name(behind[1].text))
    forces = (
        word.lower_ in words.regulars or words.heads.get(lemma_of(word), ("", 0))[1] in STATES
        for word in behind[2:]
    )
    return other is not None and other.kind == "adjective" and any(forces)


def _tells_where(token: Any) -> bool:
    """True for the country of "an attack in Ora, Quenland, killed two", which the parse may make the subject."""
    comma, place = token.left_edge.i - 1, token.left_edge.i - 2
    if place < 0 or token.doc[comma].text != ",":
        return False
    before = token.doc[place]
    inside = before.dep_ == "pobj" and before.head.lower_ in {
        "in",
        "at",
        "near",
        "of",
        "from",
        "around",
        "outside",
    }
    return bool(before.pos_ == "PROPN" and (inside or before.dep_ == "compound"))


def _is_accused(token: Any, words: Any) -> bool:
    """True for the country of "accused Quenland of shelling a village"."""
    if not is_blamed(token):
        return False
    charges = [c for p in token.head.children if p.lower_ in {"of", "for"} for c in p.children]
    return any({c.lemma_.lower(), c.lower_} & (words.act_verbs | words.act_heads) for c in charges)


def _is_opposed(token: Any) -> bool:
    """True for the countries of "fighting between Quenland and the Front"."""
    side = token.head if token.dep_ == "conj" else token
    if side.dep_ != "pobj" or side.head.lower_ != "between":
        return False
    fights = load_language("en").events["cues"]["fights"]
    return bool({side.head.head.lemma_.lower(), side.head.head.lower_} & set(fights))


def home_state(context: Context, names: Sequence[Name], at: int, kind: str = "state") -> str | None:
    """The country whose forces, or whose police by `kind`, are meant at this offset: the one named just before, else
    the report's."""
    told_in = _country_told_in(context, at)
    if told_in is not None:
        return told_in
    near = [
        n
        for n in names
        if n.party and n.party.inter in {1, 8} and at - _NEAR <= n.start < at and n.party.iso3
    ]
    states = [n.party.iso3 for n in near if n.party]
    if states and len(set(states)) == 1:
        return states[0]
    everywhere = Counter(n.party.iso3 for n in names if n.party and n.party.inter == 1 and n.party.iso3)
    if everywhere:
        everywhere.update(_of_forces(context))
        ranked = everywhere.most_common(2)
        if len(ranked) == 1 or ranked[0][1] >= 2 * ranked[1][1]:
            return ranked[0][0]
        return states[-1] if states else context.home if context.home in everywhere else None
    bare = kind == "state" and context.home in load_words().armyless
    return _other_nation(context) if bare else context.home


def _of_forces(context: Context) -> list[str]:
    """The country of each "Quenland soldiers" and "Quenland army patrol"."""
    heads, found = load_words().heads, []
    for end, word in context.nations.values():
        behind = context.words[end].fold if end < len(context.words) else ""
        kind = heads.get(behind) or heads.get(behind.removesuffix("s")) or ("", 0)
        if word.kind == "adjective" and kind[1] == _STATE:
            found.append(word.nation.iso3)
    return found


def _country_told_in(context: Context, at: int) -> str | None:
    """The country of "in neighbouring Quenland, soldiers shot two", named just before as where it was."""
    before = bisect_left(context.words, at, key=lambda word: word.start)
    for first in range(before - 1, max(0, before - _JUST_BEFORE), -1):
        _, word = context.nations.get(first, (0, None))
        if word is not None:
            led = {one.fold for one in context.words[max(0, first - 2) : first]}
            return word.nation.iso3 if word.kind == "name" and "in" in led else None
    return None


def _other_nation(context: Context) -> str | None:
    """The nation that the report names most, its own left out: whose "soldiers" are meant where that one has none."""
    named = Counter(
        word.nation.iso3 for _, word in context.nations.values() if word.nation.iso3 != context.home
    )
    return named.most_common(1)[0][0] if named else None


def party_of(phrase: Phrase, iso3: str | None) -> Party | None:
    """The state's forces for a phrase of class state or police, and for "its forces"; None for any other."""
    if iso3 is None or phrase.kind not in {"state", "police", "owned"}:
        return None
    arm: Arm = "police" if phrase.kind == "police" else "military"
    return state_party(iso3, arm)
