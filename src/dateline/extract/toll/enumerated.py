"""Who stands in one list of people as it is written, where the parse breaks it: "a doctor, two nurses and a cook"."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dateline.extract.grammar.phrases import FINITE

_OPENS = frozenset({"a", "an", "another", "one", "his", "her", "their"})
_JOINS = frozenset({"and", ","})
_BEFORE_LIST = frozenset({",", ":", "“", '"', "that", "when", "where", "while", "after"})
_LONGEST = 4  # tokens of one item: "two senior police officers"
_WITHIN = frozenset({"ADJ", "NOUN", "PROPN", "NUM", "ADV", "PUNCT"})


def listed_beside(head: Any, known: Callable[[str], bool]) -> list[Any]:
    """The other people of the list that a noun stands in, in the order of the text: items that open with an article, a
    number or whose they are, end in a word for people, and of which the last is joined by "and"; empty for no list."""
    behind, ended = _behind(head, known)
    before = _before(head, known) if ended or _ends_with_and(head) else []
    return [*before, *behind] if ended or before else []


def _behind(head: Any, known: Callable[[str], bool]) -> tuple[list[Any], bool]:
    """The items behind a noun, and whether the list ends in "and"."""
    doc, end, at = head.doc, head.sent.end, head.i + 1
    found: list[Any] = []
    while at < end and doc[at].lower_ in _JOINS:
        last = doc[at].lower_ == "and" or (at + 1 < end and doc[at + 1].lower_ == "and")
        start = at + 1 + (doc[at].lower_ == "," and last)
        noun = _item(doc, start, end, known)
        if noun is None:
            return [], False
        found.append(noun)
        at = noun.i + 1
        if last:
            # "two men, a guard and a cook, were killed" says who the two were
            aside = at < end and doc[at].text == "," and len(found) > 1
            return ([], False) if aside or _is_told_of_one(doc, at, end) else (found, True)
    return [], False


def _before(head: Any, known: Callable[[str], bool]) -> list[Any]:
    """The items before a noun, back to where its clause begins."""
    doc, found, at = head.doc, [], _start_of(head)
    while at - 1 > head.sent.start and doc[at - 1].text == ",":
        noun = doc[at - 2]
        start = _start_of(noun)
        if noun.pos_ not in {"NOUN", "PROPN"} or _item(doc, start, at, known) != noun:
            break
        found.append(noun)
        at = start
    opens = at == head.sent.start or doc[at - 1].lower_ in _BEFORE_LIST
    return found[::-1] if opens and not (found and _is_one_of_two(found, head)) else []


def _is_one_of_two(found: list[Any], head: Any) -> bool:
    """True for "two men, a guard and a cook", where the first counts those who follow."""
    return any(child.dep_ == "nummod" for child in found[-1].children) and head.tag_ == "NN"


def _ends_with_and(head: Any) -> bool:
    return any(child.dep_ == "cc" and child.lower_ == "and" for child in head.children)


def _start_of(noun: Any) -> int:
    """Where the simple phrase that ends in this noun begins."""
    at: int = noun.i
    while at > noun.sent.start and at > noun.i - _LONGEST and noun.doc[at].lower_ not in _OPENS:
        if noun.doc[at - 1].pos_ not in _WITHIN | {"DET", "PRON"} or noun.doc[at - 1].text in _JOINS:
            break
        at -= 1
    return at


def _item(doc: Any, start: int, end: int, known: Callable[[str], bool]) -> Any | None:
    """The noun for people that ends the item that begins here."""
    if start >= end or not (doc[start].lower_ in _OPENS or doc[start].like_num):
        return None
    last = None
    for token in doc[start + 1 : min(end, start + 1 + _LONGEST)]:
        if token.pos_ not in _WITHIN or token.text in _JOINS:
            break
        last = token if token.pos_ in {"NOUN", "PROPN"} else last
    return last if last is not None and known(last.lemma_.casefold()) else None


def _is_told_of_one(doc: Any, at: int, end: int) -> bool:
    """True before "was killed", which is said of one person, however many words tell who that was."""
    return at < end and doc[at].tag_ in FINITE and doc[at].lower_ in {"was", "is", "has"}
