"""An act told again in the words in which it was told before: who acts, what they do, and on which day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dateline.extract.grammar.phrases import objects_of, root_of
from dateline.extract.moments.binding import is_nested, lies_in
from dateline.extract.moments.one_scene import days_meet
from dateline.extract.moments.openings import opens_anew
from dateline.extract.moments.scenes import Scene
from dateline.extract.words.acts import event_cues
from dateline.extract.words.sources import load_source_words
from dateline.records import Span
from dateline.text import Document

if TYPE_CHECKING:
    from dateline.extract.moments.moments import Moment

_SEVERAL = 2  # things


def told_in_same_words(document: Document, scene: Scene, moments: Sequence[Moment]) -> Moment | None:
    """The moment in which "fighters attacked a village in Ora on Tuesday", of "fighters attacked the village of Bel in
    Ora on Tuesday", of which it names the place more exactly."""
    if scene.main.distinct or opens_anew(document, scene):
        return None
    return next(
        (
            moment
            for moment in moments
            if any(
                _is_same(document, scene, one) or _hits_the_same(document, scene, one)
                for one in moment.scenes
            )
        ),
        None,
    )


def was_told_earlier(document: Document, scene: Scene, moment: Moment) -> bool:
    """True for "Earlier, the mayor said two were killed in Ora" behind what befell there: what was first known."""
    opening = document.tokens(scene.sentence)[:1]
    if (
        not opening
        or opening[0].lower_ not in event_cues(document)["first_known"]
        or not any(toll.best for toll in scene.tolls)
    ):
        return False
    said = opening[0].head.lemma_.lower() in load_source_words().plain
    here = [one.place for one in moment.scenes if one.place is not None]
    place = scene.place
    return said and (place is None or any(is_nested(place, one) or lies_in(place, one) for one in here))


def _is_same(document: Document, scene: Scene, told: Scene) -> bool:
    own, other = scene.main, told.main
    days = (scene.period, told.period)
    if own.nominal or other.nominal or own.act != other.act or any(day is None for day in days):
        return False
    if any(day is not None and (day.basis != "stated" or not day.raw) for day in days):
        return False
    stated = {day.raw for day in days if day is not None}
    doers = [{_noun(document, phrase) for phrase in event.agents} for event in (own, other)]
    if len(stated) > 1 or not doers[0] & doers[1] or scene.place is None or told.place is None:
        return False
    return lies_in(scene.place, told.place) or is_nested(scene.place, told.place)


def _hits_the_same(document: Document, scene: Scene, told: Scene) -> bool:
    """True for "shelling struck a playground and a bus on 1 October" behind "hit a bus and a playground"."""
    same = _struck(document, scene) & _struck(document, told)
    acts = {event.act for event in scene.events} & {event.act for event in told.events}
    return len(same) >= _SEVERAL and bool(acts) and days_meet(scene.period, told.period) is True


def _struck(document: Document, scene: Scene) -> set[str]:
    """The nouns of what the acts of a scene are done to, each of a list; those of "shelling struck" with them."""
    roots = [root_of(document, phrase) for event in scene.events for phrase in event.patients]
    nouns = (root_of(document, event.span) for event in scene.events if event.nominal)
    roots += [
        one for noun in nouns if noun is not None and noun.dep_ == "nsubj" for one in objects_of(noun.head)
    ]
    listed = [one for root in roots if root is not None for one in (root, *root.conjuncts)]
    return {one.lemma_.casefold() for one in listed if one.pos_ == "NOUN"}


def _noun(document: Document, phrase: Span) -> str:
    root = root_of(document, phrase)
    return (root.text if root is not None else phrase.of(document.text)).casefold()
