"""Nouns that may name people: their modifiers, their class by the lexicon, where the naming starts, how many."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from dateline.actors.folding import fold_name
from dateline.actors.nations import load_nations
from dateline.codebook import STATES
from dateline.extract.mentions import Role
from dateline.extract.who.functions import is_blamed
from dateline.extract.words.parties import WhoWords, load_words

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
_NAMING = frozenset({"NOUN", "PROPN", "ADJ"})
_TAKEN_FOR = 7  # tokens: "suspected of being armed cattle rustlers"
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


class Noun:
    """A noun that may name people, with its modifiers and the class that its own words give."""

    def __init__(self, token: Any, words: WhoWords, named: set[int], nations: Collection[int]) -> None:
        first = naming_start(token)
        while token.i - 1 in named and first - 1 in named and not token.doc[token.i - 1].is_punct:
            first -= 1
        self.token, self.first = token, first
        self.lemma, self.lower = lemma_of(token), token.lower_
        self.before = token.doc[first : token.i]
        self.modifiers = [t.lower_ for t in self.before if not t.is_punct]
        self.owned_by_name = any(i in named for i in range(first, token.i))
        self.of_nation = _of_nation(token, nations)  # "Quenland snipers"
        self.former = bool(words.former & set(self.modifiers))
        self.kind = self._class(words)

    def _class(self, words: WhoWords) -> tuple[str, int | None] | None:
        kind = class_of(self.token, words, self.modifiers)
        if kind is not None and kind[1] in STATES and self.former:
            kind = ("armed", 3)
        return ("state", 1) if kind is not None and self.of_nation and self.lemma in words.regulars else kind

    def armed(self, kind: str, inter: int | None, *, bare: bool = False, counted: bool = True) -> Phrase:
        """The phrase as armed people of this kind; `bare` leaves the modifiers out."""
        token, count = self.token, count_of(self.token) if counted else None
        first = token.i if bare else self.first
        return Phrase(first, token.i + 1, token.i, kind, inter, "combatant", count, armed=True)


def _of_nation(token: Any, nations: Collection[int]) -> bool:
    """True for "Quenland forces", "Quenland's forces": the country's own, nothing standing between."""
    before = token.i - 1
    if before > 0 and token.doc[before].dep_ == "case":
        before -= 1
    return before in nations and token.doc[before].head == token


def lemma_of(token: Any) -> str:
    """The lemma in lower case; a plural that opens a sentence is often taken for a name."""
    lemma = str(token.lemma_).lower()
    unknown = token.tag_ in {"NN", "NNS"} and lemma == token.lower_  # a plural whose singular the parse lacks
    alone = token.tag_ == "NNPS" and not any(
        child.dep_ == "compound" for child in token.children
    )  # "the Marines"
    begins = token.pos_ == "PROPN" and token.is_sent_start
    return lemma.removesuffix("s") if unknown or alone or begins else lemma


def class_of(token: Any, words: WhoWords, modifiers: list[str]) -> tuple[str, int] | None:
    """Kind and ACLED's class of actor by the noun with one or two words before it, or with what stands behind it."""
    lemma, lower = lemma_of(token), token.lower_
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
    return words.heads.get(lower) or words.heads.get(lemma) or _taken_for(token, words)


def _taken_for(token: Any, words: WhoWords) -> tuple[str, int] | None:
    """The class of the foes that "men suspected of being bandits" and "people believed to be rebels" are taken for."""
    behind = token.doc[token.i + 1 : token.i + _TAKEN_FOR]
    if token.lower_ not in words.anybody or len(behind) < 4 or behind[0].lower_ not in words.taken_for:
        return None
    if behind[1].lower_ not in {"of", "to"} or behind[2].lemma_ != "be":
        return None
    naming = takewhile(lambda word: word.pos_ in _NAMING, behind[3:])
    foe = next((lemma for word in naming if (lemma := lemma_of(word)) in words.foes), None)
    return words.heads.get(foe) if foe is not None else None


def naming_start(token: Any) -> int:
    """The first token of the head's own naming: no determiner, no number, no comma."""
    first = token.i
    for i in range(token.i - 1, max(-1, token.sent.start - 1, token.i - 9), -1):
        left = token.doc[i]
        if (
            (left.is_punct and left.text not in {"-", "'", "’", "–"})
            or left.is_space
            or (left.text in {"-", "–"} and left.whitespace_)  # "ORA - Gunmen"
            or (left.pos_ in {"CCONJ", "ADP", "SCONJ", "AUX"} and not _joins_name(left, token))
            or left.ent_type_ in {"DATE", "TIME"}  # "On Sunday army jets ...": the day is no part of the name
            or _is_where(left, token)
        ):
            break
        own = left.dep_ in _LEFT or _joins_name(left, token) or _is_second(left, token)
        if not (own and _leads_to(left, token)):
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


def _joins_name(left: Any, token: Any) -> bool:
    """True for the "and" and the last word of "defence and security forces": one body by two words."""
    last = left if left.dep_ == "conj" else next((c for c in left.head.children if c.dep_ == "conj"), None)
    if last is None or last.i + 1 != token.i or last.head.head != token:
        return False
    return {last.lower_, last.head.lower_} <= load_words().paired


def _is_where(left: Any, token: Any) -> bool:
    """True for the Ora of "In Ora gunmen killed two", which is where they did it."""
    first = left.sent.start
    if left.i + 1 != token.i or token.pos_ != "NOUN" or left.doc[first].lower_ != "in":
        return False
    nations = load_nations()
    return all(
        word.text[:1].isupper()
        and not ((nation := nations.get(fold_name(word.text))) and nation.kind == "adjective")
        for word in left.doc[first + 1 : token.i]
    )


def _is_second(left: Any, token: Any) -> bool:
    """True for the second nation of "Quenland and Oraland troops": the naming of its own troops begins there."""
    nation = (
        load_nations().get(fold_name(left.text)) if left.dep_ == "conj" and left.i + 1 == token.i else None
    )
    return nation is not None and nation.kind == "adjective"


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
