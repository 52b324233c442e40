"""Noun phrases for parties and people: gunmen, government troops, KIA-led forces, villagers, and how many."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from dateline.extract.who.nouns import Noun, Phrase, class_of, count_of, lemma_of, naming_start
from dateline.extract.who.owners import is_ours, is_owned, tellers_of
from dateline.extract.words.parties import WhoWords, load_words
from dateline.languages import load_language

_OWN = frozenset({"its", "their"})
_AIMED = frozenset({"on", "at", "against", "upon", "into"})
_NOBODY = frozenset({"no", "neither"})


def phrases_of(doc: Any, named: set[int], nations: Collection[int] = ()) -> list[Phrase]:
    """All such phrases in order; `named` holds the tokens that belong to a party's name, `nations` those for a
    country or its people."""
    words = load_words()
    found = []
    for token in doc:
        if token.pos_ not in {"NOUN", "PROPN", "ADJ", "VERB"} or token.i in named:
            continue
        phrase = _phrase(token, words, named, nations)
        if phrase is not None:
            found.append(phrase)
    return found


def _phrase(token: Any, words: WhoWords, named: set[int], nations: Collection[int]) -> Phrase | None:
    lower = token.lower_
    if lower not in words.telling and lemma_of(token) not in words.telling:
        return None
    if lower in words.aged:
        return _aged(token)
    if token.pos_ in {"ADJ", "VERB"} and not (lower.endswith("s") or lower in words.heads):
        return None
    if token.pos_ in {"ADJ", "VERB"} and token.dep_ in {"amod", "aux", "ROOT", "advcl", "xcomp", "relcl"}:
        return _left_dead(token, words) or _owner_of_post(token, words)
    if _names_nobody(token, words):
        return None
    noun = Noun(token, words, named, nations)
    kind = noun.kind
    if kind is not None and _inside_longer(token, words) and not _joined_to(token, kind, words):
        return None if token.head.i in named else _owned(token, noun.first, words)
    if kind is not None:
        return noun.armed(*kind)
    return (
        _by_modifiers(noun, words)
        or _by_name(noun, words)
        or _by_things(noun, words)
        or _by_rank(noun, words)
        or _unarmed(token, noun.first, words, noun.lemma, lower)
    )


def _names_nobody(token: Any, words: WhoWords) -> bool:
    """True for "neither the army nor the rebels", "rebel-held ground", "dressed as soldiers", "gang-raped", "soldiers'
    relatives"."""
    joined = token.head.children if token.dep_ == "conj" else ()
    if any(child.i < token.i and child.lower_ in _NOBODY for child in (*token.children, *joined)):
        return True
    if _tells_of_ground(token, words) or _is_guise(token, words) or _tells_how(token, words):
        return True
    return token.dep_ == "poss" and bool({token.head.lemma_.lower(), token.head.lower_} & words.unarmed)


def _by_modifiers(noun: Noun, words: WhoWords) -> Phrase | None:
    """Armed people by what stands before a noun that says nothing itself: "armed men", "government forces"."""
    head = _plain_head(noun, words)
    if head is None:
        return None
    marks = {part for word in noun.modifiers for part in (word, word.rstrip("s"))}
    doc = noun.token.doc
    tail = any(t.lower_ in words.tails and t.i and doc[t.i - 1].text == "-" for t in noun.before)
    if "forces" in noun.modifiers:
        marks.discard("armed")
    if head in words.political:
        marks -= words.political_words
    if tail and head in words.state_words:  # "a Quenland-backed government" is not Quenland
        return noun.armed("state", 1, bare=True, counted=False)
    if marks & words.armed_words or tail:
        return noun.armed("armed", 3)
    if marks & words.state_words and head not in words.persons:
        return noun.armed("police" if "police" in marks else "state", 1)
    return None


def _plain_head(noun: Noun, words: WhoWords) -> str | None:
    """The noun in the form of the list of those that need a modifier to name armed people, or None."""
    return next((form for form in (noun.lemma, noun.lower) if form in words.needs_modifier), None)


def _by_name(noun: Noun, words: WhoWords) -> Phrase | None:
    """Armed people, aircraft or arms by whose they are: "the Front's men", "Quenland forces", "its troops"."""
    head = _plain_head(noun, words)
    if noun.lemma in words.fellows and is_ours(noun.token):
        return noun.armed("owned", None, bare=True)
    if head in words.regulars and (is_owned(noun.token) or is_ours(noun.token)):
        return noun.armed("owned", None, bare=True)
    if head in words.regulars and noun.of_nation:
        return noun.armed("state", 1)
    if head is not None and noun.owned_by_name:
        return noun.armed("named", None)
    if noun.owned_by_name and (noun.lemma in words.equipment or noun.lower in words.equipment):
        return noun.armed("named", None, counted=False)
    if noun.lemma in words.posts | words.own and _is_of_teller(noun.token):
        return noun.armed("owned", None, bare=True, counted=False)
    return None


def _is_of_teller(post: Any) -> bool:
    """True for what is struck in "the army said rebels shelled its positions", and for who in "the Front said two of
    its members died": it is his who tells of it."""
    some = post.dep_ == "pobj" and post.head.lower_ == "of" and post.head.head.pos_ == "NUM"
    thing = post.head.head if some else post  # "one of its posts"
    struck = thing.dep_ in {"dobj", "nsubjpass"} or (thing.dep_ == "pobj" and thing.head.lower_ in _AIMED)
    under = thing.dep_ == "nsubj" and thing.head.lemma_ == "come"  # "its positions came under fire"
    own = any(child.lower_ in _OWN for child in post.children)
    return own and (struck or under) and bool(tellers_of(post))


def _by_things(noun: Noun, words: WhoWords) -> Phrase | None:
    """Those who fly or drive what only a state has: "helicopters", "army vehicles"."""
    official = words.official & set(noun.modifiers)
    if noun.lemma not in words.flying and not (official and noun.lemma in words.equipment):
        return None
    plain = noun.token.dep_ not in {"compound", "amod"} and not words.transport & set(noun.modifiers)
    return noun.armed("state", 1, counted=False) if plain else None


def _by_rank(noun: Noun, words: WhoWords) -> Phrase | None:
    """Guards who are struck, and bearers of a rank that are: "two sergeants were killed"."""
    if noun.lemma in words.watching and not noun.modifiers and _is_struck(noun.token):
        return noun.armed("guards", 4)
    ranked = None if noun.former else _rank_of(noun.token, words, noun.modifiers)
    return noun.armed(ranked, 1) if ranked is not None else None


def _rank_of(token: Any, words: WhoWords, modifiers: list[str]) -> str | None:
    """Whose the bearer of a rank without a name is who is struck: "two sergeants were killed", "a corporal drowned";
    and of what force the officers are who arrest or shoot somebody."""
    lemma = token.lemma_.lower()
    alone = lemma in words.bare_ranks and not modifiers  # "two officers"; a health officer bears no arms
    ranked = alone or lemma in words.army_ranks | words.police_ranks
    of_arms = lemma in words.persons and words.arms & set(modifiers)  # "an army captain"
    if token.tag_ not in {"NN", "NNS"} or not (ranked or of_arms):
        return None
    acts = alone and token.dep_ == "nsubj" and token.head.lemma_.lower() in words.enforcing
    if not (_is_struck(token) or acts) or words.armed_words & set(modifiers):
        return None
    return "police" if alone or lemma in words.police_ranks or "police" in modifiers else "state"


def _is_struck(token: Any) -> bool:
    """True for what something is done to, and for who dies or falls."""
    suffered = load_language("en").events["cues"]["suffered"]
    dies = token.dep_ == "nsubj" and token.head.lemma_.lower() in suffered
    return token.dep_ in {"nsubjpass", "dobj"} or dies


def _aged(old: Any) -> Phrase | None:
    """The person of "a 17-year-old" that has no noun behind it."""
    first = old.i - 4
    if (
        first < 0
        or old.doc[old.i - 2].lower_ != "year"
        or old.dep_ not in {"nsubj", "nsubjpass", "dobj", "pobj", "conj"}
    ):
        return None
    return Phrase(first, old.i + 1, old.i, "civilians", 7, "civilian", 1)


def _is_guise(token: Any, words: WhoWords) -> bool:
    """True for the soldiers of "rebels disguised as army soldiers", and for the police of "in army and police
    uniforms"."""
    before = token.head
    if token.dep_ == "conj" and before.dep_ in {"compound", "nmod", "amod"} and before.head.i > token.i:
        return before.head.lemma_.lower() in words.ground
    first = naming_start(token)
    before = token.doc[max(0, first - 2) : first]
    return len(before) == 2 and before[1].lower_ == "as" and before[0].lemma_.lower() in words.guise


def _left_dead(token: Any, words: WhoWords) -> Phrase | None:
    """The party of "leaving one militant dead", where the parse takes the dead for the noun."""
    told = token.head.i == token.i + 1 and token.head.dep_ in {"dobj", "oprd"}
    kind = words.heads.get(token.lower_)
    if token.dep_ != "amod" or not told or kind is None or token.head.lower_ not in words.fallen:
        return None
    return Phrase(token.i, token.i + 1, token.i, *kind, "combatant", count_of(token.head), armed=True)


def _owner_of_post(token: Any, words: WhoWords) -> Phrase | None:
    """The party in "a military checkpoint", where the word is an adjective."""
    if (
        token.dep_ != "amod"
        or token.lower_ not in words.heads
        or not (token.head.lemma_.lower() in words.posts or _is_theirs(token, words))
    ):
        return None
    kind, inter = words.heads[token.lower_]
    return Phrase(token.i, token.i + 1, token.i, kind, inter, "combatant", None, armed=True)


def _is_theirs(word: Any, words: WhoWords) -> bool:
    """True for "a rebel attack"; "a terrorist attack" only says of what kind it was."""
    return word.lower_ in words.attacking and word.head.lemma_.lower() in words.act_heads


def _unarmed(token: Any, first: int, words: WhoWords, lemma: str, lower: str) -> Phrase | None:
    if token.dep_ in {"compound", "amod", "nmod"}:
        return None
    if lower == "men" and any(c.dep_ == "poss" and c.pos_ == "PRON" for c in token.children):
        return Phrase(token.i, token.i + 1, token.i, "own", None, "combatant", count_of(token), armed=True)
    if lemma in words.civilians or lower in words.civilians:
        kind = "protesters" if lemma in {"protester", "demonstrator"} else "civilians"
        return Phrase(
            first, token.i + 1, token.i, kind, 6 if kind == "protesters" else 7, "civilian", count_of(token)
        )
    if lemma in words.persons and token.pos_ in {"NOUN", "PROPN"}:
        return Phrase(first, token.i + 1, token.i, "persons", 7, "person", count_of(token))
    return None


def _inside_longer(token: Any, words: WhoWords) -> bool:
    """True for a word that only qualifies a head: "rebel" in "rebel group", "police" in "police outpost"."""
    return (
        token.dep_ in {"compound", "amod", "nmod"}
        and token.head.i > token.i
        and token.head.pos_ in {"NOUN", "PROPN"}
    )


def _tells_of_ground(token: Any, words: WhoWords) -> bool:
    """True in "rebel-held districts", which says whose ground it is; what holds an outpost can be attacked."""
    tail = token.doc[token.i + 1 : token.i + 3]
    held = len(tail) == 2 and tail[0].text == "-" and tail[1].lower_ in words.holding
    return held and tail[1].head.lemma_.lower() not in words.posts


def _tells_how(token: Any, words: WhoWords) -> bool:
    """True in "was gang-raped", which says how it was done and not by whom."""
    tail = token.doc[token.i + 1 : token.i + 3]
    return len(tail) == 2 and tail[0].text == "-" and tail[1].lower_ in words.manner


def _joined_to(token: Any, kind: tuple[str, int | None], words: WhoWords) -> bool:
    """True in "the army and rebel fighters": a state's forces are no kind of fighters."""
    after = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    other = words.heads.get(token.head.lower_) or words.heads.get(token.head.lemma_.lower())
    joined = after is not None and after.lower_ in {"and", "or"}
    return joined and kind[1] == 1 and other is not None and other[1] != 1


def _owned(token: Any, first: int, words: WhoWords) -> Phrase | None:
    """The party in "a police outpost", "an army base"; nothing before a head that is itself a party or a voice."""
    head = token.head
    lemma, lower = head.lemma_.lower(), head.lower_
    for known in (
        words.heads,
        words.needs_modifier,
        words.civilians,
        words.persons,
        words.voice,
        words.ground,
    ):
        if lemma in known or lower in known:
            return None
    kind = class_of(token, words, [])
    if kind is None or kind[0] == "rioters":
        return None
    return Phrase(first, token.i + 1, token.i, kind[0], kind[1], "combatant", None, armed=True)
