"""Scenes that plainly go on with a moment told, or plainly leave it, whatever a score says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dateline.extract.causes import led_to
from dateline.extract.cues import event_cues
from dateline.extract.mentions import HARM, PlaceMention
from dateline.extract.phrases import root_of, span_of, subjects_of
from dateline.extract.scenes import Scene, days_meet, is_nested
from dateline.languages import load_language
from dateline.text import Document

if TYPE_CHECKING:
    from dateline.extract.moments import Moment

_BEFORE = 7  # words between "a village" and the name by which it is told: "a village ten miles south of Ora"
_SETTLED = 5  # the level of towns and villages
_HEADING = 10  # words
_UNDER = 2  # sentences behind a heading in which what it names is told


def goes_on(document: Document, scene: Scene, moments: Sequence[Moment]) -> Moment | None:
    """The moment, of those given with the newest first, in which the doer of "the bomber attacked the gate" was told,
    or the known act of which "it was the Task Force that attacked them" tells who did it, or that of which whoever
    acted in it "claimed the attack", or on whose day harm was done."""
    doer = _known_doer(document, scene)
    if doer is not None:
        return next((moment for moment in moments if _tells_of(document, moment, doer)), None)
    if _is_cleft(document, scene):
        return next((moment for moment in moments if scene.main.family in moment.families), None)
    claimers = _claimers(document, scene)
    if claimers:
        return next((moment for moment in moments if claimers & _doers(moment)), None)
    return _of_its_day(document, scene, moments)


def _claimers(document: Document, scene: Scene) -> set[str]:
    """Who "claimed the attack": the armed parties that say an act was theirs, by name."""
    nouns = [root_of(document, event.span) for event in scene.events if event.definite]
    claims = [
        n.head for n in nouns if n is not None and n.dep_ == "dobj" and n.head.lemma_.lower() == "claim"
    ]
    subjects = [span_of(one.left_edge, one.right_edge) for claim in claims for one in subjects_of(claim)[0]]
    return {
        a.actor.name.casefold()
        for a in scene.actors
        if a.role == "combatant" and any(one.overlaps(a.span) for one in subjects)
    }


def _doers(moment: Moment) -> set[str]:
    """The armed parties that act in a moment, by name."""
    return {
        actor.actor.name.casefold()
        for scene in moment.scenes
        for actor in scene.actors
        for event in scene.events
        if actor.role == "combatant" and any(phrase.overlaps(actor.span) for phrase in event.agents)
    }


def is_done_by_others(scene: Scene, moment: Moment) -> bool:
    """True where those who act in a scene are known, and of another camp than those known to act in the moment."""
    acting, known = _camps([scene]), _camps(moment.scenes)
    return bool(acting and known) and acting.isdisjoint(known)


def _camps(scenes: Sequence[Scene]) -> set[str]:
    """The camps of the armed parties that act in these scenes."""
    return {
        actor.group
        for scene in scenes
        for actor in scene.actors
        for event in scene.events
        if actor.role == "combatant" and actor.group and any(p.overlaps(actor.span) for p in event.agents)
    }


def _known_doer(document: Document, scene: Scene) -> str | None:
    """The noun of one attacker with "the" who acts in a scene; None for others and for several."""
    again = event_cues(document)["attackers"]
    for phrase in (phrase for event in scene.events for phrase in event.agents):
        noun = root_of(document, phrase)
        known = noun is not None and any(child.lower_ == "the" for child in noun.children)
        if known and noun is not None and noun.tag_ == "NN" and noun.lemma_.lower() in again:
            return str(noun.lemma_.lower())
    return None


def _tells_of(document: Document, moment: Moment, noun: str) -> bool:
    """True where a moment has told of one so called."""
    return any(
        token.lemma_.lower() == noun and token.tag_ == "NN"
        for scene in moment.scenes
        for token in document.tokens(scene.sentence)
        if scene.span.start <= token.idx < scene.span.end
    )


def _is_cleft(document: Document, scene: Scene) -> bool:
    """True for "it was the Task Force that attacked them": that they were is known."""
    verb = root_of(document, scene.main.span)
    if verb is None or scene.main.nominal or verb.dep_ not in {"relcl", "ccomp", "acl"}:
        return False
    if not any(child.lower_ in {"that", "who", "which"} and child.i < verb.i for child in verb.children):
        return False
    return any(
        above.lemma_.lower() == "be" and any(c.lower_ == "it" and c.dep_ == "nsubj" for c in above.children)
        for above in list(verb.ancestors)[:2]
    )


def _of_its_day(document: Document, scene: Scene, moments: Sequence[Moment]) -> Moment | None:
    """The moment of the day that harm states, where the newest only led to something and has none: "the order came
    after rebels had shot a man. Nine were wounded in yesterday's fight"."""
    day = scene.period
    if day is None or day.basis != "stated" or scene.place is not None or not scene.families <= HARM:
        return None
    if not moments or moments[0].period is not None or not led_to(document, moments[0].scenes[0].main):
        return None
    dated = (one for one in moments[1:] if one.period is not None and one.period.basis == "stated")
    return next((one for one in dated if days_meet(day, one.period)), None)


def is_of_another_village(document: Document, scene: Scene, moment: Moment) -> bool:
    """True for "in a village south of Ora" behind "in a town near Ora": two that have no name are two."""
    own = _nameless(document, scene.place)
    if own is None:
        return False
    told = [
        _nameless(document, one.place) for one in moment.scenes if one.sentence.index != scene.sentence.index
    ]
    return any(other is not None and other != own for other in told)


def _nameless(document: Document, place: PlaceMention | None) -> str | None:
    """The words of "a village south of Ora" from the article on; None for a place that is named itself."""
    if place is None or place.relation not in {"near", "direction"}:
        return None
    heads = load_language(document.report.language).places["heads"]
    name = document.doc.char_span(place.span.start, place.span.end, alignment_mode="expand")
    first = name[0]
    for noun in document.doc[max(first.sent.start, first.i - _BEFORE) : first.i]:
        settled = heads.get(noun.lemma_.lower(), {}).get("levels", ())[:1] == [_SETTLED]
        if settled and any(c.lower_ in {"a", "an", "another"} for c in noun.children):
            return document.text[noun.idx : place.span.end].casefold()
    return None


def is_told_below(document: Document, scene: Scene, scenes: Sequence[Scene]) -> bool:
    """True for a heading between paragraphs ("Soldiers killed in Ora") whose act, at its place, is told right below."""
    home = scene.sentence
    if home.zone != "body" or not document.is_heading(home, words=_HEADING):
        return False
    below = [one for one in scenes if 0 < one.sentence.index - home.index <= _UNDER]
    return any(_may_be_told(document, scene, one) for one in below)


def _may_be_told(document: Document, heading: Scene, scene: Scene) -> bool:
    if document.is_heading(scene.sentence, words=_HEADING):
        return False
    alike = bool(heading.families & scene.families) or heading.families <= HARM
    placed = heading.place is not None and scene.place is not None
    there = not placed or is_nested(heading.place, scene.place)  # type: ignore[arg-type]
    return alike and there


__all__ = ["goes_on", "is_done_by_others", "is_of_another_village", "is_told_below"]
