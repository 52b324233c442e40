"""Speakers who stand behind their verb or beside another word: ", narrated today to this agency the ombudsman", "it was
learned from the prefecture", "the army made known that"."""

from __future__ import annotations

from itertools import takewhile
from typing import Any

from dateline.extract.attribution.subjects import can_speak
from dateline.extract.grammar.phrases import FINITE
from dateline.extract.words.sources import SourceWords
from dateline.languages import load_language

_MARKS = frozenset({",", "”", '"', "’", "''"})
_ADJUNCT = 5  # words of "on Tuesday", "to this agency"
_NAME = 8  # words of a speaker
_NAMED = frozenset({"nsubj", "nsubjpass", "dobj"})
_ANYBODY = frozenset({"it", "one", "we"})


def speaker_behind(token: Any, lemma: str, words: SourceWords) -> Any | None:
    """The ombudsman of ", narrated today to this agency the ombudsman": who closes a sentence behind the verb, day and
    listener. None where the speaker stands right behind a plain verb, which the parse can read."""
    before = token.nbor(-1) if token.i > token.sent.start else None
    if lemma not in words.closing or before is None or before.text not in _MARKS:
        return None
    rest = [word for word in token.doc[token.i + 1 : token.sent.end] if not word.is_space]
    start = _behind_adjuncts(rest)
    if not start and lemma in words.plain:
        return None
    name = _noun_phrase(rest[start:])
    after = list(takewhile(lambda word: word.text != ",", rest[start + len(name) :]))
    if not name or any(word.tag_ in FINITE for word in after):
        return None
    return name[-1] if _is_known(name[-1], words) and can_speak(name[-1], words) else None


def _is_known(noun: Any, words: SourceWords) -> bool:
    """True for a person and for a noun that tells what kind of speaker somebody is."""
    lemma = noun.lemma_.lower()
    return lemma in words.specific or lemma in words.weak or noun.ent_type_ in {"PERSON", "ORG"}


def _behind_adjuncts(rest: list[Any]) -> int:
    """How many of the words say when and to whom it was told."""
    days = load_language("en").when["weekdays"]
    at = 0
    while at < len(rest):
        word = rest[at]
        if word.ent_type_ in {"DATE", "TIME"} or word.lower_ in days or word.pos_ == "ADV":
            at += 1
            continue
        if word.lower_ not in {"to", "on", "in"}:
            break
        inside = rest[at + 1 : at + 1 + _ADJUNCT]
        ends = [n for n, one in enumerate(inside) if one.pos_ in {"NOUN", "PROPN"}]
        if not ends:
            break
        last = ends[0]
        while last + 1 in ends:
            last += 1
        at += last + 2
    return at


def _noun_phrase(rest: list[Any]) -> list[Any]:
    """The words of the noun phrase that opens here, to its head."""
    found: list[Any] = []
    for word in rest[:_NAME]:
        if word.pos_ not in {"DET", "ADJ", "NOUN", "PROPN", "NUM"} and word.tag_ not in {"PRP$", "POS"}:
            break
        if found and word.pos_ == "DET":
            break
        found.append(word)
    while found and found[-1].pos_ not in {"NOUN", "PROPN"}:
        found.pop()
    return found


def goes_on(token: Any, words: SourceWords) -> Any | None:
    """Who speaks in ", he went on," and "...," she continued: a verb put in between marks."""
    if token.lemma_.lower() not in words.going_on:
        return None
    doc, end = token.doc, token.sent.end
    last = token.nbor(1) if token.i + 1 < end and token.nbor(1).lower_ == "on" else token
    speakers = [child for child in token.children if child.dep_ == "nsubj" and _is_person(child, words)]
    if not speakers or (last is token and token.lemma_.lower() == "go") or last.i + 1 >= end:
        return None
    first = speakers[0].left_edge
    between = first.i > token.sent.start and first.nbor(-1).text in _MARKS
    closed = doc[last.i + 1].text in _MARKS | {".", ":"}
    return speakers[0] if between and closed else None


def _is_person(noun: Any, words: SourceWords) -> bool:
    """True for "he" and for a name."""
    return noun.lower_ in words.persons or noun.ent_type_ == "PERSON"


def learned_from(token: Any, words: SourceWords) -> tuple[Any, Any | None] | None:
    """Who told what "was learned from the prefecture", and the medium that "learned from a source"; None where
    nobody is named."""
    for prep in (child for child in token.children if child.lower_ == "from" and child.dep_ == "prep"):
        for noun in (child for child in prep.children if child.dep_ == "pobj"):
            if not can_speak(noun, words) or not _is_known(noun, words):
                continue
            subjects = [child for child in token.children if child.dep_ in {"nsubj", "nsubjpass"}]
            listener = next((one for one in subjects if one.lower_ not in _ANYBODY), None)
            return noun, listener if listener is not None and listener.pos_ == "PROPN" else None
    return None


def maker_known(token: Any, words: SourceWords) -> tuple[Any, Any] | None:
    """Verb and speaker of "the army made known that" and "the mayor let it be known"."""
    verb = token.head
    if verb.lemma_.lower() not in words.making or token.dep_ not in {
        "ccomp",
        "acomp",
        "oprd",
        "xcomp",
        "dobj",
    }:
        return None
    named = [c for c in (*verb.children, *token.children) if verb.i < c.i < token.i and c.dep_ in _NAMED]
    if any(one.lower_ != "it" for one in named):
        return None  # "made his name known"
    speakers = [child for child in verb.children if child.dep_ == "nsubj" and can_speak(child, words)]
    return (verb, speakers[0]) if speakers else None
