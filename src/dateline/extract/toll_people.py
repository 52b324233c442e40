"""Who a noun phrase counts: the people in it, how many they are, and whether they fight or not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from dateline.extract.numbers import Count
from dateline.languages import load_language

Status = Literal["civilian", "combatant", "mixed", "unknown"]
PLURAL_TAGS = ("NNS", "NNPS")


@dataclass(frozen=True, slots=True)
class People:
    """One noun phrase of people: its head, token range, the count it states (None = plural without number)."""

    head: Any
    first: int
    end: int
    count: Count | None
    status: Status


class PeopleWords:
    """The lexicon of people, folded for look-up."""

    def __init__(self, code: str) -> None:
        table = load_language(code).toll
        people = table["people"]
        self.status: dict[str, Status] = {w: "civilian" for w in people["civilian"]}
        self.status |= {w: "combatant" for w in people["combatant"]}
        self.neutral = frozenset(people["neutral"])
        self.things = frozenset(people["things"])
        self.one = frozenset(table["numbers"]["determiners_one"])
        self.nobody = frozenset(table["unreal"]["nobody"])

    def known(self, word: str) -> bool:
        """True for a noun that names people."""
        return word in self.status or word in self.neutral or word.endswith(("man", "men", "woman", "women"))


@lru_cache(maxsize=4)
def people_words(code: str = "en") -> PeopleWords:
    """The lexicon of people of one language."""
    return PeopleWords(code)


def conjuncts(head: Any) -> list[Any]:
    """The head and what is joined to it by "and", in text order."""
    found = [head]
    for token in found:
        found.extend(
            c
            for c in token.children
            if c.dep_ == "conj" and c.pos_ in ("NOUN", "PROPN", "NUM", "PRON", "ADJ")
        )
    return sorted(found, key=lambda t: t.i)


def read_people(
    head: Any, counts: Sequence[Count], words: PeopleWords, *, sure: bool = True
) -> People | None:
    """The people a noun phrase counts, or None when it is no people (or, unless `sure`, may be none)."""
    lemma = head.lemma_.casefold()
    head = _measured(head, counts, words)
    lemma = head.lemma_.casefold()
    if lemma in words.things or head.text.casefold() in words.things:
        return None
    if not sure and not words.known(lemma) and head.ent_type_ != "PERSON":
        return None
    if head.pos_ == "PRON" and lemma not in (
        "other",
        "one",
        "another",
        "some",
        "many",
        "several",
        "dozens",
        "two",
    ):
        if lemma not in words.nobody and lemma not in ("someone", "somebody", "everyone"):
            return None
    first, end = _range(head)
    count = _count_of(head, counts, words, first)
    return People(head, first, end, count, _status(head, words))


def _measured(head: Any, counts: Sequence[Count], words: PeopleWords) -> Any:
    """ "dozens of civilians", "a group of soldiers", "the bodies of nine people": the noun after "of"."""
    if head.lemma_.casefold() in ("dozen", "score", "hundred", "thousand", "couple", "pair", "number", "group", "handful",
                                  "member", "total", "body", "corpse", "one", "some", "many", "most", "crowd"):  # fmt: skip
        for child in head.children:
            if child.dep_ == "prep" and child.lower_ == "of":
                for obj in child.children:
                    if (
                        obj.dep_ == "pobj"
                        and head.lemma_.casefold() != "member"
                        and words.known(obj.lemma_.casefold())
                    ):
                        return obj
    return head


def _range(head: Any) -> tuple[int, int]:
    """The phrase without relative clauses and without what is joined to it."""
    left = head.left_edge.i
    right = head.i
    for child in head.children:
        if (
            child.i > head.i
            and child.dep_ in ("prep", "compound", "nummod", "amod")
            and child.lower_ in ("of", "from", "in")
        ):
            if child.right_edge.i - head.i <= 12:
                right = max(right, child.right_edge.i)
        elif child.i > head.i and child.i == right + 1 and child.dep_ in ("compound", "flat", "nummod"):
            right = child.i
    while left < head.i and head.doc[left].is_punct:
        left += 1
    return left, right + 1


def _count_of(head: Any, counts: Sequence[Count], words: PeopleWords, first: int) -> Count | None:
    inside = [c for c in counts if first <= c.end - 1 <= head.i and not _blocked(head, c)]
    if not inside:
        inside = [c for c in counts if c.end == first and c.end <= head.i]
    if inside:
        return inside[-1]
    if head.lower_ in words.nobody or any(c.lower_ == "no" and c.dep_ == "det" for c in head.children):
        return Count(head.i, head.i + 1, 0, 0, 0)
    singular = head.tag_ not in PLURAL_TAGS and head.lemma_.casefold() not in ("people", "police", "personnel", "staff",
                                                                             "casualty", "crew", "family", "militia", "squad",
                                                                             "taliban", "troop", "gang", "more", "some", "many",
                                                                             "dead", "wounded", "injured", "youth")  # fmt: skip
    if head.lower_ == "youth" and any(c.lower_ in ("a", "one", "the") for c in head.children):
        singular = True
    if singular and (_determined(head, words) or head.ent_type_ == "PERSON" or head.tag_ == "NNP"):
        return Count(first, head.i + 1, 1, 1, 1)
    return None


def _blocked(head: Any, count: Count) -> bool:
    """A number inside a compound ("5th Brigade soldier", "62nd") or in a name does not count the head."""
    token = head.doc[count.end - 1]
    return bool(
        token.head.i != head.i
        and token.dep_ == "nummod"
        and token.head.dep_ == "pobj"
        and token.head.i < head.i
    )


def _determined(head: Any, words: PeopleWords) -> bool:
    dets = [
        c
        for c in head.children
        if c.i < head.i and c.dep_ in ("det", "poss", "nummod", "amod", "compound", "nmod")
    ]
    return any(d.lower_ in words.one or d.dep_ == "poss" for d in dets) or (
        head.lower_ in ("another", "one", "someone", "somebody") or words.known(head.lemma_.casefold())
    )


def _status(head: Any, words: PeopleWords) -> Status:
    found: set[Status] = set()
    for token in head.doc[_range(head)[0] : _range(head)[1]]:
        status = words.status.get(token.lemma_.casefold())
        if status and (token.i == head.i or token.dep_ in ("compound", "amod", "pobj", "conj", "nmod")):
            found.add(status)
    own = words.status.get(head.lemma_.casefold())
    if own:
        return own
    if head.lemma_.casefold() == "member" and not found:
        return "combatant"
    return found.pop() if len(found) == 1 else "mixed" if found else "unknown"


def merge_status(people: Sequence[People]) -> Status:
    """One status for several phrases: mixed when they differ."""
    found = {p.status for p in people} - {"unknown"}
    return found.pop() if len(found) == 1 else "mixed" if found else "unknown"


def all_people(
    head: Any, counts: Sequence[Count], words: PeopleWords, *, sure: bool = True
) -> Iterator[People]:
    """The people of a phrase and of the phrases joined to it."""
    for token in conjuncts(head):
        people = read_people(token, counts, words, sure=sure if token is head else False)
        if people:
            yield people
