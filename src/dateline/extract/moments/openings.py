"""How a sentence opens that tells of another act, or sets another scene, than the one told before."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from dateline.extract.grammar.phrases import objects_of
from dateline.extract.mentions import HARM, PlaceMention
from dateline.extract.moments.binding import PROVINCE, TOWN, exactness, is_nested
from dateline.extract.moments.going_on import confirms
from dateline.extract.moments.scenes import Scene
from dateline.extract.toll.people import people_words
from dateline.extract.words.acts import event_cues
from dateline.extract.words.sources import load_source_words
from dateline.places.fold import fold_name
from dateline.text import Document

_LEADING = 8  # words before the place with which a sentence sets its scene


def opens_anew(document: Document, scene: Scene) -> bool:
    """True when the first words of the sentence say that something else follows: "Elsewhere", "In a separate ...",
    "In the south, meanwhile, ..."."""
    cues = event_cues(document)
    tokens = document.tokens(scene.sentence)
    aside = {word.lower_ for before, word in pairwise(tokens[:9]) if before.text == ","}
    if aside & set(cues["meanwhile"]):
        return True
    if _opens_in_part(tokens, cues["compass"]) or _opens_next_door(tokens, cues["next_door"]):
        return True
    if _opens_across(tokens, cues["borders"]):
        return True
    code = document.report.language
    known = any(event.nominal and event.definite and not event.plural for event in scene.events)
    return any(
        token.lower_ in cues["another"]
        and token.head.lemma_.lower() not in cues["accounts"]
        and not confirms(token.head, cues)
        and not _is_further(token, known=known, code=code)
        and not (_is_harmed(token, code) and _only_adds(scene))
        and not _is_one_who_tells(token, code)
        for token in tokens[:4]
    )


def _opens_in_part(tokens: list[Any], compass: list[str]) -> bool:
    """True for "In the north two patrols were fired on": another part than the one told of before."""
    opening = [token.lower_ for token in tokens[:4]]
    if opening[:2] != ["in", "the"]:
        return False
    part = next((n for n in (2, 3) if opening[n:] and opening[n] in compass), None)
    return part is not None and tokens[part].pos_ == "NOUN" and tokens[part + 1].lower_ not in {"of", "and"}


def _opens_next_door(tokens: list[Any], beside: list[str]) -> bool:
    """True for "In neighbouring Ora the rebels abducted a driver" and "In the adjoining district"."""
    opening = [token.lower_ for token in tokens[:3]]
    return opening[:1] == ["in"] and any(word in beside for word in opening[1:])


def _opens_across(tokens: list[Any], borders: list[str]) -> bool:
    """True for "Across the river a boat was fired on" and "On the Quenland side of the border"."""
    opening = [token.lower_ for token in tokens[:9]]
    if opening[:2] == ["across", "the"]:
        return any(word in borders for word in opening[2:4])
    of = opening.index("of") if "of" in opening else 0
    there = opening[:2] == ["on", "the"] and of > 0 and opening[of - 1] == "side"
    return there and any(word in borders for word in opening[of + 1 : of + 4])


def opens_elsewhere(document: Document, scene: Scene, place: PlaceMention) -> bool:
    """True when a sentence sets another scene before it tells its act: "In the northern city of Ora, gunmen ...", "In
    Ora district, a bomb ..."; a district or province counts where both are known and harm is told there."""
    own = scene.place
    if own is None or is_nested(own, place):
        return False
    wide = max(exactness(own), exactness(place))
    if wide <= PROVINCE and _opens_beyond(document.tokens(scene.sentence), event_cues(document)["compass"]):
        return True
    known = bool(own.place.units and place.place.units and scene.tolls)
    if wide > (PROVINCE if known else TOWN):
        return False
    lead = [token for token in document.tokens(scene.sentence) if token.idx < own.span.start]
    first = next((token for token in lead if token.pos_ not in {"CCONJ", "PUNCT", "SPACE"}), None)
    if first is None or first.dep_ != "prep":
        return False
    if own.span.start > scene.main.span.start:
        return wide <= TOWN and _opens_in_region(first, scene, place)
    if wide > TOWN and own.span.start > first.right_edge.idx:  # "on the far side the mayor of Ora reported"
        return False
    return len(lead) <= _LEADING and all(token.pos_ not in {"VERB", "AUX"} for token in lead)


def _opens_beyond(tokens: list[Any], compass: list[str]) -> bool:
    """True for "To the south of Ora, fighters ambushed a convoy in Bel" and "Further south, ..."."""
    opening = [token.lower_ for token in tokens[:3]]
    return opening[:2] == ["to", "the"] and opening[2:] != [] and opening[2] in compass


def _opens_in_region(first: Any, scene: Scene, place: PlaceMention) -> bool:
    """True for "In the Ora region, shells killed a man in Bel" where the place told before is not known to lie in
    Ora."""
    last = first.right_edge
    closed = last.i + 1 < len(last.doc) and last.nbor(1).text == ","
    if first.lower_ != "in" or not closed or last.idx > scene.main.span.start:
        return False
    names = {
        fold_name(word.text) for word in first.subtree if word.pos_ == "PROPN" and word.ent_type_ != "DATE"
    }
    around = {part for unit in (place.text, *place.place.units) for part in fold_name(unit).split()}
    return bool(names) and names.isdisjoint(around)


def _is_further(word: Any, *, known: bool, code: str) -> bool:
    """True for the "another" of one more who tells ("another resident said"), and for the "other" of more people whom
    an act that is told already has hit ("six other farmers were hurt in the raid")."""
    noun = word.head
    if word.dep_ not in {"amod", "det"} or not people_words(code).known(noun.lemma_.casefold()):
        return False
    return known or _is_one_who_tells(noun, code)


def _is_one_who_tells(word: Any, code: str) -> bool:
    """True for the subject of "another said that nine died"."""
    telling = load_source_words(code)
    return word.dep_ == "nsubj" and word.head.lemma_.casefold() in telling.plain | telling.content


def _is_harmed(word: Any, code: str) -> bool:
    """True for one more to whom harm is done: "another soldier was wounded", "the second woman was shot in the leg",
    "one rebel also died"."""
    if word.lower_ == "also":
        return any(child.dep_ in {"nsubj", "nsubjpass"} for child in word.head.lefts)
    noun = word.head
    people = word.dep_ in {"amod", "det"} and people_words(code).known(noun.lemma_.casefold())
    return people and (noun.dep_ == "nsubjpass" or (noun.dep_ == "nsubj" and not objects_of(noun.head)))


def _only_adds(scene: Scene) -> bool:
    """True for harm told without a day or a place of its own."""
    dated = scene.states_day
    return scene.families <= HARM and not dated and scene.place is None
