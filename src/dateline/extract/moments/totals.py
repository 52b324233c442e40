"""Whether a scene counts several things or days at once, so that its parts may be told after it."""

from __future__ import annotations

from typing import Any

from dateline.extract.grammar.numbers import word_number
from dateline.extract.grammar.phrases import root_of
from dateline.extract.moments.scenes import Scene
from dateline.extract.toll.people import people_words
from dateline.extract.words.acts import event_cues
from dateline.languages import load_language
from dateline.records import Span
from dateline.text import Document

_AS_ONE = {
    "when.whole_period",
    "when.deictic_day",
    "when.day_of_end",
}  # a weekend, a night or a siege, which end on another day than they begin
_AT = frozenset({"on", "at", "in", "into", "outside", "inside", "against", "near"})


def target_count(document: Document, scene: Scene) -> int | None:
    """How many targets or attacks the strongest act of a scene counts ("four outposts"), None when it counts none."""
    if scene.shared or scene.share:
        return scene.shared or None
    event = scene.main
    counted = event_cues(document)["counted"]
    attackers = [
        phrase
        for one in scene.events
        for phrase in one.agents
        if _head_lemma(document, phrase) in counted and not _has_one_target(document, scene)
    ]
    people = people_words(document.report.language)
    burned = _homes(document.report.language) if event.family == "destruction" else ()  # no sixty acts
    heads = {phrase: _head_lemma(document, phrase) for phrase in event.patients}
    targets = [phrase for phrase, head in heads.items() if not people.known(head) and head not in burned]
    phrases = [*targets, *attackers, *([event.span] if event.nominal else [])]
    for phrase in phrases:
        start = max(scene.span.start, phrase.start - 12) if phrase == event.span else phrase.start
        for word in document.text[start : phrase.end].split():
            number = word_number(word)
            if number is not None and 1 < number < 1000:
                return number
    return None


def _homes(code: str) -> set[str]:
    """What is burned by the dozen in one act: houses and cars, not villages and posts."""
    words = load_language(code)
    settled = {*words.events["position_words"]["words"], *words.places["heads"]}
    return {*words.events["home_words"]["words"]} - settled


def is_part(document: Document, scene: Scene, total: Scene) -> bool:
    """True when a scene tells one of the several that a total counts: "in one of them", "a bomber" of "two", or fewer
    people harmed elsewhere."""
    if not looks_total(document, total):
        return False
    if _opens_with_part(document, scene) or _counts_less(document, scene, total):
        return True
    counted = event_cues(document)["counted"]
    several = any(_head_lemma(document, p) in counted for event in total.events for p in event.agents)
    return several and any(
        phrase.of(document.text).split()[0].casefold() in {"a", "an", "one"}
        and _head_lemma(document, phrase) in counted
        for event in scene.events
        for phrase in event.agents
    )


def _opens_with_part(document: Document, scene: Scene) -> bool:
    """True for "One of them", "Several of the attacks" and "In the first incident" at the head of a sentence."""
    opening = [token.lower_ for token in document.tokens(scene.sentence)[:6]]
    cues = event_cues(document)
    if opening[:3] in (["in", "the", "first"], ["in", "the", "one"]) and opening[3:4] != []:
        return opening[3] in {*cues["incidents"], *cues["counted"], *cues["any"]}
    if any(opening[at : at + 2] == ["one", "of"] for at in range(3)):
        return True
    counted = event_cues(document)["counted"]
    tokens = document.tokens(scene.sentence)[:6]
    return any(
        token.lemma_.lower() in counted and token.tag_ == "NNS" and opening[at - 2 : at] == ["of", "the"]
        for at, token in enumerate(tokens)
        if at > 1
    )


def _head_lemma(document: Document, phrase: Span) -> str:
    head = root_of(document, phrase)
    return "" if head is None else str(head.lemma_).lower()


def looks_total(document: Document, scene: Scene) -> bool:
    """True when a scene counts several targets, spans several days, is shared out among places or tells two blasts."""
    if scene.shared or _tells_two(document, scene) or _count_of_incidents(document, scene) is not None:
        return True
    count = target_count(document, scene)
    several_days = (
        scene.period is not None
        and bool(scene.period.value.length_days)
        and scene.period.value.precision == "day"
        and scene.period.rule not in _AS_ONE
    )
    if scene.tolls and _names_series(document, scene):
        return True
    plural = scene.main.plural and scene.main.nominal and not _has_one_target(document, scene)
    return (count is not None and not scene.main.distinct) or several_days or plural


def _has_one_target(document: Document, scene: Scene) -> bool:
    """True for "suicide bombers struck a hotel" and "air strikes killed ten at a wedding": however many came, one thing
    was hit."""
    words = load_language(document.report.language)
    things, settled = words.events["targets"]["things"], words.places["heads"]
    struck = [
        token
        for token in document.tokens(scene.sentence)
        if scene.span.start <= token.idx < scene.span.end
        and token.tag_ == "NN"
        and token.lemma_.lower() in things
        and (token.dep_ == "dobj" or (token.dep_ == "pobj" and token.head.lower_ in _AT))
    ]
    new = [one for one in struck if any(child.morph.get("Definite") == ["Ind"] for child in one.lefts)]
    hit = [one for one in new if one.lemma_.lower() not in settled] or new
    return len(hit) == 1 and not any(one.pos_ in {"NOUN", "PROPN"} for one in hit[0].conjuncts)


def count_of_acts(document: Document, scene: Scene) -> int | None:
    """How many attacks or incidents a scene counts: 2 for "killed in two attacks" and "in two separate incidents"."""
    told = _count_of_incidents(document, scene)
    if told is not None or not (scene.main.nominal and scene.main.plural):
        return told
    return target_count(document, scene)


def _count_of_incidents(document: Document, scene: Scene) -> int | None:
    """The number of incidents of harm "in two separate attacks", "in two incidents of violence"."""
    cues = event_cues(document)
    incidents = {*cues["incidents"], *cues["counted"]}
    counts = (
        word_number(child.text) or 0
        for token in document.tokens(scene.sentence)
        if scene.tolls
        and scene.span.start <= token.idx < scene.span.end
        and token.tag_ == "NNS"
        and token.lemma_.lower() in incidents
        and token.dep_ == "pobj"
        and token.head.lower_ == "in"
        for child in token.lefts
    )
    return next((count for count in counts if count > 1), None)


def _names_series(document: Document, scene: Scene) -> bool:
    """True for harm by "a spate of shootings" or "a series of bomb attacks"."""
    series = event_cues(document)["series"]
    return any(
        token.lemma_.lower() in series
        and token.dep_ in {"nsubj", "pobj"}
        and any(noun.tag_ == "NNS" for of in token.rights if of.lower_ == "of" for noun in of.children)
        for token in document.tokens(scene.sentence)
        if scene.span.start <= token.idx < scene.span.end
    )


def _counts_less(document: Document, scene: Scene, total: Scene) -> bool:
    """True for fewer harmed than the total's, at a place of their own or one of those it names: "four hurt in Ora" of
    ten in all "in Ora and Bel"."""
    if scene.place is None:
        return False
    same = total.place is not None and scene.place.place.name == total.place.place.name
    if same and not is_of_places(document, total):
        return False
    own = {toll.outcome: toll.best for toll in scene.tolls if toll.best and not toll.subset}
    whole = {toll.outcome: toll.best for toll in total.tolls if toll.best and not toll.subset}
    pairs = [(own[outcome], whole[outcome]) for outcome in own.keys() & whole.keys()]
    return any(a < b for a, b in pairs) and all(a <= b for a, b in pairs)


def is_of_places(document: Document, total: Scene) -> bool:
    """True for "attacks in Ora and Bel": several acts, and a place for each."""
    act = total.main
    name = root_of(document, total.place.span) if act.nominal and act.plural and total.place else None
    return name is not None and any(other.pos_ == "PROPN" for other in name.conjuncts)


def _tells_two(document: Document, scene: Scene) -> bool:
    """True for harm in "a car bomb and a roadside bomb": two blasts, of which each may be told after it."""
    tops = (_top_of(document, e.span) for e in scene.events if e.nominal and e.family == "explosion")
    blasts = [top for top in tops if top is not None]
    return any(
        second.dep_ == "conj" and second.head in blasts and _is_new(second) and _is_new(second.head)
        for second in blasts
    )


def _top_of(document: Document, span: Span) -> Any:
    """The noun that the words of a span stand before, as "bomb" does in "roadside bomb explosions", else their own."""
    noun = root_of(document, span)
    while noun is not None and noun.dep_ == "compound":
        noun = noun.head
    return noun


def _is_new(noun: Any) -> bool:
    return any(child.morph.get("Definite") == ["Ind"] for child in noun.children)
