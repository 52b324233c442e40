"""Noun phrases for parties and people: gunmen, government troops, KIA-led forces, villagers, and how many."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from dateline.codebook import STATES
from dateline.extract.mentions import Role
from dateline.extract.who.functions import is_blamed
from dateline.extract.who.owners import is_owned
from dateline.extract.words.parties import WhoWords, load_words
from dateline.languages import load_language

_LEFT = {
    "amod",
    "compound",
    "nmod",
    "poss",
    "case",
    "npadvmod",
    "advmod",
    "punct",
    "nummod",
    "quantmod",
    "det",
    "acl",
}
_NOBODY = frozenset({"no", "neither"})
_DROP = {"DET", "NUM", "PRON", "CCONJ", "SCONJ", "ADP"}


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase that names people: its tokens [first, end), head, class and count."""

    first: int
    end: int
    head: int
    kind: str
    inter: int | None
    role: Role
    count: int | None = None
    armed: bool = False


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
    lemma, lower = _lemma_of(token), token.lower_
    if lower not in words.telling and lemma not in words.telling:
        return None
    if lower in words.aged:
        return _aged(token)
    if token.pos_ in {"ADJ", "VERB"} and not (lower.endswith("s") or lower in words.heads):
        return None
    if token.pos_ in {"ADJ", "VERB"} and token.dep_ in {"amod", "aux", "ROOT", "advcl", "xcomp", "relcl"}:
        return _owner_of_post(token, words)
    joined = token.head.children if token.dep_ == "conj" else ()  # "neither the army nor the rebels"
    nobody = any(child.i < token.i and child.lower_ in _NOBODY for child in (*token.children, *joined))
    if nobody or _tells_of_ground(token, words) or _is_guise(token, words):
        return None
    if token.dep_ == "poss" and {token.head.lemma_.lower(), token.head.lower_} & words.unarmed:
        return None  # "the soldiers' relatives" are no soldiers
    first = naming_start(token)
    while token.i - 1 in named and first - 1 in named and not token.doc[token.i - 1].is_punct:
        first -= 1
    modifiers = [t.lower_ for t in token.doc[first : token.i] if not t.is_punct]
    kind = _class_of(token, words, modifiers)
    if kind is not None and kind[1] in STATES and words.former & set(modifiers):
        kind = ("armed", 3)
    if kind is not None and lemma in words.regulars and _of_nation(token, nations):
        kind = ("state", 1)  # "Quenland snipers"
    owns = any(i in named for i in range(first, token.i))
    if kind is not None and _inside_longer(token, words) and not _joined_to(token, kind, words):
        kind = None
        return None if token.head.i in named else _owned(token, first, words)
    if kind is not None:
        name, inter = kind
        return Phrase(first, token.i + 1, token.i, name, inter, "combatant", count_of(token), armed=True)
    head = lemma if lemma in words.needs_modifier else lower if lower in words.needs_modifier else None
    if head is not None:
        marks = {part for word in modifiers for part in (word, word.rstrip("s"))}
        tail = any(
            t.lower_ in words.tails and t.i and token.doc[t.i - 1].text == "-"
            for t in token.doc[first : token.i]
        )
        if "forces" in modifiers:
            marks.discard("armed")
        if head in words.political:
            marks -= words.political_words
        if tail and head in words.state_words:  # "a Quenland-backed government" is not Quenland
            return Phrase(token.i, token.i + 1, token.i, "state", 1, "combatant", None, armed=True)
        if marks & words.armed_words or tail:
            return Phrase(first, token.i + 1, token.i, "armed", 3, "combatant", count_of(token), armed=True)
        if marks & words.state_words and head not in words.persons:
            kind_name = "police" if "police" in marks else "state"
            return Phrase(first, token.i + 1, token.i, kind_name, 1, "combatant", count_of(token), armed=True)
        if head in words.regulars and is_owned(token):
            return Phrase(
                token.i, token.i + 1, token.i, "owned", None, "combatant", count_of(token), armed=True
            )
        if head in words.regulars and _of_nation(token, nations):
            return Phrase(first, token.i + 1, token.i, "state", 1, "combatant", count_of(token), armed=True)
        if owns:
            return Phrase(
                first, token.i + 1, token.i, "named", None, "combatant", count_of(token), armed=True
            )
    if owns and (lemma in words.equipment or lower in words.equipment):
        return Phrase(first, token.i + 1, token.i, "named", None, "combatant", None, armed=True)
    official = words.official & set(modifiers)
    if lemma in words.flying or (official and lemma in words.equipment):
        plain = token.dep_ not in {"compound", "amod"} and not words.transport & set(modifiers)
        if plain:
            return Phrase(first, token.i + 1, token.i, "state", 1, "combatant", None, armed=True)
    if lemma in words.watching and not modifiers and _is_struck(token):
        return Phrase(first, token.i + 1, token.i, "guards", 4, "combatant", count_of(token), armed=True)
    ranked = None if words.former & set(modifiers) else _rank_of(token, words, modifiers)
    if ranked is not None:
        return Phrase(first, token.i + 1, token.i, ranked, 1, "combatant", count_of(token), armed=True)
    return _unarmed(token, first, words, lemma, lower)


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


def _of_nation(token: Any, nations: Collection[int]) -> bool:
    """True for "Quenland forces", "Quenland's forces": the country's own, nothing standing between."""
    before = token.i - 1
    if before > 0 and token.doc[before].dep_ == "case":
        before -= 1
    return before in nations and token.doc[before].head == token


def _is_guise(token: Any, words: WhoWords) -> bool:
    """True for the soldiers of "rebels disguised as army soldiers", and for the police of "in army and police
    uniforms"."""
    before = token.head
    if token.dep_ == "conj" and before.dep_ in {"compound", "nmod", "amod"} and before.head.i > token.i:
        return before.head.lemma_.lower() in words.ground
    first = naming_start(token)
    before = token.doc[max(0, first - 2) : first]
    return len(before) == 2 and before[1].lower_ == "as" and before[0].lemma_.lower() in words.guise


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


def _lemma_of(token: Any) -> str:
    """The lemma in lower case; a plural that opens a sentence is often taken for a name."""
    lemma = str(token.lemma_).lower()
    unknown = token.tag_ in {"NN", "NNS"} and lemma == token.lower_  # a plural whose singular the parse lacks
    alone = token.tag_ == "NNPS" and not any(
        child.dep_ == "compound" for child in token.children
    )  # "the Marines"
    begins = token.pos_ == "PROPN" and token.is_sent_start
    return lemma.removesuffix("s") if unknown or alone or begins else lemma


def _class_of(token: Any, words: WhoWords, modifiers: list[str]) -> tuple[str, int] | None:
    lemma, lower = _lemma_of(token), token.lower_
    if lemma in words.ruling and token.dep_ == "dobj" and is_blamed(token):
        return ("state", 1)
    behind = words.phrases.get(" ".join(t.lower_ for t in token.doc[token.i : token.i + 3]))
    if behind is not None:
        return behind
    for size in (2, 1):
        if len(modifiers) >= size:
            before = [m.rstrip("s") if m.endswith("forces") else m for m in modifiers[-size:]]
            for last in (lower, lemma):
                entry = words.phrases.get(" ".join([*before, last]))
                if entry is not None:
                    return entry
    return words.heads.get(lower) or words.heads.get(lemma)


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


def _joined_to(token: Any, kind: tuple[str, int], words: WhoWords) -> bool:
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
    kind = _class_of(token, words, [])
    if kind is None or kind[0] == "rioters":
        return None
    return Phrase(first, token.i + 1, token.i, kind[0], kind[1], "combatant", None, armed=True)


def naming_start(token: Any) -> int:
    """The first token of the head's own naming: no determiner, no number, no comma."""
    first = token.i
    for i in range(token.i - 1, max(-1, token.sent.start - 1, token.i - 9), -1):
        left = token.doc[i]
        if (
            (left.is_punct and left.text not in {"-", "'", "’", "–"})
            or left.is_space
            or left.pos_ in {"CCONJ", "ADP", "SCONJ", "AUX"}
            or left.ent_type_ in {"DATE", "TIME"}  # "On Sunday army jets ...": the day is no part of the name
        ):
            break
        if not (left.dep_ in _LEFT and _leads_to(left, token)):
            if i == token.i - 1 and _is_counted(left, token):
                first = i
            break
        if left.pos_ in {"VERB"} and left.dep_ not in {"amod", "compound"}:
            break
        if left.tag_ == "VBG" and i > 0 and token.doc[i - 1].pos_ in {"NOUN", "PROPN"}:
            break
        first = i
    numbers = [
        i for i in range(first, token.i) if token.doc[i].pos_ == "NUM" and token.doc[i].dep_ == "nummod"
    ]
    first = max([first, *(i + 1 for i in numbers)])
    while first < token.i and (
        token.doc[first].pos_ in _DROP
        or token.doc[first].is_punct
        or token.doc[first].ent_type_ == "CARDINAL"
        or token.doc[first].lower_ in load_words().quantities
    ):
        first += 1
    return int(first)


def _is_counted(left: Any, token: Any) -> bool:
    """True for the Sobi of "dozens of Sobi herders", which the parse hangs on the dozens."""
    of = left.head
    counted = left.pos_ == "PROPN" and left.dep_ == "pobj" and of.lower_ == "of" and of.head.dep_ == "nmod"
    return bool(counted and of.head.head == token)


def _leads_to(token: Any, head: Any) -> bool:
    for _ in range(6):
        if token.i == head.i:
            return True
        if token.head.i == token.i:
            return False
        token = token.head
    return False


def count_of(head: Any) -> int | None:
    """The number of people the phrase names, from a numeral or number word before it."""
    words = load_words()
    for child in head.children:
        if child.dep_ == "nummod" and child.i < head.i:
            text = child.lower_.replace(",", "")
            if text.isdigit():
                return int(text)
            return words.numbers.get(text)
    if (
        any(child.lower_ in {"a", "an"} and child.dep_ == "det" for child in head.children)
        and head.tag_ == "NN"
    ):
        return 1
    return None
