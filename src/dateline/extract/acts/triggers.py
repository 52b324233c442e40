"""Which words of a report stand for an act of violence: the lexicon matched on lemmas, longest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dateline.extract.grammar.phrases import heads_of, objects_of, subjects_of
from dateline.languages import load_language
from dateline.text import Document, Sentence


@dataclass(frozen=True, slots=True)
class Act:
    """One entry of the lexicon: the act's name, the family it can merge in, its rank, what it needs beside it."""

    name: str
    family: str
    strength: int
    needs: str


@dataclass(frozen=True, slots=True)
class Trigger:
    """The tokens of one word for an act; `head` is the one whose arguments count. `acts` are what the word can
    stand for; the first whose needs are met counts ("seize" a post, "seize" a person)."""

    acts: tuple[Act, ...]
    tokens: tuple[Any, ...]
    head: Any


_NOMINAL = {"nsubj", "pobj", "dobj"}
_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ"})
_SMALL = frozenset({"DET", "ADJ", "NUM", "PRON", "ADV", "PART"})

Words = dict[tuple[str, str], tuple[Act, ...]]
Things = dict[str, dict[str, Act]]
Phrases = dict[str, list[tuple[tuple[str, ...], Act]]]


@lru_cache(maxsize=8)
def load_acts(code: str) -> tuple[Words, Phrases]:
    """Acts by (part of speech, lemma), and phrases by their first lemma, longest first."""
    words: Words = {}
    phrases: Phrases = {}
    for name, table in load_language(code).events["acts"].items():
        act = Act(table.get("act", name), table["family"], table["strength"], table.get("needs", ""))
        for verb in table.get("verbs", ()):
            words["V", verb] = (*words.get(("V", verb), ()), act)
        for noun in table.get("nouns", ()):
            words["N", noun] = (*words.get(("N", noun), ()), act)
        for phrase in table.get("phrases", ()):
            lemmas = tuple(phrase.split())
            phrases.setdefault(lemmas[0], []).append((lemmas, act))
    for entries in phrases.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return words, phrases


@lru_cache(maxsize=8)
def load_things(code: str) -> Things:
    """Acts by verb, then by the thing it is done to: "drop" and "bomb"."""
    found: Things = {}
    for name, table in load_language(code).events["acts"].items():
        act = Act(table.get("act", name), table["family"], table["strength"], table.get("needs", ""))
        for verb, things in table.get("things", {}).items():
            found.setdefault(verb, {}).update(dict.fromkeys(things, act))
    return found


def find_triggers(document: Document, sentence: Sentence) -> tuple[Trigger, ...]:
    """Triggers of one sentence in the order of the text, none inside another."""
    words, phrases = load_acts(document.report.language)
    things = load_things(document.report.language)
    tokens = document.tokens(sentence)
    found: list[Trigger] = []
    taken: set[int] = set()
    opening = _opening(document.report.language)
    for position, token in enumerate(tokens):
        if token.i in taken or not _may_open(token, opening):
            continue
        trigger = _phrase(tokens, position, phrases) or _doing(token, things, words) or _word(token, words)
        if trigger is not None and not taken & {part.i for part in trigger.tokens}:
            taken.update(part.i for part in trigger.tokens)
            found.append(trigger)
    return tuple(found)


@lru_cache(maxsize=8)
def _opening(code: str) -> frozenset[str]:
    """The first words of all entries of the lexicon, as lemmas."""
    words, phrases = load_acts(code)
    return frozenset(
        [*(lemma for _, lemma in words), *phrases, *(verb.split()[0] for verb in load_things(code))]
    )


def _may_open(token: Any, opening: frozenset[str]) -> bool:
    """False for a word with which no entry of the lexicon begins: most words of a text."""
    lemma, lower = token.lemma_, token.lower_
    if lemma in opening or lower in opening or lemma.lower() in opening:
        return True
    return lower.endswith(("s", "ed")) and _verb_lemma(lower) in opening


def _doing(token: Any, things: Things, words: Words) -> Trigger | None:
    """A verb with the thing that makes it an act, as its object or its passive subject."""
    if token.pos_ != "VERB":
        return None
    up = [child for child in token.children if child.dep_ == "prt"]
    said = [f"{token.lemma_} {particle.lower_}" for particle in up] or [token.lemma_]
    done = next((things[word] for word in (*said, token.lemma_) if word in things), None)
    if done is None or _is_of_found(token, things, words):
        return None
    done_to = [part for thing in (*objects_of(token), *subjects_of(token)[1]) for part in heads_of(thing)]
    act = next((done[kind] for part in done_to for kind in _kinds_of(part) if kind in done), None)
    return Trigger((act,), (token,), token) if act else None


def _kinds_of(thing: Any) -> list[str]:
    """What a thing is called, with the noun before it first: "petrol bomb", "bomb"."""
    before = [child.lower_ for child in thing.lefts if child.dep_ == "compound" and child.i == thing.i - 1]
    return [*(f"{kind} {thing.lemma_}" for kind in before), thing.lemma_]


def _is_of_found(verb: Any, things: Things, words: Words) -> bool:
    """True for "found two bombs planted by the road", which harmed nobody: the bombs are an act's own thing; and for
    "a bomb planted by the road killed nine", where another verb tells what the bomb did."""
    if verb.dep_ == "acl" and verb.head.dep_ == "nsubj" and verb.head.head.pos_ == "VERB":
        return ("V", verb.head.head.lemma_) in words
    if verb.dep_ != "acl" or verb.head.dep_ not in {"dobj", "nsubjpass"}:
        return False
    act = things.get(verb.head.head.lemma_, {}).get(verb.head.lemma_)
    return act is not None and act.family == "strategic"


def _word(token: Any, words: Words) -> Trigger | None:
    lemma = token.lemma_.lower()
    acts: tuple[Act, ...] = ()
    if token.pos_ in {"VERB", "AUX"}:
        acts = words.get(("V", lemma), ())
    elif token.pos_ in {"NOUN", "PROPN"}:
        acts = words.get(("N", lemma), ()) or words.get(("N", token.lower_), ())
        if (
            not acts
            and token.dep_ in {"ROOT", "conj", "ccomp", "relcl"}
            and token.lower_.endswith(("s", "ed"))
        ):
            acts = words.get(("V", _verb_lemma(token.lower_)), ())  # a headline verb taken for a noun
    elif (
        token.pos_ == "ADJ" and token.lower_.endswith("ed") and token.dep_ in {"ROOT", "acl", "conj", "acomp"}
    ):
        acts = words.get(("V", _verb_lemma(token.lower_)), ())
    if not acts or (token.dep_ == "compound" and token.head.pos_ == "PROPN") or _is_people(token, acts[0]):
        return None
    return Trigger(acts, (token,), token)


def _is_people(token: Any, act: Act) -> bool:
    """True for those who are known to be so: "among the killed was a clerk", "wounded lined the corridors", "its figure
    of killed rebels", "rescued 22 kidnapped villagers"; or goods that were come by so: "return raided cattle"."""
    if token.tag_ == "VBN" and token.dep_ == "amod":
        if token.head.lemma_.lower() in _goods():
            return True
        of = token.head.dep_ == "pobj" and token.head.head.lower_ == "of"
        return act.family == "abduction" or bool(of and token.nbor() == token.head)
    if token.tag_ not in {"VBN", "VBD"}:
        return False
    if act.family == "harm" and token.i and token.nbor(-1).lower_ == "the":
        return (
            token.i + 1 == len(token.doc) or token.nbor().tag_ not in _NOUNS
        )  # "moved the bodies and the injured"
    if token.dep_ not in _NOMINAL:
        return False
    return token.dep_ == "nsubj" or any(child.dep_ == "det" for child in token.lefts)


@lru_cache(maxsize=1)
def _goods() -> frozenset[str]:
    return frozenset(load_language("en").events["goods"]["words"])


def _verb_lemma(word: str) -> str:
    for ending, put in (("ied", "y"), ("ed", ""), ("d", ""), ("es", ""), ("s", "")):
        if word.endswith(ending):
            return word[: -len(ending)] + put
    return word


def _phrase(tokens: list[Any], position: int, phrases: Phrases) -> Trigger | None:
    """A phrase whose lemmas follow each other, with up to two small words between; of those as long the one that ends
    first: "shot dead a man at a gate" shot him dead. Each act that has the phrase can be meant."""
    first = tokens[position]
    found: tuple[list[Any], list[Act]] | None = None
    for lemmas, act in phrases.get(first.lemma_.lower(), phrases.get(first.lower_, ())):
        if found is not None and len(lemmas) < len(found[0]):
            break
        matched = list(_follow(tokens, position, lemmas))
        if matched and first.dep_ in {"pobj", "conj"} and matched[-1].tag_ == "VBD":
            continue  # "men with grenades attacked a post"
        if len(matched) != len(lemmas) or (found is not None and matched[-1].i > found[0][-1].i):
            continue
        if found is not None and matched == found[0]:
            found[1].append(act)
        else:
            found = matched, [act]
    if found is None:
        return None
    matched, acts = found
    verbs = [token for token in matched if token.pos_ == "VERB"]
    return Trigger(tuple(acts), tuple(matched), verbs[0] if verbs else matched[-1])


def _follow(tokens: list[Any], position: int, lemmas: tuple[str, ...]) -> Iterator[Any]:
    """The tokens of a phrase in order; small words may stand between, and the object of a verb ("set huts alight")."""
    verbal = tokens[position].pos_ == "VERB"
    between = _SMALL | {"NOUN", "PROPN"} if verbal else _SMALL
    at = position
    for wanted in lemmas:
        skipped = 0
        while at < len(tokens) and wanted not in {tokens[at].lemma_.lower(), tokens[at].lower_}:
            told = tokens[at].dep_ in {"amod", "compound"}  # "beat two suspected thieves to death"
            if tokens[at].pos_ not in between and tokens[at].text != "-" and not told:
                return
            skipped += 1
            at += 1
            if skipped > (4 if verbal else 2):
                return
        if at >= len(tokens):
            return
        yield tokens[at]
        at += 1
