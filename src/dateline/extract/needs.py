"""What a word must have beside it to stand for an act: "seize" a post, "hit" a house, "lay down" arms."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import Any

from dateline.codebook import STATES
from dateline.extract.mentions import HARM, ActorMention
from dateline.extract.phrases import antecedent, heads_of, phrase_of
from dateline.extract.targets import names_thing
from dateline.extract.toll_people import people_words
from dateline.extract.triggers import Act, Trigger
from dateline.languages import load_language
from dateline.text import Document

_GROUND = frozenset({"position", "ground"})


def is_met(
    act: Act,
    agents: list[Any],
    patients: list[Any],
    *,
    armed: Sequence[ActorMention],
    owned: bool,
    doers: Sequence[ActorMention],
    weapons: tuple[str, ...],
    document: Document,
) -> bool:
    """True when the word has beside it what the lexicon asks for: an armed party, a post, homes, bodies; `armed`
    are the parties of the sentence, `doers` those that act."""
    words = load_language(document.report.language).events
    if act.family in HARM and patients and all(_is_bloodless(token, words) for token in patients):
        return False
    if act.needs == "position":
        named = act.name == "recapture" and any(t.head.lower_ == "of" and t.pos_ == "PROPN" for t in patients)
        positions = words["position_words"]["words"]
        if _is_among([*agents, *patients], words["body_words"]["words"]):
            return False  # "the bodies were recovered from the area"
        return bool(armed) and (named or any(_has_lemma(token, positions) for token in patients))
    if act.needs == "manned":
        return not agents and _is_among(patients, words["manned_words"]["words"])
    if act.needs == "homes":
        return _is_among(patients, words["home_words"]["words"])
    if act.needs == "struck":
        return not agents and _is_among(patients, words["home_words"]["words"])
    if act.needs == "artillery":
        return "artillery" in weapons or _is_among(agents, words["falling"]["words"])
    if act.needs == "bodies":
        return _is_among(patients, words["body_words"]["words"])
    if act.needs == "people":
        return _are_people(patients, document.report.language)
    if act.needs == "captives":
        lawless = bool(agents) and not any(actor.actor.inter in STATES for actor in doers)
        freed = any(token.lower_ in words["freed_words"]["words"] for held in patients for token in held.sent)
        return lawless and freed and _are_people(patients, document.report.language)
    if act.needs == "foes":
        met = [one for token in patients for one in armed if phrase_of(token).overlaps(one.span)]
        return bool(doers) and any(one.role == "combatant" for one in met)
    if act.needs == "anybody":
        known = people_words(document.report.language).known
        return any(known(head.lemma_.casefold()) for token in patients for head in heads_of(token))
    if act.needs == "freed":
        held = [token for token in patients[:1] if token.lower_ in words["freed_words"]["pronouns"]]
        return any(_tells_of_freed(token, words["freed_words"]) for token in held)
    if act.needs == "persons":
        return _is_among(patients, [*words["people_words"]["words"], *words["people_words"]["pronouns"]])
    if act.needs == "armed":
        return bool(armed or weapons) or _is_among(agents, words["cues"]["met"])  # "a mine hit their car"
    if act.needs == "armed doer":
        return bool(doers)
    if act.needs == "lawless doer":
        beside = doers or armed  # whom police arrest may be of a mob
        return bool(beside) and not any(actor.actor.inter in STATES for actor in beside)
    if act.needs == "owned":
        return owned or any(names_thing(document, phrase_of(token).of(document.text)) for token in patients)
    if act.needs == "ground":
        return not _is_among(patients, words["goods"]["words"])  # nor a lorry, which is driven off
    if act.needs == "no goods":
        goods = words["goods"]["words"]
        return bool(armed and patients) and not any(token.lemma_.lower() in goods for token in patients)
    return True


@lru_cache(maxsize=4)
def _people(code: str) -> frozenset[str]:
    """Nouns for those who can be taken away: the unarmed, but for prisoners of a fight and patients, and a few more."""
    words = load_language(code).events["people_words"]
    unarmed = {noun for noun, status in people_words(code).status.items() if status == "civilian"}
    return frozenset(words["words"]) | unarmed - set(words["not_taken"])


def left_behind(trigger: Trigger, act: Act) -> list[Any]:
    """What stands behind the preposition of a phrase: "withdrew from the camp"."""
    if act.needs not in _GROUND:
        return []
    return [
        end for token in trigger.tokens if token.pos_ == "ADP" for end in token.children if end.dep_ == "pobj"
    ]


def _are_people(patients: list[Any], code: str) -> bool:
    """True for people, with or without a name."""
    held = [antecedent(token, token.head) for token in patients]
    return any(_has_lemma(token, _people(code)) or token.ent_type_ == "PERSON" for token in held)


def _tells_of_freed(pronoun: Any, words: dict[str, list[str]]) -> bool:
    """True where the sentence, or the one before, tells that somebody was let go; "taken to hospital" held nobody."""
    here, verb = pronoun.sent, pronoun.head
    brought = verb.lemma_.lower() == "take" and any(
        child.dep_ == "prep" and child.lower_ == "to" for child in verb.children
    )
    if brought or (pronoun.dep_ == "nsubj" and verb.lemma_.lower() == "take"):
        return False
    before = here[0].nbor(-1).sent if here.start else ()
    return any(token.lower_ in words["words"] for sentence in (here, before) for token in sentence)


def _is_bloodless(token: Any, words: dict[str, Any]) -> bool:
    """True for what can be "hurt" or "killed" without harm to anybody: a trade, a hope, talks."""
    return token.pos_ == "NOUN" and token.lemma_.lower() in words["bloodless"]["words"]


def _is_among(phrases: list[Any], words: list[str]) -> bool:
    """True when a phrase, or one joined to it, is called by one of the words."""
    return any(part.lemma_.lower() in words for phrase in phrases for part in heads_of(phrase))


def _has_lemma(token: Any, words: Collection[str]) -> bool:
    return any(part.lemma_.lower() in words for part in heads_of(token)) or token.ent_type_ in {
        "GPE",
        "LOC",
        "FAC",
    }
